"""The types and variables of CSL 1.0.2, and the types that other sources use instead."""

from typing import Any

from app.bibliography.kinds import SPECIAL
from app.bibliography.record import ContributorRole
from app.bibliography.record import PublicationType as Type


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TYPES = _words(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter "
    "classic collection dataset document entry entry-dictionary entry-encyclopedia event figure "
    "graphic hearing interview legal_case legislation manuscript map motion_picture "
    "musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song "
    "speech standard thesis treaty webpage"
)
# The types of Crossref and DataCite, as the closest type of a record.
_CLOSEST = {
    Type.ARTICLE_JOURNAL: "journal-article",
    Type.PAPER_CONFERENCE: "proceedings-article",
    Type.ARTICLE: "posted-content preprint",
    Type.CHAPTER: "book-chapter book-part book-section book-track",
    Type.ENTRY_ENCYCLOPEDIA: "entry reference-entry",
    Type.BOOK: "book-series book-set edited-book monograph proceedings reference-book",
    Type.THESIS: "dissertation",
    Type.REPORT: "report-component report-series",
    Type.REVIEW: "review-book peer-review",
    Type.DATASET: "database",
}
MEANT = {name: kind for kind, joined in _CLOSEST.items() for name in joined.split()} | {
    str(kind): kind for kind in Type
}
MEANT |= {name: kind.type for name, kind in SPECIAL.items()}
# The types of CSL by type and genre, also by genres that CSL has no type of their own for.
_BY_GENRE = {tuple(kind): name for name, kind in SPECIAL.items()} | {
    (Type.DOCUMENT, "Artwork"): "graphic",
    (Type.DOCUMENT, "Video"): "motion_picture",
}


def csl_type(kind: Type, genre: str | None) -> str:
    """Return the type of CSL for a type and a genre of a record."""
    return _BY_GENRE.get((kind, genre), str(kind))


# The people of the work itself; those of its series or of the book that holds it are others.
CONTRIBUTORS = {
    "author": ContributorRole.AUTHOR,
    "editor": ContributorRole.EDITOR,
    "editorial-director": ContributorRole.EDITOR,
    "compiler": ContributorRole.EDITOR,
    "editortranslator": ContributorRole.EDITOR,
    "translator": ContributorRole.TRANSLATOR,
}
# Who counts as the author of a work that names none of them: the first with a value.
MAKERS = (
    "director",
    "composer",
    "script-writer",
    "series-creator",
    "creator",
    "performer",
    "curator",
    "organizer",
    "host",
    "interviewer",
    "illustrator",
    "executive-producer",
    "producer",
    "contributor",
)

NAMES = _words(
    "chair collection-editor compiler composer container-author contributor curator director "
    "editor editorial-director executive-producer guest host interviewer illustrator narrator "
    "organizer original-author performer producer recipient reviewed-author script-writer "
    "series-creator translator"
)
NAME_KEYS = _words(
    "family given dropping-particle non-dropping-particle suffix comma-suffix static-ordering "
    "literal parse-names"
)
DATES = _words("accessed available-date event-date issued original-date submitted")
DATE_KEYS = _words("date-parts season circa literal raw edtf")
TEXTS = _words(
    "abstract annote archive archive_collection archive_location archive-place authority "
    "call-number chapter-number citation-key citation-label citation-number collection-number "
    "collection-title container-title container-title-short dimensions division DOI edition event "
    "event-place event-title first-reference-note-number genre ISBN ISSN issue journalAbbreviation "
    "jurisdiction keyword language locator medium note number number-of-pages number-of-volumes "
    "original-publisher original-publisher-place original-title page page-first part part-title "
    "PMCID PMID printing publisher publisher-place references reviewed-genre reviewed-title scale "
    "section shortTitle source status supplement title title-short URL version volume volume-title "
    "volume-title-short year-suffix"
)


def is_valid(variable: str, value: Any) -> bool:
    """Return whether CSL's schema allows this variable with this value."""
    if variable in TEXTS:
        return isinstance(value, str | int) and not isinstance(value, bool)
    if variable in NAMES:
        return isinstance(value, list) and all(_has_only(one, NAME_KEYS) for one in value)
    return variable in DATES and _has_only(value, DATE_KEYS)


def _has_only(value: Any, keys: frozenset[str]) -> bool:
    return isinstance(value, dict) and value.keys() <= keys
