"""The type and the genre of a RIS entry: by its type tag, and by what M3 calls the work."""

from app.bibliography import kinds, repositories, theses
from app.bibliography.kinds import LOOSE, PAPERS
from app.bibliography.record import PublicationType as Type
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
_TAGS = {(MEANT[tag], genre): tag for tag, genre in reversed(_GENRES.items())}


def type_of(tag: str, form: str, venue: str, doi: str | None = None) -> Type:
    """Return the type for an entry's tag, the form of the work in words, and the venue."""
    kind = MEANT.get(tag.upper(), Type.DOCUMENT)
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


def read_genre(values: TagReader, kind: Type) -> str:
    """Return the genre: as M3 calls the work, or as the tag of its type tells it."""
    tags = ("M3", "U3") if kind is Type.THESIS else ("M3",)
    for at, value in values.every(*tags):
        genre = kinds.genre(kind, unescape(value))
        if genre and (
            genre.lower() == value.lower() or kind is Type.THESIS or genre == kinds.EDITORIAL
        ):
            values.use(at)
        if value == WORDS.get(kind):
            values.use(at)
        elif genre and (tags[0] == "M3" or theses.thesis_genre(value)):
            return genre
    tag = values.peek("TY").upper()
    return _GENRES.get(tag) or "" if MEANT.get(tag) is kind else ""


def type_tag(kind: Type, genre: str | None) -> str:
    """Return the tag of a type and a genre."""
    return _TAGS.get((kind, genre), WRITTEN[kind])


def use_type(values: TagReader, kind: Type, genre: str | None) -> None:
    """Keep a tag as an extra only if it says more than the type."""
    tag = values.peek("TY")
    if tag == type_tag(kind, genre) or MEANT.get(tag.upper(), kind) is not kind:
        values.take("TY")
