"""The type, the genre and the venue of an entry."""

from typing import NamedTuple

from app.bibliography import repositories
from app.bibliography.bibtex import journals, types
from app.bibliography.bibtex.fields import FieldReader, plain
from app.bibliography.kinds import LOOSE, PAPERS, Kind
from app.bibliography.occasions import read_occasion
from app.bibliography.record import PublicationType as Type
from app.bibliography.record import VenueKind, workshop_kind

_OF_CONFERENCE = ("booktitle", "journal", "journaltitle")
_OF_JOURNAL = ("journal", "journaltitle", "booktitle")
_OF_MISC = ("organization", *_OF_JOURNAL, "institution", "school")
VENUES = {
    Type.PAPER_CONFERENCE: (*_OF_CONFERENCE, "maintitle", "eventtitle"),
    **dict.fromkeys((Type.CHAPTER, Type.ENTRY_ENCYCLOPEDIA), (*_OF_CONFERENCE, "maintitle")),
    Type.BOOK: _OF_CONFERENCE,
    Type.THESIS: ("school", "institution", "university", "organization", *_OF_JOURNAL, "publisher"),
    Type.REPORT: ("institution", "school", "organization", *_OF_JOURNAL, "publisher"),
    Type.STANDARD: ("institution", "organization", *_OF_JOURNAL, "publisher"),
    Type.SPEECH: ("eventtitle", *_OF_CONFERENCE, "organization"),
    Type.ARTICLE: ("howpublished", *_OF_JOURNAL),
    **dict.fromkeys((Type.DOCUMENT, Type.MANUSCRIPT, Type.WEBPAGE, Type.PATENT), _OF_MISC),
}
# Where the server of a preprint may be named; what the venue replaces is then used.
_REPLACED = ("howpublished", "publisher", "institution", "organization")
_EPRINT_KINDS = ("eprinttype", "archiveprefix")
_SERVERS = (*_EPRINT_KINDS, *_REPLACED, "eprint", "note")
_URLS = ("url", "eprint", "howpublished", "pdf")
_LONGEST_NOTE = 400


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
    elif kind.type is Type.THESIS and not venue:
        thesis = types.read_thesis(fields)
        venue = thesis.institution or None if thesis else None
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
    if venue and (deposit := repositories.find_deposit(venue, doi)):
        return deposit
    clues = repositories.Clues(
        doi, arxiv_id, _texts(fields, _SERVERS), _texts(fields, _URLS), plain(fields.raw("type"))
    )
    if kind is Type.REPORT:
        place = plain(fields.raw("howpublished")) if _may_be_venue(fields, "howpublished") else ""
        return repositories.filed_as_report(venue or place, clues)
    is_elsewhere = bool(venue) and not repositories.is_host(venue)
    return None if is_elsewhere else _unnamed(fields, kind, clues)


def _unnamed(
    fields: FieldReader, kind: Type, clues: repositories.Clues
) -> repositories.Deposit | None:
    """Return where a preprint without a venue is."""
    doi = clues.doi
    is_loose = kind in LOOSE or _is_unpublished(fields, kind, doi)
    named = _named_server(fields, doi) if is_loose else None
    if named and named.server:
        return named
    if kind is Type.ARTICLE and fields.raw("hal_id") and not repositories.server_of_doi(doi or ""):
        return repositories.Deposit("HAL", plain(fields.raw("hal_id")).lower())
    is_loose = kind in LOOSE or (is_loose and not fields.raw("publisher"))
    return repositories.identified(Type.ARTICLE if is_loose else kind, clues) or named


def _named_server(fields: FieldReader, doi: str | None) -> repositories.Deposit | None:
    for name in fields.given(_SERVERS):
        text = plain(fields.raw(name)[:_LONGEST_NOTE])
        deposit = repositories.find_deposit(text, doi)
        if not deposit or (name == "note" and not deposit.server):
            continue
        if name in _REPLACED or (name == "note" and deposit.server and _is_whole(text, deposit)):
            fields.use(name)
        if name in _EPRINT_KINDS and deposit.server != "arXiv":
            numbered = repositories.find_deposit(f"{deposit.server} {plain(fields.raw('eprint'))}")
            return numbered or deposit
        return deposit
    return None


def _is_whole(text: str, deposit: repositories.Deposit) -> bool:
    """Return whether a deposit holds all numbers of the text that names it."""
    return bool(deposit.number) or not any(map(str.isdigit, text))


def _texts(fields: FieldReader, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain(fields.raw(name)[:_LONGEST_NOTE]) for name in fields.given(names))


def _occasion(fields: FieldReader) -> str | None:
    texts = (plain(fields.raw(name)[:_LONGEST_NOTE]) for name in ("howpublished", "note"))
    return next(filter(None, map(read_occasion, texts)), None)


def _is_unpublished(fields: FieldReader, kind: Type, doi: str | None) -> bool:
    """Return whether an article lacks everything that printing would add to it."""
    printed = ("volume", "number", "issue", "issn")
    is_elsewhere = bool(doi) and not repositories.server_of_doi(doi or "")
    is_printed = is_elsewhere or any(map(fields.raw, printed))
    return kind is Type.ARTICLE_JOURNAL and not is_printed
