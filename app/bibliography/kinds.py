"""Types and genres by the words that people use for them: "Invited talk", "MSc thesis"."""

import re
from typing import Any, NamedTuple

from app.bibliography import theses
from app.bibliography.record import PublicationType as Type
from app.bibliography.text.patterns import late_pattern

# Types that an entry's other values may refine, and those that a preprint may come as.
LOOSE = frozenset({Type.DOCUMENT, Type.MANUSCRIPT, Type.WEBPAGE, Type.ARTICLE})
_PERHAPS_THESES = (LOOSE - {Type.ARTICLE}) | {Type.THESIS}
PAPERS = LOOSE | {Type.ARTICLE_JOURNAL, Type.PAPER_CONFERENCE, Type.REPORT}
EDITORIAL, POSTER, BLOG_POST = "Editorial", "Poster", "Blog post"
_THESIS_KEY = late_pattern(r"[a-z]+thesis")
# BibLaTeX's names for the values of the field `type`.
_BIBSTRINGS = {
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Computer software",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
    "patent": "Patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "U.S. patent",
    "patreq": "Patent request",
    "patreqde": "German patent request",
    "patreqeu": "European patent request",
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
    "patrequs": "U.S. patent request",
}
# Names of types that say no more than the type itself.
_PLAIN = late_pattern(
    r"article|book|book chapter|book review|chapter|"
    r"computer program|conference paper|conference presentation|conference proceedings|"
    r"data|data set|dataset|document|e-print|early access|encyclopedia entry|eprint|"
    r"full paper|journal article|journalarticle|letters|manuscript|misc|other|paper|patent|"
    r"preprint|presentation|proceedings paper|"
    r"regular paper|report|research article|review|review article|software|speech|standard|"
    r"talk|text|thesis|unpublished|unpublished manuscript|web page|webpage|"
    r"website",
    re.IGNORECASE,
)
_SPEECH = (
    r"(?:(?:invited|keynote|plenary|contributed|oral|conference|guest|public|lightning|seminar"
    r"|colloquium|workshop|panel)\s+)*(?:talk|lecture|presentation|keynote|seminar|speech|tutorial|address"
    r"|vortrag|exposé|slides)\b(?!\s+(?:notes?|series))"
    r"|(?:paper )?presented at\b|gastvortrag\b"
)
_STARTS = tuple(
    (kind, genre, late_pattern(pattern, re.IGNORECASE))
    for kind, genre, pattern in (
        (Type.SPEECH, POSTER, r"(?:conference |scientific )?poster\b"),
        (Type.SPEECH, None, _SPEECH),
        (
            Type.ARTICLE,
            None,
            r"(?:e-?print|pre-?print|pr[ée]publication|working paper or preprint)\b"
            r"(?!,? submitted\b)",
        ),
        (
            Type.PATENT,
            None,
            r"(?:(?:u\.?s\.?|e\.?p\.?|european|german|french|british|wo|uk|japanese|chinese)\s+)?patent\b",
        ),
        (
            Type.SOFTWARE,
            None,
            r"(?:software|computer (?:software|program)|source code|github repository|r package)\b",
        ),
        (Type.DATASET, None, r"data ?set\b"),
        (Type.WEBPAGE, BLOG_POST, r"(?:blog|weblog)(?: ?post| entry)?\b"),
        (
            Type.WEBPAGE,
            None,
            r"(?:web ?(?:site|page)|home ?page|online|\[online|\[?accessed\b|accessed:|internet)\b",
        ),
        (
            Type.MANUSCRIPT,
            None,
            r"(?:unpublished|manuscript|working paper|lecture notes?|draft|notes)\b",
        ),
        (Type.STANDARD, None, r"standard\b"),
        (Type.REPORT, None, r"(?:technical |research )?report\b|white ?paper\b"),
        (Type.ENTRY_ENCYCLOPEDIA, None, r"encyclop[ae]+dia entry\b"),
    )
)
_EDITORIAL = late_pattern(r"editorial(?: material)?", re.IGNORECASE)
_REVIEW = late_pattern(
    r"(?:book[ -])?reviews? of .*"
    r"|(?:book|film|tv|radio|video|record|software|hardware|database|theat(?:er|re)|art exhibit"
    r"|(?:music|dance) performance|music score)[ -]reviews?",
    re.IGNORECASE,
)


class Kind(NamedTuple):
    """A type, and the genre within it."""

    type: Type
    genre: str | None = None


# The types of CSL that are here a genre of another type.
SPECIAL = {
    "article-magazine": Kind(Type.ARTICLE_JOURNAL, "Magazine article"),
    "article-newspaper": Kind(Type.ARTICLE_JOURNAL, "Newspaper article"),
    "bill": Kind(Type.DOCUMENT, "Bill"),
    "broadcast": Kind(Type.DOCUMENT, "Broadcast"),
    "classic": Kind(Type.BOOK, "Classical work"),
    "collection": Kind(Type.BOOK, "Collection"),
    "entry-dictionary": Kind(Type.ENTRY_ENCYCLOPEDIA, "Dictionary entry"),
    "event": Kind(Type.DOCUMENT, "Event"),
    "figure": Kind(Type.DOCUMENT, "Figure"),
    "graphic": Kind(Type.DOCUMENT, "Image"),
    "hearing": Kind(Type.DOCUMENT, "Hearing"),
    "interview": Kind(Type.DOCUMENT, "Interview"),
    "legal_case": Kind(Type.DOCUMENT, "Legal case"),
    "legislation": Kind(Type.DOCUMENT, "Legislation"),
    "map": Kind(Type.DOCUMENT, "Map"),
    "motion_picture": Kind(Type.DOCUMENT, "Film"),
    "musical_score": Kind(Type.DOCUMENT, "Musical score"),
    "pamphlet": Kind(Type.BOOK, "Pamphlet"),
    "performance": Kind(Type.DOCUMENT, "Performance"),
    "periodical": Kind(Type.BOOK, "Periodical"),
    "personal_communication": Kind(Type.DOCUMENT, "Personal communication"),
    "post": Kind(Type.WEBPAGE, "Forum post"),
    "post-weblog": Kind(Type.WEBPAGE, BLOG_POST),
    "regulation": Kind(Type.DOCUMENT, "Regulation"),
    "song": Kind(Type.DOCUMENT, "Audio recording"),
    "treaty": Kind(Type.DOCUMENT, "Treaty"),
}
_GENRES = {kind.genre.lower(): kind.genre for kind in SPECIAL.values() if kind.genre}
# What databases and people call publications that they file under another type.
_STATED = tuple(
    (given, late_pattern(pattern, re.IGNORECASE), kind)
    for given, pattern, kind in (
        (
            frozenset({Type.ARTICLE_JOURNAL, Type.BOOK, Type.DOCUMENT}),
            r"(?:conference|proceedings) paper",
            Type.PAPER_CONFERENCE,
        ),
        (
            frozenset({Type.ARTICLE_JOURNAL, Type.BOOK, Type.DOCUMENT}),
            r"book chapter",
            Type.CHAPTER,
        ),
        (frozenset({Type.ARTICLE_JOURNAL, Type.DOCUMENT}), r"(?:edited )?book", Type.BOOK),
        (frozenset({Type.DOCUMENT}), r"journal ?article", Type.ARTICLE_JOURNAL),
        (frozenset({Type.ARTICLE_JOURNAL, Type.DOCUMENT}), _REVIEW.pattern, Type.REVIEW),
    )
)


def described_kind(text: str) -> Kind | None:
    """Return what a note or a name of a type begins by calling the publication, or None."""
    stripped = text.strip(" .,([")[:200]
    stripped = _BIBSTRINGS.get(stripped.lower(), stripped)
    return next(
        (Kind(kind, genre) for kind, genre, start in _STARTS if start.match(stripped)), None
    )


def stated_type(kind: Type, text: str) -> Type:
    """Return the type of a publication that is filed as `kind` but called `text`."""
    first = text.partition(";")[0].strip(" .")[:200]
    if kind in LOOSE | {Type.BOOK} and theses.names_thesis(first):
        return Type.THESIS
    stated = (to for given, name, to in _STATED if kind in given and name.fullmatch(first))
    return next(stated, kind)


def with_thesis(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record as those of a thesis if its note describes one."""
    thesis = theses.described_thesis(fields["note"] or "")
    if not thesis or fields["genre"] or fields["type"] not in _PERHAPS_THESES:
        return fields
    is_whole = thesis.year in ("", str(fields.get("year"))) and not thesis.aside
    is_whole = is_whole and (not fields["venue"] or thesis.institution in ("", fields["venue"]))
    institution = fields["venue"] or thesis.institution.replace("\\&", "&")
    return fields | {
        "type": Type.THESIS,
        "genre": thesis.genre,
        "venue": institution or fields["publisher"],
        "publisher": fields["publisher"] if institution else None,
        "note": None if is_whole else fields["note"],
    }


def without_degree(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record; programs file the degree of a thesis as its volume."""
    is_thesis = fields["type"] is Type.THESIS
    degree = theses.thesis_genre(fields["volume"] or "") if is_thesis else None
    return fields | {"volume": None, "genre": fields["genre"] or degree} if degree else fields


def genre(kind: Type, text: str) -> str | None:
    """Return the genre that a text adds to a type, or None if it only repeats the type.

    Databases give several, as in "Article; Data Paper".
    """
    parts = (_genre(kind, part) for part in " ".join(text.split()).split(";"))
    return next(filter(None, parts), None)


def _genre(kind: Type, text: str) -> str | None:
    stripped = text.strip()
    is_thesis = kind is Type.THESIS or _THESIS_KEY.fullmatch(stripped) is not None
    if is_thesis and (thesis := theses.thesis_genre(stripped)):
        return thesis
    if stripped in _BIBSTRINGS:
        return _BIBSTRINGS[stripped] if stripped != kind else None
    if _EDITORIAL.fullmatch(stripped):
        return EDITORIAL
    if _PLAIN.fullmatch(stripped) or "://" in stripped or "10." in stripped:
        return None
    return _GENRES.get(stripped.lower(), stripped) or None
