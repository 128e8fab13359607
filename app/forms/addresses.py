"""Web addresses that are typed: what a browser can open."""

from wtforms.validators import ValidationError

from app.bibliography import urls


def check(address: str, what: str) -> None:
    """Raise ValidationError for what no browser can open; `what` begins the sentence on it."""
    if not urls.ADDRESS.fullmatch(address):
        raise ValidationError(f"{what} begins with https:// or http://.")
    if flaw := urls.flaw(address):
        raise ValidationError(f"{what} {flaw}.")
