"""The type and the genre of a RIS entry: by its type tag, and by what M3 calls the work."""

from app.bibliography import kinds, repositories, theses
from app.bibliography.kinds import LOOSE, PAPERS
from app.bibliography.record import PublicationType as Type
from app.bibliography.record import Record
from app.bibliography.ris import tags
from app.bibliography.ris.fields import TagReader
from app.bibliography.ris.tags import MEANT, WORDS, WRITTEN
from app.bibliography.text.characters import unescape

# The types of RIS that CSL has, too, and which are here a genre of another type.
_SPECIAL = {
    "BILL": "bill",
    "BLOG": "post-weblog",
    "CASE": "legal_case",
    "CLSWK": "classic",
    "DICT": "entry-dictionary",
    "FIGURE": "figure",
    "HEAR": "hearing",
    "JFULL": "periodical",
    "LEGAL": "regulation",
    "MAP": "map",
    "MGZN": "article-magazine",
    "MPCT": "motion_picture",
    "MUSIC": "musical_score",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet",
    "PCOMM": "personal_communication",
    "ICOMM": "personal_communication",
    "SOUND": "song",
    "STAT": "legislation",
    "UNBILL": "bill",
}
_GENRES = {tag: kinds.SPECIAL[name].genre for tag, name in _SPECIAL.items()} | {
    "ABST": "Abstract",
    "ADVS": "Audiovisual material",
    "AGGR": "Aggregated database",
    "ANCIENT": "Ancient text",
    "ART": "Artwork",
    "CHART": "Chart",
    "CTLG": "Catalog",
    "DBASE": "Database",
    "EQUA": "Equation",
    "GOVDOC": "Government document",
    "GRANT": "Grant",
    "GRNT": "Grant",
    "MULTI": "Multimedia",
    "VIDEO": "Video",
}
# Where the degree of a thesis may be, besides M3.
DEGREES = ("U3", "VL", "M1", "U1", "U2")
_REPORT = "Report"
_TAGS = {(MEANT[tag], genre): tag for tag, genre in reversed(_GENRES.items())}


def tag_of(values: TagReader) -> str:
    """Return the tag of the type of an entry, however it is written."""
    return tags.canonical_type(values.peek("TY"))


def type_of(tag: str, form: str, venue: str, doi: str | None = None) -> Type:
    """Return the type for an entry's tag, the form of the work in words, and the venue."""
    kind = MEANT.get(tag, Type.DOCUMENT)
    stated = kinds.stated_type(kind, unescape(form))
    if stated is not kind:
        return stated
    if kind in PAPERS and venue and repositories.find_deposit(venue, doi):
        return Type.ARTICLE
    described = kinds.described_kind(form)
    is_preprint = described is not None and described.type is Type.ARTICLE
    if described and (kind is Type.DOCUMENT or (kind in LOOSE and is_preprint)):
        return described.type
    return kind


def form(values: TagReader) -> str:
    """Return the form of the work in words; publishers also write DOIs and numbers into M3."""
    return next((value for _, value in values.every("M3") if "10." not in value), "")


def forms(record: Record) -> list[str]:
    """Return the form of a work in words: its type if RIS lacks it, and its genre."""
    word = WORDS.get(record.type)
    if record.type is Type.REPORT and not record.genre and _seems_preprint(record):
        word = _REPORT
    return [form for form in (word, record.genre) if form]


def _seems_preprint(record: Record) -> bool:
    """Return whether the DOI of a report is that of a preprint."""
    return repositories.server_of_doi(record.doi or "") is not None


def read_genre(values: TagReader, kind: Type) -> str:
    """Return the genre: as M3 calls the work, or as the tag of its type tells it."""
    for at, value in values.every("M3"):
        genre = kinds.genre(kind, unescape(value))
        if genre and (
            genre.lower() == value.lower() or genre == kinds.EDITORIAL or _is_degree(kind, value)
        ):
            values.use(at)
        if value == WORDS.get(kind) or (kind is Type.REPORT and value == _REPORT):
            values.use(at)
        elif genre:
            return genre
    if kind is Type.THESIS and (genre := _degree(values)):
        return genre
    tag = tag_of(values)
    return _GENRES.get(tag) or "" if MEANT.get(tag) is kind else ""


def _is_degree(kind: Type, value: str) -> bool:
    return kind is Type.THESIS and not theses.has_subject(unescape(value))


def _degree(values: TagReader) -> str | None:
    """Return the kind of thesis in the tags where EndNote and others have the degree."""
    for tag in DEGREES:
        for at, value in values.every(tag):
            if genre := theses.thesis_genre(unescape(value)):
                values.use(*([] if theses.has_subject(value) else [at]))
                return genre
    return None


def type_tag(kind: Type, genre: str | None) -> str:
    """Return the tag of a type and a genre."""
    return _TAGS.get((kind, genre), WRITTEN[kind])


def use_type(values: TagReader, kind: Type, genre: str | None) -> None:
    """Keep a tag as an extra only if it says more than the type."""
    tag = tag_of(values)
    if tag in (type_tag(kind, genre), tags.INVENTED) or MEANT.get(tag, kind) is not kind:
        values.take("TY")
