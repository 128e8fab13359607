"""BibTeX and BibLaTeX files read into entries."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from app.bibliography import raw
from app.bibliography.bibtex import parser
from app.bibliography.bibtex import record as bibtex_record
from app.bibliography.bibtex.inheritance import Inherited, Parents
from app.bibliography.bibtex.macros import Budget
from app.bibliography.bibtex.parser import RawEntry
from app.bibliography.entry import ParsedEntry
from app.bibliography.text.characters import clean

LONGEST_JUNK = 2_000
_REFERENCE = re.compile(r"\b(?:crossref|xdata)\s*=", re.IGNORECASE)


def read_bibtex(text: str) -> Iterator[ParsedEntry]:
    """Every entry of a file: a record, or the reason why there is none, with its line."""
    text = clean(text)
    yield from (entry for _, entry in entries_with_fields(text))
    if text.strip() and next(parser.raw_entries(text, Budget(text)), None) is None:
        yield ParsedEntry(
            1, text[:LONGEST_JUNK], error="line 1: there is no BibTeX entry in this text"
        )


def entries_with_fields(text: str) -> Iterator[tuple[RawEntry, ParsedEntry]]:
    """Yield each entry with its fields as the file has them."""
    budget = Budget(text)
    # Parents stand behind their children, so a file with references is read twice.
    parents = Parents(parser.raw_entries(text, budget) if _refers(text) else (), budget)
    seen: set[str] = set()
    for stated in _without_junk(parser.raw_entries(text, budget)):
        if stated.kind != "xdata" or stated.error:
            yield stated, _entry(stated, parents, seen)


def _refers(text: str) -> bool:
    # A large text is searched for a word much faster than for a pattern.
    lowered = text.lower()
    mentions = "crossref" in lowered or "xdata" in lowered
    return mentions and _REFERENCE.search(text) is not None


def _without_junk(entries: Iterable[RawEntry]) -> Iterator[RawEntry]:
    """What says nothing is one entry, however long it goes on."""
    junk: RawEntry | None = None
    for entry in entries:
        if entry.is_junk:
            if junk is None:
                junk = entry
            elif len(junk.source) < LONGEST_JUNK:
                junk.source = f"{junk.source}\n{entry.source}"
            junk.source = junk.source[:LONGEST_JUNK]
            continue
        if junk:
            yield junk
            junk = None
        yield entry
    if junk:
        yield junk


def _entry(stated: RawEntry, parents: Parents, seen: set[str]) -> ParsedEntry:
    if stated.error:
        source = stated.source[: raw.LONGEST]
        return ParsedEntry(stated.line, source, error=stated.error, key=stated.fields.key)
    inherited = parents.inherit(stated)
    source = _source(stated, inherited)
    outcome = bibtex_record.read_record(stated.kind, stated.fields.key, inherited.values)
    record, error = outcome.record, outcome.error
    if record and len(source) > raw.LONGEST:
        record, error = None, f"the entry is longer than {raw.LONGEST:,} characters"
    return ParsedEntry(
        stated.line,
        source[: raw.LONGEST],
        msgspec.structs.replace(record, source=source) if record else None,
        error="" if record else f"line {stated.line}: {error}",
        warnings=(*stated.warnings, *inherited.warnings, *outcome.warnings, *_twice(stated, seen)),
        keywords=outcome.keywords,
        key=stated.fields.key,
        extras=outcome.extras,
    )


def _source(stated: RawEntry, inherited: Inherited) -> str:
    """The raw text made to read alone: the macros that it needs before it, its parents behind."""
    return "\n\n".join([*inherited.macros.values(), stated.source, *inherited.sources])


def _twice(stated: RawEntry, seen: set[str]) -> list[str]:
    key = stated.fields.key
    if key and key in seen:
        return [f"the key “{key}” is that of an entry before"]
    seen.add(key)
    return []
