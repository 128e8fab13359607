"""What a number leads to, as a text that can be imported like any other."""

from app.services.importing.beginning import Given


class NotFoundError(Exception):
    """Nothing was found; the message says why, for whoever asked."""


def look_up(text: str) -> Given:
    """Return what a DOI, an arXiv number, an ORCID iD or an OpenAlex author leads to.

    Raises NotFoundError.
    """
    raise NotFoundError(f"“{text}” can’t be looked up yet.")
