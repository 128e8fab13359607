"""Types and genres of entries: by the kind of entry, and by what its fields call it."""

import re
from collections.abc import Iterator

from app.bibliography import kinds, repositories, theses
from app.bibliography.bibtex.fields import FieldReader, plain
from app.bibliography.kinds import Kind
from app.bibliography.record import PublicationType as Type
from app.bibliography.record import Record

_NAMES = {
    Type.ARTICLE_JOURNAL: "article suppperiodical",
    Type.PAPER_CONFERENCE: "inproceedings conference",
    Type.CHAPTER: "incollection inbook suppbook suppcollection bookinbook",
    Type.ENTRY_ENCYCLOPEDIA: "inreference",
    Type.BOOK: (
        "book proceedings booklet collection mvbook mvcollection mvproceedings reference"
        " mvreference"
    ),
    Type.THESIS: (
        "thesis phdthesis mastersthesis bachelorsthesis mathesis masterthesis mscthesis"
        " bachelorthesis diplomathesis habilitation"
    ),
    Type.REPORT: "techreport report manual",
    Type.SOFTWARE: "software soft softwareversion softwaremodule",
    Type.DATASET: "dataset data",
    Type.REVIEW: "review",
    Type.PATENT: "patent",
    Type.SPEECH: "speech talk presentation lecture poster seminaire",
    Type.MANUSCRIPT: "unpublished manuscript",
    Type.WEBPAGE: "online electronic www webpage website",
    Type.STANDARD: "standard",
    Type.ARTICLE: "preprint eprint",
    Type.DOCUMENT: "misc legal commentary",
}
TYPES = {name: kind for kind, joined in _NAMES.items() for name in joined.split()}
# The kinds and the subtypes of entries that CSL has a type for, which is here a genre.
_SPECIAL = {
    "artwork": "graphic",
    "audio": "song",
    "blog": "post-weblog",
    "blogpost": "post-weblog",
    "image": "graphic",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
    "letter": "personal_communication",
    "movie": "motion_picture",
    "music": "song",
    "performance": "performance",
    "periodical": "periodical",
    "video": "motion_picture",
}
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
_THESES = {
    theses.MASTERS: ("mastersthesis", "mathesis", "masterthesis", "mscthesis"),
    theses.DOCTORAL: ("phdthesis",),
    theses.BACHELORS: ("bachelorsthesis", "bachelorthesis"),
    "Diploma thesis": ("diplomathesis",),
    "Habilitation": ("habilitation",),
}
_GENRES = {name: genre for genre, names in _THESES.items() for name in names} | {
    "poster": kinds.POSTER
}
# The kind of entry that each type is written as.
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
_REFINED = {
    Type.DOCUMENT: frozenset(Type),
    Type.MANUSCRIPT: frozenset({Type.SPEECH, Type.ARTICLE}),
    Type.WEBPAGE: frozenset({Type.ARTICLE, Type.WEBPAGE, Type.DATASET, Type.SOFTWARE}),
}
# What a reader would otherwise take an entry of this kind for.
WORDS = {
    Type.ARTICLE: "Preprint",
    Type.SPEECH: "Talk",
    Type.THESIS: "Thesis",
    Type.REPORT: "Report",
}
_OF_NOTES = frozenset({Type.SPEECH, Type.ARTICLE, Type.PATENT, Type.WEBPAGE, Type.MANUSCRIPT})
_HOSTS, _OF_SOFTWARE = ("journal", "publisher"), {"GitHub", "GitHub repository", "GitLab"}
_THESES_IN_NOTES = frozenset({Type.DOCUMENT, Type.MANUSCRIPT, Type.WEBPAGE, Type.BOOK})
_PLACES = ("howpublished", "note", "addendum", "annote")
_URL = re.compile(r"\s*(?:\[?online\]?[;:,.]?\s*)?\{?\s*(?:\\url\b|https?://|www\.)", re.IGNORECASE)


def read_type(fields: FieldReader) -> Kind:
    """Return the type of an entry, and its genre as far as the kind of entry tells it."""
    kind = TYPES.get(fields.kind, Type.DOCUMENT)
    stated = kinds.stated_type(kind, _stated(fields))
    if stated is not kind:
        return Kind(stated)
    if kind is Type.MANUSCRIPT and fields.raw("eventtitle"):
        kind = Type.SPEECH
    if special := _SPECIAL.get(fields.kind) or _SUBTYPES.get(fields.raw("entrysubtype")):
        return kinds.SPECIAL[special]
    found = next(_refinements(kind, fields), None)
    return found or Kind(kind, _GENRES.get(fields.kind))


def read_thesis(fields: FieldReader) -> theses.Thesis | None:
    """Return the thesis that a note describes; a note that says no more is then used."""
    for name in fields.given(_PLACES):
        thesis = theses.described_thesis(plain(fields.raw(name)[:400]))
        if thesis:
            year = plain(fields.raw("year") or fields.raw("date"))[:4]
            fields.use(*([name] if thesis.year in ("", year) and not thesis.aside else []))
            return thesis
    return None


def _stated(fields: FieldReader) -> str:
    """Return the type of the document in a database; Scopus has a field of its own for it."""
    return plain(fields.raw("type") or fields.raw("document_type"))


def _refinements(kind: Type, fields: FieldReader) -> Iterator[Kind]:
    thesis = read_thesis(fields) if kind in _THESES_IN_NOTES else None
    if thesis and not (kind is Type.BOOK and fields.raw("publisher")):
        yield Kind(Type.THESIS, thesis.genre)
    allowed = _REFINED.get(kind, frozenset())
    text = plain(fields.raw("type"))
    if kind is Type.DOCUMENT and (genre := theses.thesis_genre(text)):
        yield Kind(Type.THESIS, genre)
    if kind is Type.DOCUMENT and _OF_SOFTWARE & {plain(fields.raw(n)) for n in _HOSTS}:
        yield Kind(Type.SOFTWARE)
    is_placed = any(map(fields.raw, ("journal", "journaltitle", "booktitle")))
    places = ("type", "entrysubtype") if is_placed else ("type", "entrysubtype", *_PLACES)
    for name in places if allowed else ():
        raw = fields.raw(name)
        found = kinds.described_kind(plain(raw[:400])) if raw else None
        if found and found.type in allowed and (name != "note" or found.type in _OF_NOTES):
            yield found
    if kind is Type.DOCUMENT and not is_placed and _is_page(fields):
        yield Kind(Type.WEBPAGE)


def _is_page(fields: FieldReader) -> bool:
    has_date = bool(fields.raw("url")) and bool(fields.raw("urldate"))
    return has_date or _URL.match(fields.raw("howpublished")) is not None


def read_genre(fields: FieldReader, found: Kind) -> str | None:
    """Return the genre of an entry: in its field `type`, or told by the kind of entry."""
    text = _stated(fields)
    genre = kinds.genre(found.type, text) if text else None
    says_type = bool(text) and text.capitalize() == WORDS.get(found.type)
    is_thesis = found.type is Type.THESIS and not theses.has_subject(text)
    canonical = is_thesis or genre == kinds.EDITORIAL
    if says_type or (genre and (genre.lower() == text.lower() or canonical)):
        fields.use("type")
    return genre if genre or says_type else found.genre


def entry_kind(record: Record) -> str:
    """Return the kind of entry that a record is written as."""
    if record.type is Type.THESIS and record.genre in _THESES:
        return _THESES[record.genre][0] if record.genre == theses.MASTERS else "phdthesis"
    return KINDS[record.type]


def write_type(record: Record, kind: str) -> str:
    """Return the field `type`: the genre, or the type where nothing else tells it."""
    if record.genre in (theses.MASTERS, theses.DOCTORAL) or kind in ("thesis", "poster", "talk"):
        return record.genre if kind in ("thesis", "talk") and record.genre else ""
    if record.type is Type.ARTICLE and not record.genre:
        return "" if is_known_preprint(record) else WORDS[record.type]
    is_clear = record.type is Type.REPORT and not repositories.server_of_doi(record.doi or "")
    return record.genre or ("" if is_clear else WORDS.get(record.type, ""))


def is_known_preprint(record: Record) -> bool:
    """Return whether the identifiers and the venue of a preprint show that it is one."""
    return record.venue == "arXiv" and record.arxiv_id is not None
