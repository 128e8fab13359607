"""A record as the fields of a BibTeX entry."""

import re
from collections.abc import Mapping

from app.bibliography import page_ranges
from app.bibliography.bibtex import dates, links, names, titles
from app.bibliography.bibtex.record import KEYWORDS, LINES, TEXTS
from app.bibliography.bibtex.venues import venue_fields
from app.bibliography.latex_escape import from_text
from app.bibliography.record import PublicationType, Record

_BRACES = re.compile(r"\\?[{}]")
# Lines that would read as the beginning of an entry or of a field.
_CONFUSING = re.compile(r"(?<!\s)\s++(?=@|[A-Za-z]+\s*=)")


def fields(record: Record, origin: Mapping[str, str], extras: Mapping[str, str]) -> dict[str, str]:
    """The fields of a record in the order to write them; `origin` has those it came from."""
    found = {
        "title": titles.write(" ".join(balanced(record.title).split())),
        "author": names.write([balanced(author.name) for author in record.people]),
        **_venue(record),
        **dates.write(dates.Day(record.year, record.month, record.day)),
        **{names[0]: plain(getattr(record, name) or "") for name, names in LINES.items()},
        "pages": _pages(record.pages or ""),
        "doi": record.doi or "",
        **_arxiv(record, extras),
        "language": record.language or "",
        **links.write(record.links, origin),
        **{name: _text(getattr(record, name) or "") for name in TEXTS},
        "keywords": "" if extras.keys() & KEYWORDS else _keywords(record.topics),
    }
    # A name is cut at its braces, and a DOI may hold one: no other field may end there.
    return {name: balanced(value) for name, value in found.items() if value}


def balanced(text: str) -> str:
    """LaTeX source whose braces are balanced: those that have no other are left out."""
    if "{" not in text and "}" not in text:
        return text
    alone: set[int] = set()
    opened: list[int] = []
    for brace in _BRACES.finditer(text):
        if brace[0][-1] == "{":
            opened.append(brace.start())
        elif opened:
            opened.pop()
        else:
            alone.add(brace.start())
    alone.update(opened)
    return _BRACES.sub(lambda b: _named(b[0]) if b.start() in alone else b[0], text)


def _named(brace: str) -> str:
    names = {r"\{": r"\textbraceleft{}", r"\}": r"\textbraceright{}"}
    return names.get(brace, "")


def plain(text: str) -> str:
    """Return plain text as the value of a field."""
    return balanced(from_text(text))


def _venue(record: Record) -> dict[str, str]:
    if record.type is PublicationType.ARTICLE and record.arxiv_id and record.venue == "arXiv":
        return {}
    return {venue_fields(record.type)[0]: plain(record.venue or "")}


def _arxiv(record: Record, extras: Mapping[str, str]) -> dict[str, str]:
    if not record.arxiv_id:
        return {}
    # The source says something of its own there.
    if "eprint" in extras:
        return {"arxiv": record.arxiv_id}
    return {"eprint": record.arxiv_id, "archiveprefix": "arXiv"}


def _pages(pages: str) -> str:
    return "--".join(plain(part) for part in page_ranges.parted_everywhere(pages))


def _keywords(topics: tuple[str, ...]) -> str:
    """Topics serve others as keywords; names that a list would cut are left to our own field."""
    return "" if any(set(",;") & set(topic) for topic in topics) else plain(", ".join(topics))


def _text(text: str) -> str:
    return _CONFUSING.sub(lambda spaces: spaces[0].replace("\n", " "), balanced(text))
