"""Recognize the identifier that was typed into the look-up field."""

import re
from enum import StrEnum
from typing import NamedTuple

from app.bibliography import identifiers

OPENALEX = re.compile(r"(?:\S*\bopenalex\.org\S*?[/:])?(A\d{4,12})/?", re.IGNORECASE | re.ASCII)
# For a preprint, arXiv's own API returns more than its DOI does.
ARXIV_DOI = f"{identifiers.ARXIV_REGISTRANT}arxiv."


class IdentifierKind(StrEnum):
    DOI = "DOI"
    ARXIV = "arXiv"
    ORCID = "ORCID iD"
    OPENALEX = "OpenAlex"


class Identifier(NamedTuple):
    kind: IdentifierKind
    value: str

    @property
    def name(self) -> str:
        """The text shown to users."""
        return f"{self.kind} {self.value}"


def parse_identifier(text: str) -> Identifier | None:
    """Return the identifier in `text`, which may be a URL, or None."""
    text = text.strip()
    if found := OPENALEX.fullmatch(text):
        return Identifier(IdentifierKind.OPENALEX, found[1].upper())
    if orcid := identifiers.orcid(re.sub(r"^orcid(\s+id)?\s*:?\s*", "", text, flags=re.I)):
        return Identifier(IdentifierKind.ORCID, orcid)
    doi = identifiers.doi(text)
    if doi and not doi.startswith(ARXIV_DOI):
        return Identifier(IdentifierKind.DOI, doi)
    arxiv_id = identifiers.arxiv_id(text)
    return Identifier(IdentifierKind.ARXIV, arxiv_id) if arxiv_id else None
