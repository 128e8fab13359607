"""The type, the genre and the venue of an entry."""

import re
from typing import NamedTuple

from app.bibliography import repositories
from app.bibliography.bibtex import journals, types
from app.bibliography.bibtex.fields import FieldReader, plain
from app.bibliography.kinds import LOOSE, PAPERS, Kind
from app.bibliography.record import PublicationType as Type
from app.bibliography.record import VenueKind, workshop_kind

_OF_CONFERENCE = ("booktitle", "journal", "journaltitle")
_OF_JOURNAL = ("journal", "journaltitle", "booktitle")
_OF_MISC = ("organization", *_OF_JOURNAL)
VENUES = {
    Type.PAPER_CONFERENCE: (*_OF_CONFERENCE, "maintitle", "eventtitle"),
    **dict.fromkeys((Type.CHAPTER, Type.ENTRY_ENCYCLOPEDIA), (*_OF_CONFERENCE, "maintitle")),
    Type.BOOK: _OF_CONFERENCE,
    Type.THESIS: ("school", "institution", *_OF_JOURNAL),
    Type.REPORT: ("institution", "school", *_OF_JOURNAL),
    Type.STANDARD: ("institution", "organization", *_OF_JOURNAL),
    Type.SPEECH: ("eventtitle", *_OF_CONFERENCE, "organization"),
    Type.ARTICLE: ("howpublished", *_OF_JOURNAL),
    **dict.fromkeys((Type.DOCUMENT, Type.MANUSCRIPT, Type.WEBPAGE, Type.PATENT), _OF_MISC),
}
_OCCASION = re.compile(r"\b(?:at|during) (?:the )?([^.,;:(]+)")
_SERVERS = ("howpublished", "eprinttype", "archiveprefix", "publisher", "institution")


class TypeAndVenue(NamedTuple):
    """The type of a publication, its genre and its venue, and its number at a preprint server."""

    type: Type
    genre: str | None = None
    venue: str | None = None
    venue_short: str | None = None
    venue_kind: VenueKind | None = None
    issue: str | None = None


def read_venue(fields: FieldReader, doi: str | None, arxiv_id: str | None) -> TypeAndVenue:
    """Return the type and venue of an entry; a paper at a preprint server is a preprint."""
    kind = found = types.read_type(fields)
    name = next((name for name in venue_fields(kind.type) if _may_be_venue(fields, name)), "")
    venue, short = journals.read_venue_name(fields, name)
    if preprint := _preprint(fields, kind.type, venue or "", doi, arxiv_id):
        genre = types.read_genre(fields, Kind(Type.ARTICLE, kind.genre))
        server, number = (text or None for text in preprint)
        return TypeAndVenue(Type.ARTICLE, genre, server, short, None, number)
    if kind.type in PAPERS and venue and repositories.is_working_papers(venue):
        found = Kind(Type.REPORT, kind.genre)
    elif kind.type in PAPERS and venue and repositories.is_archive(venue):
        found = Kind(Type.DOCUMENT, kind.genre)
    elif kind.type is Type.SPEECH and not venue:
        venue = _occasion(fields)
    elif kind.type is Type.DOCUMENT and venue and name in ("", *_OF_JOURNAL):
        is_paper = name == "booktitle"
        found = Kind(Type.PAPER_CONFERENCE if is_paper else Type.ARTICLE_JOURNAL)
    genre = types.read_genre(fields, found)
    is_workshop = workshop_kind(found.type, venue or "")
    return TypeAndVenue(found.type, genre, venue, short, is_workshop)


def venue_fields(kind: Type) -> tuple[str, ...]:
    """Return the fields that may contain the venue of this type, most likely first."""
    return VENUES.get(kind, _OF_JOURNAL)


def _may_be_venue(fields: FieldReader, name: str) -> bool:
    raw = fields.raw(name)
    is_url = name == "howpublished" and ("\\url" in raw or "://" in raw or "www." in raw)
    says_type = name == "howpublished" and repositories.says_preprint(raw)
    return bool(raw) and not is_url and not says_type


def _preprint(
    fields: FieldReader, kind: Type, venue: str, doi: str | None, arxiv_id: str | None
) -> repositories.Deposit | None:
    """Return where a preprint is, by its venue, by its other fields or by its identifiers."""
    if kind not in PAPERS:
        return None
    if venue and (deposit := repositories.find_deposit(venue)):
        return deposit
    if venue or (kind not in LOOSE and not _is_unpublished(fields, kind)):
        return None
    for name in _SERVERS if kind in LOOSE else ():
        if deposit := repositories.find_deposit(plain(fields.raw(name))):
            if name in ("howpublished", "publisher", "institution"):
                fields.use(name)
            return deposit
    server = repositories.server_of_doi(doi) if doi else None
    if kind is Type.ARTICLE and fields.raw("hal_id"):
        server = server or "HAL"
    is_on_arxiv = bool(arxiv_id) and (kind in LOOSE or not doi)
    return repositories.Deposit(server or "arXiv") if server or is_on_arxiv else None


def _occasion(fields: FieldReader) -> str | None:
    """Return where a talk was given, from "Invited talk at the Tide Meeting"."""
    texts = (plain(fields.raw(name)[:400]) for name in ("howpublished", "note"))
    found = (_OCCASION.search(text) for text in texts)
    return next((match[1].strip() for match in found if match), None)


def _is_unpublished(fields: FieldReader, kind: Type) -> bool:
    """Return whether an article lacks everything that printing would add to it."""
    printed = ("volume", "number", "issue", "issn", "publisher")
    return kind is Type.ARTICLE_JOURNAL and not any(map(fields.raw, printed))
