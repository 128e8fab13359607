"""The type and the venue of an entry."""

import re
from typing import NamedTuple

from app.bibliography import identifiers
from app.bibliography.bibtex import journals
from app.bibliography.bibtex.fields import FieldReader
from app.bibliography.record import PublicationType as Type
from app.bibliography.record import VenueKind, workshop_kind

TYPES = {
    "article": Type.ARTICLE_JOURNAL,
    **dict.fromkeys(("inproceedings", "conference"), Type.PAPER_CONFERENCE),
    **dict.fromkeys(("incollection", "inbook"), Type.CHAPTER),
    **dict.fromkeys(
        ("book", "proceedings", "booklet", "collection", "mvbook", "mvcollection"), Type.BOOK
    ),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis", "bachelorsthesis"), Type.THESIS),
    **dict.fromkeys(("techreport", "report", "manual"), Type.REPORT),
    **dict.fromkeys(("software", "soft", "softwareversion"), Type.SOFTWARE),
    "dataset": Type.DATASET,
}
_OF_CONFERENCE = ("booktitle", "journal", "journaltitle")
_OF_JOURNAL = ("journal", "journaltitle", "booktitle")
VENUES = {
    Type.PAPER_CONFERENCE: (*_OF_CONFERENCE, "maintitle", "eventtitle"),
    Type.CHAPTER: (*_OF_CONFERENCE, "maintitle"),
    Type.BOOK: _OF_CONFERENCE,
    Type.THESIS: ("school", "institution", *_OF_JOURNAL),
    Type.REPORT: ("institution", "school", *_OF_JOURNAL),
}
KINDS = {
    Type.ARTICLE_JOURNAL: "article",
    Type.PAPER_CONFERENCE: "inproceedings",
    Type.CHAPTER: "incollection",
    Type.BOOK: "book",
    Type.THESIS: "phdthesis",
    Type.REPORT: "techreport",
    Type.SOFTWARE: "software",
    Type.DATASET: "dataset",
    Type.ARTICLE: "misc",
    Type.REVIEW: "review",
    Type.ENTRY_ENCYCLOPEDIA: "inreference",
    Type.PATENT: "patent",
    Type.SPEECH: "unpublished",
    Type.MANUSCRIPT: "unpublished",
    Type.WEBPAGE: "online",
    Type.STANDARD: "standard",
    Type.DOCUMENT: "misc",
}
_REPOSITORIES = {
    name.lower(): name
    for name in ("arXiv", "bioRxiv", "medRxiv", "chemRxiv", "PsyArXiv", "SSRN", "HAL", "Zenodo")
} | {"corr": "arXiv"}
_REPOSITORY = re.compile(
    rf"({'|'.join(_REPOSITORIES)})(?: (?:e-?prints?|preprints?))?"
    rf"(?:[ :,/]+(?:(?:arxiv|abs)\b.*|{identifiers.ARXIV_NUMBER}))?",
    re.IGNORECASE,
)
_PAPERS = {Type.ARTICLE_JOURNAL, Type.PAPER_CONFERENCE, Type.ARTICLE}


class TypeAndVenue(NamedTuple):
    """The type of a publication and its venue."""

    type: Type
    venue: str | None = None
    venue_short: str | None = None
    venue_kind: VenueKind | None = None


def read_venue(fields: FieldReader, arxiv_id: str | None) -> TypeAndVenue:
    """Return the type and venue of an entry; a paper in a repository is a preprint."""
    kind = TYPES.get(fields.kind, Type.ARTICLE)
    name = next((name for name in venue_fields(kind) if fields.raw(name)), "")
    venue, short = journals.read_venue_name(fields, name)
    if venue and kind in _PAPERS and (repository := _repository(venue)):
        return TypeAndVenue(Type.ARTICLE, repository, short)
    if kind is Type.ARTICLE and venue:
        kind = Type.PAPER_CONFERENCE if name == "booktitle" else Type.ARTICLE_JOURNAL
    if kind is Type.ARTICLE and arxiv_id:
        return TypeAndVenue(kind, "arXiv", short)
    return TypeAndVenue(kind, venue, short, workshop_kind(kind, venue or ""))


def venue_fields(kind: Type) -> tuple[str, ...]:
    """Return the fields that may contain the venue of this type, most likely first."""
    return VENUES.get(kind, _OF_JOURNAL)


def _repository(venue: str) -> str | None:
    found = _REPOSITORY.fullmatch(venue)
    return _REPOSITORIES[found[1].lower()] if found else None
