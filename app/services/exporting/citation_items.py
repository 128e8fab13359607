"""A record as the CSL variables that citeproc reads, with special characters guarded."""

import re
import unicodedata
from typing import Any

import nh3

from app.bibliography import fit, identifiers
from app.bibliography.latex import math, to_text
from app.bibliography.latex.reader import Reader
from app.bibliography.names import names
from app.bibliography.record import LinkKind, PublicationType, Record
from app.bibliography.text.characters import clean
from app.bibliography.text.pieces import Break, ElementEnd, ElementStart, Formula, Piece, Text, tidy

# The venue of these types is the publisher; that of others is the container.
PUBLISHED_BY = frozenset(
    {
        PublicationType.ARTICLE,
        PublicationType.THESIS,
        PublicationType.REPORT,
        PublicationType.BOOK,
        PublicationType.SOFTWARE,
        PublicationType.DATASET,
    }
)
# Types that are cited with a URL.
ONLINE = frozenset({PublicationType.ARTICLE, PublicationType.SOFTWARE, PublicationType.DATASET})
APPEARING = frozenset({PublicationType.ARTICLE_JOURNAL, PublicationType.PAPER_CONFERENCE})
# The number of these types is their own, not that of an issue.
NUMBERED = frozenset({PublicationType.THESIS, PublicationType.REPORT})
CITED_LINKS = frozenset({LinkKind.WEB, LinkKind.CODE, LinkKind.DATA})
Item = dict[str, Any]


def citation_item(record: Record) -> Item:
    """Return the CSL variables of a record."""
    found = {"id": "one", "type": _type(record), "title": guarded_latex(record.title)}
    plain = _publisher(record) | _numbers(record) | {"language": _language(record)}
    found |= {key: guarded(value) for key, value in plain.items() if value}
    people = [_name(author.name) for author in record.makers]
    return found | ({"author": people} if people else {}) | _issued(record)


def has_longer_last_page(record: Record) -> bool:
    """Return whether the last page has more digits than the first."""
    return fit.ends_differ_in_length(record.pages or "")


def _type(record: Record) -> str:
    """Return the CSL type; an article without a venue is only a document."""
    is_placed = record.venue or record.type not in APPEARING
    return record.type.value if is_placed else "document"


def _publisher(record: Record) -> dict[str, str | None]:
    if record.type in PUBLISHED_BY:
        arxiv = "arXiv" if record.arxiv_id and record.type is PublicationType.ARTICLE else None
        return {"publisher": record.venue or arxiv or record.publisher}
    return {"container-title": record.venue, "publisher": record.publisher}


def _numbers(record: Record) -> dict[str, str | None]:
    is_preprint = record.type is PublicationType.ARTICLE
    arxiv_id = record.arxiv_id if is_preprint else None
    own, issue = (record.issue, None) if record.type in NUMBERED else (None, record.issue)
    return {
        "volume": record.volume,
        "issue": issue,
        "page": fit.with_dash(record.pages or ""),
        "DOI": record.doi,
        "number": f"arXiv:{arxiv_id}" if arxiv_id else own,
        "genre": "Thesis" if record.type is PublicationType.THESIS else None,
        "URL": None if record.doi else _url(record, arxiv_id),
    }


def _language(record: Record) -> str | None:
    """Return the language, since styles capitalize titles as in English if it is unknown."""
    is_foreign = re.search("[A-Za-z]", to_text(record.title)) is None
    return record.language or ("und" if is_foreign else None)


def _url(record: Record, arxiv_id: str | None) -> str | None:
    if arxiv_id:
        return identifiers.arxiv_url(arxiv_id)
    links = record.links if record.type in ONLINE else ()
    return next((link.url for link in links if link.kind in CITED_LINKS), None)


def _name(source: str) -> Item:
    # Split before braces are removed, since they may mark the family name.
    given, family = map(to_text, names.parse(source))
    if not given:
        return {"literal": guarded(family or source)}
    if given.upper() == given.lower():
        # Scripts without capitals have no initials; East Asian names have no space.
        is_wide = unicodedata.east_asian_width(given[0]) == "W"
        return {"literal": guarded(f"{family}{given}" if is_wide else f"{given} {family}")}
    return {"family": guarded(family), "given": guarded(given)}


def _issued(record: Record) -> Item:
    parts: list[int] = []
    for part in (record.year, record.month, record.day):
        if part is None:
            break
        parts.append(part)
    return {"issued": {"date-parts": [parts]}} if parts else {}


# Private-use characters replace everything that is markup in HTML until citeproc is done.
SIGNS = str.maketrans({"&": "\ue000", "<": "\ue001", ">": "\ue002"})
ESCAPED = {"\ue000": "&amp;", "\ue001": "&lt;", "\ue002": "&gt;"}
TAGS = {"em": "i", "i": "i", "strong": "b", "b": "b", "sup": "sup", "sub": "sub"}
STARTS = {tag: chr(0xE010 + at) for at, tag in enumerate(("i", "b", "sup", "sub"))}
ENDS = {tag: chr(0xE020 + at) for at, tag in enumerate(STARTS)}
# Starts the words of formulas, so that styles don't capitalize them.
NO_CAPITAL = "\ue030"
MARKS = (
    ESCAPED
    | {mark: f"<{tag}>" for tag, mark in STARTS.items()}
    | {mark: f"</{tag}>" for tag, mark in ENDS.items()}
)
PRIVATE = re.compile("[\ue000-\uf8ff]")


def guarded(text: str) -> str:
    """Return plain text without characters that are markup in HTML."""
    return PRIVATE.sub("", clean(text)).translate(SIGNS)


def guarded_latex(source: str) -> str:
    """Return a title's text with italics, bold, superscript and subscript marked."""
    pieces = tidy(Reader(PRIVATE.sub("", clean(source))).read())
    return " ".join("".join(map(_marked, pieces)).split()) or guarded(source)


def released(html: str) -> str:
    """Return citeproc's output for guarded text as safe HTML."""
    marked = PRIVATE.sub(lambda mark: MARKS.get(mark[0], ""), html)
    return nh3.clean(marked, tags=set(STARTS), attributes={})


def _marked(piece: Piece) -> str:
    match piece:
        case Text(value):
            return guarded(value)
        case Formula(source):
            # Styles must not capitalize formulas: x and X are different.
            words = guarded(math.to_text(source)).split(" ")
            return " ".join(f"{NO_CAPITAL}{word}" for word in words)
        case Break():
            return " "
        case ElementStart(tag):
            return STARTS.get(TAGS.get(tag, ""), "")
        case ElementEnd(tag):
            return ENDS.get(TAGS.get(tag, ""), "")
