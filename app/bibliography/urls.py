"""URLs: which ones a record may hold, and how browsers send them."""

import re

from werkzeug.urls import iri_to_uri

from app.bibliography.messages import message, number_message
from app.bibliography.record import HOST, PORT

LONGEST = 2_000
_SCHEME = re.compile(r"https?://")
_ADDRESS = re.compile(rf"https?://{HOST}(:{PORT})?([/?#]\S*)?")
# A host with a domain, without which a word could be meant: "tides" is no address.
_NO_SCHEME = re.compile(rf"(?://)?({HOST}\.[^\W\d_][^\s/?#\[\]@:.]*(?::{PORT})?(?:[/?#].*)?)")
# Without "www." or a path it may be the name of a file: "tides.pdf".
_SURELY_ADDRESS = re.compile(rf"(?://)?(?:www\.|{HOST}\.[a-z]{{2,15}}(?::{PORT})?/)", re.IGNORECASE)
_SPACE = re.compile(r"\s")
_EXCERPT_LENGTH = 60
NOT_VALID = message("is not a valid web address")


def complete(typed: str) -> str:
    """Return a URL with its scheme in lower case, https:// if it was typed without one."""
    if found := _NO_SCHEME.fullmatch(typed):
        return f"https://{found[1]}"
    return re.sub(r"^https?://", lambda scheme: scheme[0].lower(), typed, flags=re.IGNORECASE)


def with_scheme(written: str) -> str:
    """Return a text with https:// before it if it is surely a URL without a scheme."""
    is_address = len(written) <= LONGEST and _SURELY_ADDRESS.match(written)
    return complete(written) if is_address and not _SPACE.search(written) else written


def encoded(url: str) -> str | None:
    """Return the URL as browsers send it, or None if they cannot open it."""
    try:
        sent = iri_to_uri(url)
    except ValueError:
        return None
    return sent if len(sent) <= LONGEST else None


def shown_host(url: str) -> str:
    """Return the host of a URL as people say it, without "www."."""
    found = re.match(rf"https?://({HOST})", url)
    return found[1].removeprefix("www.") if found else url


def validation_error(url: str) -> str:
    """Return why a record cannot hold this URL, worded to follow "it", or an empty text."""
    if not _SCHEME.match(url):
        return message("must begin with https:// or http://")
    if _SPACE.search(url):
        return message("must not contain spaces")
    # A character is sent as at most three, and an ASCII host is always encodable.
    if len(url) <= LONGEST // 3 and url.isascii():
        return "" if _ADDRESS.fullmatch(url) else NOT_VALID
    if len(url) > LONGEST:
        return message("is longer than %(most)s characters", most=number_message(LONGEST))
    return _encoding_error(url)


def skipped_link(url: str) -> str:
    """Return the warning that a link was skipped, with the reason."""
    excerpt = url if len(url) <= _EXCERPT_LENGTH else f"{url[:_EXCERPT_LENGTH]}…"
    return message(
        "the link “%(link)s” was skipped: it %(error)s", link=excerpt, error=validation_error(url)
    )


def _encoding_error(url: str) -> str:
    if not _ADDRESS.fullmatch(url):
        return NOT_VALID
    try:
        sent = iri_to_uri(url)
    except ValueError:
        return message("has an invalid host name")
    most = number_message(LONGEST)
    too_long = message("is longer than %(most)s characters once encoded", most=most)
    return "" if len(sent) <= LONGEST else too_long
