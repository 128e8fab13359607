"""The pages, the volume and the other numbers of a RIS entry."""

import re

from app.bibliography import fit, identifiers, theses
from app.bibliography.dates import parse_date
from app.bibliography.record import PublicationType as Type
from app.bibliography.ris.fields import TagReader
from app.bibliography.ris.tags import OWN_NUMBERS

_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]", re.ASCII)
_ISSUE = re.compile(r"(?:no\.?\s?|suppl\.?\s?)?\d{1,4}(?:[-/–]\d{1,4})?", re.IGNORECASE)
_HAS_DIGIT = re.compile(r"\d")
# The types of works that have an article number, in a tag that others use for something else.
_NUMBERED = {Type.ARTICLE_JOURNAL, Type.PAPER_CONFERENCE, Type.ARTICLE}


def pages(values: TagReader, kind: Type, arxiv_id: str | None) -> str:
    """Return the pages, or else the article number."""
    first = fit.page_ranges(number(values, "SP", arxiv_id))
    ending = values.peek("EP")
    last = "" if identifiers.is_arxiv(ending) else fit.page_ranges(ending)
    if not first and "--" not in last:
        return _own_number(values, arxiv_id) if kind in _NUMBERED else ""
    values.take("EP")
    if not first:
        return last
    if values.peek("C7") == first:
        values.take("C7")
    # Either tag may contain the whole range; in both, hyphens are parts of the pages' numbers.
    if "--" in first and "--" in last and first != last:
        first, last = fit.with_hyphen(first), fit.with_hyphen(last)
    elif not last or "--" in first + last:
        return last if last and "--" not in first else first
    return fit.page_ranges(f"{first}--{last}")


def _own_number(values: TagReader, arxiv_id: str | None) -> str:
    """Return the number of an article, or the only page, which some have as the last one."""
    found = (fit.page_ranges(number(values, tag, arxiv_id)) for tag in ("C7", "AR", "EP"))
    return next(filter(None, found), "")


def volume(values: TagReader, kind: Type, arxiv_id: str | None) -> str:
    """Return the volume; EndNote has the degree of a thesis in its place."""
    is_degree = kind is Type.THESIS and theses.thesis_genre(values.peek("VL")) is not None
    return "" if is_degree else number(values, "VL", arxiv_id)


def issue(values: TagReader, kind: Type, arxiv_id: str | None) -> str:
    """Return the issue, or the number of a report, a standard, a patent or a thesis itself."""
    if kind not in OWN_NUMBERS:
        # The description of 2001 also allows CP.
        is_older = not values.peek("IS") and _ISSUE.fullmatch(values.peek("CP"))
        return number(values, "CP" if is_older else "IS", arxiv_id)
    for tag in OWN_NUMBERS[kind]:
        text = values.peek(tag)
        if text and (tag == "IS" or _is_number(tag, text, kind)):
            return values.line(tag)
    return ""


def _is_number(tag: str, text: str, kind: Type) -> bool:
    """Return whether a tag has the number of a work rather than an ISBN, an ISSN or a date."""
    is_other = identifiers.is_isbn(text) or identifiers.is_arxiv(text) or identifiers.doi(text)
    is_serial = kind is not Type.PATENT and _ISSN.fullmatch(text)
    is_date = tag.startswith("C") and parse_date(text).month
    return _HAS_DIGIT.search(text) is not None and not (is_other or is_serial or is_date)


def number(values: TagReader, tag: str, arxiv_id: str | None) -> str:
    """Return a volume, a page or another number; databases repeat an arXiv number in its place."""
    text = values.peek(tag)
    if not identifiers.is_arxiv(text):
        return values.line(tag)
    if arxiv_id and identifiers.arxiv_id(text) == arxiv_id:
        values.take(tag)
    return ""
