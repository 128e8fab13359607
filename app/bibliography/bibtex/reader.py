"""BibTeX and BibLaTeX files read into entries."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from app.bibliography import errors, raw
from app.bibliography.bibtex import parser
from app.bibliography.bibtex import record as bibtex_record
from app.bibliography.bibtex.inheritance import Inherited, Parents
from app.bibliography.bibtex.macros import Budget
from app.bibliography.bibtex.parser import RawEntry
from app.bibliography.entry import ParsedEntry
from app.bibliography.messages import message, number_message
from app.bibliography.text.characters import clean

LONGEST_JUNK = 2_000
NO_ENTRIES = message("this text has no BibTeX entries")
TOO_LONG = message("the entry is longer than %(most)s characters", most=number_message(raw.LONGEST))
_REFERENCE = re.compile(r"\b(?:crossref|xdata)\s*=", re.IGNORECASE)


def read_bibtex(text: str) -> Iterator[ParsedEntry]:
    """Yield every entry of a file: its record, or an error with its line."""
    text = clean(text)
    yield from (entry for _, entry in entries_with_fields(text))
    if text.strip() and next(parser.raw_entries(text, Budget(text)), None) is None:
        yield ParsedEntry(1, text[:LONGEST_JUNK], error=errors.at_line(1, NO_ENTRIES))


def entries_with_fields(text: str) -> Iterator[tuple[RawEntry, ParsedEntry]]:
    """Yield each entry with its fields as the file has them."""
    budget = Budget(text)
    # Parents follow their children, so a file with references is parsed twice.
    parents = Parents(parser.raw_entries(text, budget) if _refers(text) else (), budget)
    seen: set[str] = set()
    for raw_entry in _without_junk(parser.raw_entries(text, budget)):
        if raw_entry.kind != "xdata" or raw_entry.error:
            yield raw_entry, _entry(raw_entry, parents, seen)


def _refers(text: str) -> bool:
    # In a large text, a plain search is much faster than a pattern.
    lowered = text.lower()
    mentions = "crossref" in lowered or "xdata" in lowered
    return mentions and _REFERENCE.search(text) is not None


def _without_junk(entries: Iterable[RawEntry]) -> Iterator[RawEntry]:
    """Merge adjacent entries without fields into one."""
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


def _entry(raw_entry: RawEntry, parents: Parents, seen: set[str]) -> ParsedEntry:
    if raw_entry.error:
        source = raw_entry.source[: raw.LONGEST]
        return ParsedEntry(raw_entry.line, source, error=raw_entry.error, key=raw_entry.fields.key)
    inherited = parents.inherit(raw_entry)
    source = _source(raw_entry, inherited)
    result = bibtex_record.read_record(raw_entry.kind, raw_entry.fields.key, inherited.values)
    record, error = result.record, result.error
    if record and len(source) > raw.LONGEST:
        record, error = None, TOO_LONG
    return ParsedEntry(
        raw_entry.line,
        source[: raw.LONGEST],
        msgspec.structs.replace(record, source=source) if record else None,
        error="" if record else errors.at_line(raw_entry.line, error),
        warnings=(
            *raw_entry.warnings,
            *inherited.warnings,
            *result.warnings,
            *_duplicate_key(raw_entry, seen),
        ),
        keywords=result.keywords,
        key=raw_entry.fields.key,
        extras=result.extras,
    )


def _source(raw_entry: RawEntry, inherited: Inherited) -> str:
    """Return the raw text complete in itself: with its macros before it and its parents after."""
    return "\n\n".join([*inherited.macros.values(), raw_entry.source, *inherited.sources])


def _duplicate_key(raw_entry: RawEntry, seen: set[str]) -> list[str]:
    key = raw_entry.fields.key
    if key and key in seen:
        return [message("the key “%(key)s” is used by an earlier entry", key=key)]
    seen.add(key)
    return []
