"""RIS, as reference managers and publishers hand it out, read into records."""

from collections.abc import Iterator
from typing import Any

from app.bibliography import fitting
from app.bibliography.characters import clean
from app.bibliography.entries import Entry
from app.bibliography.ris.fields import Values
from app.bibliography.ris.parser import RawEntry, cut
from app.bibliography.ris.ris_fields import fields


def read(text: str) -> Iterator[Entry]:
    """Yield what each entry of a RIS text says; what is broken says why."""
    for raw in cut(clean(text)):
        yield _entry(raw)


def _entry(raw: RawEntry) -> Entry:
    source, values = "\n".join(raw.source), Values(raw.tags)
    found, keywords = fields(values), values.keywords()
    if problem := _problem(raw, source, found):
        return Entry(raw.line, source, problem=f"line {raw.line}: {problem}")
    record, unfit = fitting.fit(found | {"source": source})
    long = (f"the {name.replace('_', ' ')} is longer than can be kept" for name in unfit)
    extras: dict[str, str] = {}
    for tag, value in values.left():
        extras[tag] = f"{extras[tag]}\n{value}" if tag in extras else value
    return Entry(
        raw.line,
        source,
        record,
        doubts=(*values.doubts, *long),
        keywords=keywords,
        key=found["citation_key"],
        extras=extras | {name: str(found[name]) for name in unfit},
    )


def _problem(raw: RawEntry, source: str, found: dict[str, Any]) -> str:
    if not raw.begins:
        return "this stands outside of an entry, which would begin with TY"
    if reason := fitting.no_title(found["title"]):
        return reason
    return "" if fitting.fits("source", source) else "this entry is too long"
