"""The file formats of exports, by file name extension."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from app.bibliography import formats, spreadsheet
from app.bibliography.bibtex.extension import without_extension
from app.bibliography.entry import Format
from app.bibliography.raw import raw_parts
from app.bibliography.record import Record
from app.services import cache


class FileKind(NamedTuple):
    """A file format: its label, media type and format of records; a spreadsheet has none."""

    label: str
    mimetype: str
    form: Format | None = None


def _kind(form: Format) -> FileKind:
    return FileKind(form.label, form.mimetype, form)


KINDS = {
    "bib": _kind(Format.BIBTEX),
    "ris": _kind(Format.RIS),
    "json": _kind(Format.CSL),
    "csv": FileKind("CSV", "text/csv"),
}
Step = Callable[[], None]


def list_as_text(
    suffix: str, records: Iterable[Record], *, lossless: bool, before_each: Step
) -> str:
    """Return the records of a list as the text of a file."""
    cache.hold_no_lock()
    return as_text(suffix, records, lossless=lossless, before_each=before_each)


def as_text(
    suffix: str,
    records: Iterable[Record],
    *,
    lossless: bool = False,
    before_each: Step = lambda: None,
) -> str:
    """Return records as the text of a file, lossless for the owner."""
    form = KINDS[suffix].form
    if form is None:
        return spreadsheet.write_csv(records)
    return formats.write_records(form, records, lossless=lossless, before_each=before_each)


def raw(records: Iterable[Record]) -> str:
    """Return the original BibTeX entries of records, generated ones where there are none."""
    return "\n\n".join(part.strip() for record in records for part in _entries(record)) + "\n"


def _entries(record: Record) -> Iterator[str]:
    parts = map(without_extension, raw_parts(record.source))
    found = [part for part in parts if formats.detect("", part) is Format.BIBTEX]
    yield from found or [formats.write_records(Format.BIBTEX, [record])]
