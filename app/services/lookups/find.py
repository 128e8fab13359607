"""Look up publications by their identifier, or by their author's."""

from flask import current_app

from app.services.lookups import errors, identifiers
from app.services.lookups.client import Client
from app.services.lookups.errors import LookupFailedError
from app.services.lookups.sources import LookupResult, Sources

__all__ = ["LookupFailedError", "LookupResult", "look_up"]


def look_up(text: str, sources: Sources | None = None) -> LookupResult:
    """Return the publications of the identifier in `text`. Raises LookupFailedError."""
    if not current_app.config["LOOKUPS"]:
        raise LookupFailedError(errors.OFF)
    identifier = identifiers.parse_identifier(text)
    if identifier is None:
        raise LookupFailedError(errors.NO_IDENTIFIER)
    return (sources or configured_sources()).find(identifier)


def configured_sources() -> Sources:
    """Return the sources as configured."""
    config = current_app.config
    client = Client(
        timeout=config["LOOKUP_TIMEOUT"],
        limit=config["LOOKUP_LIMIT"],
        contact=config["LOOKUP_CONTACT"],
    )
    return Sources(client, openalex_key=config["LOOKUP_OPENALEX_KEY"])
