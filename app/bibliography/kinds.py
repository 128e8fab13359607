"""Types and genres by the words that people use for them: "Invited talk", "MSc thesis"."""

import re
from typing import NamedTuple

from app.bibliography.record import PublicationType as Type

# Types that an entry's other values may refine, and those that a preprint may come as.
LOOSE = frozenset({Type.DOCUMENT, Type.MANUSCRIPT, Type.WEBPAGE, Type.ARTICLE})
PAPERS = LOOSE | {Type.ARTICLE_JOURNAL, Type.PAPER_CONFERENCE, Type.REPORT}
MASTERS, DOCTORAL, BACHELORS = "Master's thesis", "Doctoral dissertation", "Bachelor's thesis"
EDITORIAL, POSTER, BLOG_POST = "Editorial", "Poster", "Blog post"
_WORK = r"(?:[\s_-]*(?:thesis|theses|dissertation|arbeit|degree|project|level))*"
_THESES = tuple(
    (genre, re.compile(pattern + _WORK, re.IGNORECASE))
    for genre, pattern in (
        (
            DOCTORAL,
            r"(?:ph\.?\s?d\.?|d\.?\s?phil\.?|doctor(?:al|ate)|doctor of philosophy|doktor"
            r"|(?:inaugural-?)?dissertation|th[eè]se(?: de doctorat)?|doctorat|tesis doctoral"
            r"|proefschrift|tesi di dottorato|tese de doutorado|promotion|phdthesis)(?:'s|’s)?",
        ),
        (
            MASTERS,
            r"(?:master(?:'s|’s|s|s')?(?: of (?:science|arts|engineering))?|m\.?\s?"
            r"(?:sc?|a|phil|eng|res|tech)\.?|mathesis|m[ée]moire de master"
            r"|tesi di laurea magistrale|magister|mastersthesis"
            r"|tesis de maestr[ií]a|dissertação de mestrado)",
        ),
        (BACHELORS, r"(?:bachelor(?:'s|’s|s|s')?|b\.?\s?(?:sc|a|eng|tech)\.?|bathesis)"),
        (
            "Habilitation",
            r"(?:habilitation|habilitationsschrift|habilitation à diriger des recherches|hdr)",
        ),
        ("Licentiate thesis", r"(?:licentiate|licentiate's|candthesis)"),
        ("Diploma thesis", r"(?:diplom|diploma|diplomathesis)"),
    )
)
# Names of types that say no more than the type itself.
_PLAIN = re.compile(
    r"article|audiocd|book|book chapter|book review|chapter|"
    r"computer program|conference paper|conference presentation|conference proceedings|"
    r"data|data set|datacd|dataset|document|e-print|early access|encyclopedia entry|eprint|"
    r"full paper|journal article|journalarticle|letters|manuscript|misc|other|paper|patent|"
    r"patentde|patenteu|patentfr|patentuk|patentus|preprint|presentation|proceedings paper|"
    r"regular paper|report|research article|review|review article|software|speech|standard|"
    r"talk|techreport|text|thesis|unpublished|unpublished manuscript|web page|webpage|"
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
    (kind, genre, re.compile(pattern, re.IGNORECASE))
    for kind, genre, pattern in (
        (Type.SPEECH, POSTER, r"(?:conference |scientific )?poster\b"),
        (Type.SPEECH, None, _SPEECH),
        (
            Type.ARTICLE,
            None,
            r"(?:e-?print|pre-?print|pr[ée]publication|working paper or preprint)\b",
        ),
        (
            Type.PATENT,
            None,
            r"(?:(?:u\.?s\.?|e\.?p\.?|european|german|wo|uk|japanese|chinese)\s+)?patent\b",
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
_EDITORIAL = re.compile(r"editorial(?: material)?", re.IGNORECASE)
_BOOK_REVIEW = re.compile(r"(?:book[ -])?reviews? of .*|book[ -]reviews?", re.IGNORECASE)


class Kind(NamedTuple):
    """A type, and the genre within it."""

    type: Type
    genre: str | None = None


def described_kind(text: str) -> Kind | None:
    """Return what a note or a name of a type begins by calling the publication, or None."""
    stripped = text.strip(" .,([")[:200]
    return next(
        (Kind(kind, genre) for kind, genre, start in _STARTS if start.match(stripped)), None
    )


def thesis_genre(text: str) -> str | None:
    """Return the kind of thesis that a text names in any of its usual forms, or None."""
    stripped = " ".join(text.split()).strip(" .,")
    return next((genre for genre, form in _THESES if form.fullmatch(stripped)), None)


def genre(kind: Type, text: str) -> str | None:
    """Return the genre that a text adds to a type, or None if it only repeats the type."""
    stripped = " ".join(text.split())
    if kind is Type.THESIS and (thesis := thesis_genre(stripped)):
        return thesis
    if _EDITORIAL.fullmatch(stripped):
        return EDITORIAL
    if _PLAIN.fullmatch(stripped) or ";" in stripped or "://" in stripped or "10." in stripped:
        return None
    return stripped or None


def is_book_review(text: str) -> bool:
    """Return whether a text calls a publication the review of a book."""
    return _BOOK_REVIEW.fullmatch(text.strip(" .")) is not None
