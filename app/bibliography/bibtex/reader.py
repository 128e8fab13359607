"""BibTeX and BibLaTeX: text to entries, and records to text."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from app.bibliography import citation_keys, raw
from app.bibliography import origin as bibliography_origin
from app.bibliography.bibtex import parser, writer
from app.bibliography.bibtex import record as bibtex_record
from app.bibliography.bibtex.inheritance import Inherited, Parents
from app.bibliography.bibtex.macros import Budget
from app.bibliography.bibtex.parser import Stated
from app.bibliography.bibtex.writer import Origin
from app.bibliography.entry import Entry, Format
from app.bibliography.origin import NONE_FOREIGN, ForeignEntry
from app.bibliography.record import Record
from app.bibliography.text.characters import clean

LONGEST_JUNK = 2_000
_REFERENCE = re.compile(r"\b(?:crossref|xdata)\s*=", re.IGNORECASE)
_KEY = re.compile(r"""[^\s"#%'(),={}~\\@]+""")


def read(text: str) -> Iterator[Entry]:
    """Every entry of a file: a record, or the reason why there is none, with its line."""
    text = clean(text)
    yield from (entry for _, entry in _read(text))
    if text.strip() and next(parser.entries(text, Budget(text)), None) is None:
        yield Entry(1, text[:LONGEST_JUNK], problem="line 1: there is no BibTeX entry in this text")


def write(records: Iterable[Record], foreign: Iterable[ForeignEntry] = NONE_FOREIGN) -> str:
    """Return the records as BibTeX; `foreign` are their raw entries that are in another format."""
    valid = [_with_valid_key(record) for record in records]
    keys = _told_apart(citation_keys.unique(valid))
    return "\n".join(_written(*told) for told in zip(valid, keys, foreign, strict=False))


def _read(text: str) -> Iterator[tuple[Stated, Entry]]:
    budget = Budget(text)
    # Parents stand behind their children, so a file with references is read twice.
    parents = Parents(parser.entries(text, budget) if _refers(text) else (), budget)
    seen: set[str] = set()
    for stated in _without_junk(parser.entries(text, budget)):
        if stated.kind != "xdata" or stated.problem:
            yield stated, _entry(stated, parents, seen)


def _refers(text: str) -> bool:
    # A large text is searched for a word much faster than for a pattern.
    lowered = text.lower()
    mentions = "crossref" in lowered or "xdata" in lowered
    return mentions and _REFERENCE.search(text) is not None


def _without_junk(entries: Iterable[Stated]) -> Iterator[Stated]:
    """What says nothing is one entry, however long it goes on."""
    junk: Stated | None = None
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


def _entry(stated: Stated, parents: Parents, seen: set[str]) -> Entry:
    if stated.problem:
        source = stated.source[: raw.LONGEST]
        return Entry(stated.line, source, problem=stated.problem, key=stated.fields.key)
    inherited = parents.inherit(stated)
    source = _source(stated, inherited)
    outcome = bibtex_record.read(stated.kind, stated.fields.key, inherited.values)
    record, problem = outcome.record, outcome.problem
    if record and len(source) > raw.LONGEST:
        record, problem = None, f"the entry is longer than {raw.LONGEST:,} characters"
    return Entry(
        stated.line,
        source[: raw.LONGEST],
        msgspec.structs.replace(record, source=source) if record else None,
        problem="" if record else f"line {stated.line}: {problem}",
        doubts=(*stated.doubts, *inherited.doubts, *outcome.doubts, *_twice(stated, seen)),
        keywords=outcome.keywords,
        key=stated.fields.key,
        extras=outcome.extras,
    )


def _source(stated: Stated, inherited: Inherited) -> str:
    """The raw text made to read alone: the macros that it needs before it, its parents behind."""
    return "\n\n".join([*inherited.macros.values(), stated.source, *inherited.sources])


def _twice(stated: Stated, seen: set[str]) -> list[str]:
    key = stated.fields.key
    if key and key in seen:
        return [f"the key “{key}” is that of an entry before"]
    seen.add(key)
    return []


def _with_valid_key(record: Record) -> Record:
    if record.citation_key is None or _KEY.fullmatch(record.citation_key):
        return record
    return msgspec.structs.replace(record, citation_key=None)


def _told_apart(keys: list[str]) -> list[str]:
    """A key that stands twice gets a number; `unique` has told the made ones apart."""
    taken, found, numbers = set(keys), [], dict.fromkeys(keys, 0)
    for key in keys:
        numbers[key] += 1
        free = key
        while numbers[key] > 1 and free in taken:
            free = f"{key}-{numbers[key]}"
            numbers[key] += free in taken
        taken.add(free)
        found.append(free)
    return found


def _written(record: Record, key: str, foreign: ForeignEntry) -> str:
    source = bibliography_origin.text(record, Format.BIBTEX)
    origin = _origin(source) if source else writer.origin_elsewhere(foreign.keywords)
    return writer.write(record, key, origin)


def _origin(source: str) -> Origin:
    found = next(_read(clean(source)), None)
    if not found or not found[1].record:
        return Origin()
    stated, entry = found
    return Origin(stated.kind, stated.fields.values, entry.extras)
