"""A record as the CSL item that citation styles format, with special characters guarded."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

from app.bibliography.csl import item_writer
from app.bibliography.labels.genres import known_genre
from app.bibliography.latex import math, preview
from app.bibliography.latex.reader import Reader
from app.bibliography.messages import message
from app.bibliography.names import parts
from app.bibliography.record import PublicationType, Record, Status
from app.bibliography.text.characters import clean
from app.bibliography.text.pieces import Break, ElementEnd, ElementStart, Formula, Piece, Text, tidy
from app.translations.text import translated

Item = dict[str, Any]
# The venue of these types is the publisher; that of others is the container.
PUBLISHED_BY = frozenset(
    {
        PublicationType.ARTICLE,
        PublicationType.THESIS,
        PublicationType.REPORT,
        PublicationType.STANDARD,
        PublicationType.BOOK,
        PublicationType.SOFTWARE,
        PublicationType.DATASET,
        PublicationType.PATENT,
    }
)
# A work that no venue has accepted is cited as a manuscript, in the words of APA's manual.
UNACCEPTED = {
    Status.UNDER_REVIEW: message("Manuscript submitted for publication"),
    Status.IN_PREPARATION: message("Manuscript in preparation"),
}


def citation_item(
    record: Record,
    marks: Sequence[str] = (),
    write_formula: Callable[[str], str] | None = None,
    title_language: str | None = None,
) -> Item:
    """Return the CSL variables of a record.

    `marks` are the elements that set its people off, such as "b", in their order;
    `write_formula` returns what stands for a formula of its title; `title_language` is that of
    the title, if it is to be marked.
    """
    is_manuscript = record.status in UNACCEPTED and record.type is not PublicationType.ARTICLE
    own = _manuscript(record) if is_manuscript else _venue(record) | _numbers(record)
    title = guarded_latex(record.title, write_formula)
    plain = own | {
        "DOI": record.doi,
        "URL": item_writer.page_url(record),
        "language": record.language or _language(title),
        "title-language": title_language,
    }
    texts = {key: guarded(value) for key, value in plain.items() if value}
    kind = PublicationType.MANUSCRIPT if is_manuscript else record.type
    item = {"type": kind.value, "title": title} | texts
    issued = item_writer.issued(record)
    return item | _people(record, marks) | ({"issued": issued} if issued else {})


def _manuscript(record: Record) -> dict[str, str | None]:
    return {"genre": translated(UNACCEPTED[record.status])}


def _venue(record: Record) -> dict[str, str | None]:
    venue, publisher = record.venue, record.publisher
    is_preprint = record.type is PublicationType.ARTICLE
    if is_preprint and record.arxiv_id and not venue:
        venue = "arXiv"
    if record.type is PublicationType.SPEECH:
        return {"event-title": venue, "event": venue, "publisher": publisher}
    if record.type in PUBLISHED_BY and not (venue and publisher):
        return {"publisher": venue or publisher}
    if record.type in PUBLISHED_BY and record.type is not PublicationType.BOOK:
        return {"publisher": venue}
    short = record.venue_short
    return {"container-title": venue, "container-title-short": short, "publisher": publisher}


def _numbers(record: Record) -> dict[str, str | None]:
    numbers = item_writer.numbers(record)
    if genre := numbers["genre"]:
        numbers["genre"] = translated(known_genre(genre))
    if numbers["status"]:
        numbers["status"] = translated(record.status.label)
    if record.type is PublicationType.ARTICLE and record.arxiv_id:
        return numbers | {"number": f"arXiv:{record.arxiv_id}"}
    return numbers


def _language(title: str) -> str | None:
    """Return the language, since styles capitalize titles as in English if it is unknown."""
    return None if re.search("[A-Za-z]", MARKUP.sub("", title)) else "und"


def _people(record: Record, marks: Sequence[str]) -> Item:
    found: Item = defaultdict(list)
    for one, mark in zip(record.people, marks or repeat(""), strict=bool(marks)):
        found[one.role.value].append(_name(one.name) | ({"mark": mark} if mark else {}))
    return dict(found)


def _name(source: str) -> Item:
    found = parts.name_parts(source)
    if found.is_team or not found.family or not found.given:
        return {"literal": guarded(found.family or source)}
    if found.given.upper() == found.given.lower():
        # Scripts without capitals have no initials; East Asian names have no space.
        is_wide = unicodedata.east_asian_width(found.given[0]) == "W"
        family, given = found.family, found.given
        return {"literal": guarded(f"{family}{given}" if is_wide else f"{given} {family}")}
    name = {
        "family": found.family,
        "given": found.given,
        "non-dropping-particle": found.particle,
        "suffix": found.suffix,
    }
    return {key: guarded(value) for key, value in name.items() if value}


# Stands for "<", so that no text looks like markup.
LESS_THAN = "\ue001"
TAGS = {"em": "i", "i": "i", "strong": "b", "b": "b", "sup": "sup", "sub": "sub"}
# No reference is longer than a page; styles would take seconds for the longest titles.
LONGEST_TITLE, LONGEST_SOURCE = 2_000, 10_000
MARKUP = re.compile("<[^>]+>")
PRIVATE = re.compile("[\ue000-\uf8ff]")


def guarded(text: str) -> str:
    """Return plain text without characters that are markup in CSL items."""
    return PRIVATE.sub("", clean(text)).replace("<", LESS_THAN)


def guarded_latex(source: str, write_formula: Callable[[str], str] | None = None) -> str:
    """Return a title's text with italics, bold, superscript and subscript marked."""
    read = tidy(Reader(PRIVATE.sub("", clean(source[:LONGEST_SOURCE]))).read())
    pieces = preview.shorten(read, LONGEST_TITLE) or read
    text = "".join(_marked(piece, write_formula or formula_text) for piece in pieces)
    return " ".join(text.split()) or guarded(source[:LONGEST_TITLE])


def formula_text(source: str) -> str:
    """Return a formula of a title as guarded text."""
    return guarded(math.to_text(source))


def _marked(piece: Piece, write_formula: Callable[[str], str]) -> str:
    match piece:
        case Text(value):
            return guarded(value)
        case Formula(source):
            # Styles must not capitalize formulas: x and X are different.
            return f'<span class="nocase">{write_formula(source)}</span>'
        case Break():
            return " "
        case ElementStart(tag) if tag in TAGS:
            return f"<{TAGS[tag]}>"
        case ElementEnd(tag) if tag in TAGS:
            return f"</{TAGS[tag]}>"
    return ""
