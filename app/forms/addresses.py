"""Web addresses that are typed: what a browser can open."""

import re

from werkzeug.urls import iri_to_uri
from wtforms.validators import ValidationError

from app.bibliography.record import HOST, PORT

ADDRESS = re.compile(rf"https?://{HOST}(:{PORT})?([/?#]\S*)?")


def check(address: str, what: str) -> None:
    """Raise ValidationError for what no browser can open; `what` begins the sentence on it."""
    if not ADDRESS.fullmatch(address):
        raise ValidationError(f"{what} begins with https:// or http://.")
    try:
        iri_to_uri(address)
    except ValueError:
        raise ValidationError(f"{what} names a host that no browser can find.") from None
