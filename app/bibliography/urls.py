"""Addresses of the web: which of them a record may hold, and how browsers send them."""

import re

from werkzeug.urls import iri_to_uri

from app.bibliography.record import HOST, PORT

LONGEST = 2_000
_SCHEME = re.compile(r"https?://")
ADDRESS = re.compile(rf"https?://{HOST}(:{PORT})?([/?#]\S*)?")
_SPACE = re.compile(r"\s")
_GLIMPSE = 60


def encoded(url: str) -> str | None:
    """Return the address as browsers send it, or None where none can open it."""
    try:
        sent = iri_to_uri(url)
    except ValueError:
        return None
    return sent if len(sent) <= LONGEST else None


def validation_error(url: str) -> str:
    """Say after "it" why a record can't hold this address, or nothing where it can."""
    if not _SCHEME.match(url):
        return "does not begin with https:// or http://"
    if _SPACE.search(url):
        return "has a space in it"
    # Each character is sent as three at most, and ASCII has no host that can't be.
    if len(url) <= LONGEST // 3 and url.isascii():
        return "" if ADDRESS.fullmatch(url) else "can't be opened by any browser"
    if len(url) > LONGEST:
        return f"is longer than {LONGEST:,} characters"
    return _rare_flaw(url)


def left_out(url: str) -> str:
    """Say that a link was left out, and why."""
    glimpse = url if len(url) <= _GLIMPSE else f"{url[:_GLIMPSE]}…"
    return f"its link “{glimpse}” was left out: it {validation_error(url)}"


def _rare_flaw(url: str) -> str:
    if not ADDRESS.fullmatch(url):
        return "can't be opened by any browser"
    try:
        sent = iri_to_uri(url)
    except ValueError:
        return "names a host that no browser can find"
    return "" if len(sent) <= LONGEST else f"is sent with more than {LONGEST:,} characters"
