"""What the owner types into the field for look-ups, told apart."""

import re
from enum import StrEnum
from typing import NamedTuple

from app.bibliography import identifiers

OPENALEX = re.compile(r"(?:\S*\bopenalex\.org\S*?[/:])?(A\d{4,12})/?", re.IGNORECASE | re.ASCII)
# arXiv says more of a preprint under its number than under its DOI.
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
        """The words that a reader meets."""
        return f"{self.kind} {self.value}"


def parse_identifier(text: str) -> Identifier | None:
    """Return the identifier that `text` is, in whatever way it is written, or None."""
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
