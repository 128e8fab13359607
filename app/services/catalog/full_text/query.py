"""The language of searches: words, "phrases", -excluded ones, and fields as author: and year:.

Words match the beginnings of words, and all must match. What is no operator is searched as words,
so that every text is a query.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from app.bibliography import identifiers
from app.services.catalog import year_ranges
from app.services.catalog.full_text.words import split_words
from app.services.catalog.year_ranges import Range as YearRange
from app.services.catalog.year_ranges import YearRanges

# Longer queries are cut.
MOST_TERMS = 50
LONGEST_QUERY = 500
# The operators and the columns that they search.
COLUMNS = {"title": "title", "author": "authors", "venue": "venue", "topic": "topics"}
QUOTES = '"“”„‟«»＂'
# A word ends at a quotation mark, since a phrase may begin there.
PIECE = re.compile(
    rf"(?P<minus>(?<!\S)-(?![-\s]))?"
    rf"(?:(?P<field>title|author|venue|topic|year)[:：](?=[{QUOTES}]*[^\s{QUOTES}]))?"
    rf"(?:[{QUOTES}](?P<phrase>[^{QUOTES}]*)[{QUOTES}]|[{QUOTES}]?(?P<word>[^\s{QUOTES}]+))",
    re.IGNORECASE,
)
# Within a word, these part words; others, as the hyphen, join them to a phrase.
PARTS = re.compile(r"[,;:：!?…=|(){}<>\[\]]+|(?<!\d)\.|\.(?!\d)")
OPEN_YEARS = re.compile(r"([0-9]{4})[-–]|[-–]([0-9]{4})")
FIRST_YEAR, LAST_YEAR = 0, 9998


@dataclass(frozen=True)
class Term:
    """Words that follow each other, the last one cut short if `is_prefix`, in a column or any."""

    words: tuple[str, ...]
    column: str = ""
    is_prefix: bool = True
    is_excluded: bool = False


@dataclass(frozen=True)
class Query:
    """A search: its terms, any of the years, and none of the excluded ones."""

    terms: tuple[Term, ...] = ()
    years: YearRanges = ()
    excluded_years: YearRanges = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms of which a work has all."""
        return tuple(term for term in self.terms if not term.is_excluded)

    @property
    def excluded(self) -> tuple[Term, ...]:
        """The terms of which a work has none."""
        return tuple(term for term in self.terms if term.is_excluded)

    @property
    def is_empty(self) -> bool:
        """Whether it holds no word at all, so that nothing matches."""
        return not (self.terms or self.years or self.excluded_years)


@lru_cache(maxsize=256)
def parse_query(text: str) -> Query:
    """Parse what a visitor typed; every text is a query."""
    text = text[:LONGEST_QUERY]
    if number := _number(text):
        return Query((number,))
    terms: list[Term] = []
    years: list[YearRange] = []
    excluded_years: list[YearRange] = []
    for piece in PIECE.finditer(text):
        if found := _years(piece):
            (excluded_years if piece["minus"] else years).append(found)
        else:
            terms += _terms(piece)
    query = Query(
        tuple(dict.fromkeys(terms[:MOST_TERMS])),
        year_ranges.united(years),
        year_ranges.united(excluded_years),
    )
    return _without_lone_exclusions(query)


def _number(text: str) -> Term | None:
    """Return a text that is a DOI or an arXiv number as a term."""
    if "." not in text and "/" not in text:
        return None
    doi = identifiers.whole_doi(text)
    if doi and doi.startswith(identifiers.ARXIV_REGISTRANT):
        doi = identifiers.arxiv_id(doi.removeprefix(identifiers.ARXIV_REGISTRANT)) or doi
    found = doi or identifiers.bare_arxiv_id(text)
    return Term(tuple(split_words(found))) if found else None


def _years(piece: re.Match[str]) -> YearRange | None:
    if (piece["field"] or "").lower() != "year":
        return None
    text = piece["word"] or piece["phrase"]
    if found := OPEN_YEARS.fullmatch(text.strip()):
        return int(found[1] or FIRST_YEAR), int(found[2] or LAST_YEAR)
    return year_ranges.parse_range(text)


def _terms(piece: re.Match[str]) -> Iterator[Term]:
    is_excluded = piece["minus"] is not None
    field = (piece["field"] or "").lower()
    if field == "year":
        yield Term(("year",), is_excluded=is_excluded)
    column = COLUMNS.get(field, "")
    if piece["phrase"] is not None:
        parts, is_prefix = [piece["phrase"]], False
    elif not column and (number := _number(piece["word"])):
        yield replace(number, is_excluded=is_excluded)
        return
    else:
        parts, is_prefix = PARTS.split(piece["word"]), True
    for part in parts:
        if words := split_words(part):
            yield Term(tuple(words), column, is_prefix, is_excluded)


def _without_lone_exclusions(query: Query) -> Query:
    """Return a query that only excludes words as one for these words.

    Someone who types or pastes "-omics" looks for it. To exclude an author or a year is clear.
    """
    if query.wanted or query.years or query.excluded_years or any(t.column for t in query.terms):
        return query
    return replace(query, terms=tuple(replace(term, is_excluded=False) for term in query.terms))
