"""The files that lists and works go out as, by the end of their names."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from app.bibliography import formats, spreadsheet
from app.bibliography.entry import Format
from app.bibliography.raw import raw_parts
from app.bibliography.record import Record
from app.services.cache import remembered_whole
from app.services.catalog.selection import PublicFilter
from app.services.exporting import works


class FileKind(NamedTuple):
    """A kind of file: what readers call it, and how it is written."""

    label: str
    mimetype: str
    write: Callable[[Iterable[Record]], str]


def _kind(form: Format) -> FileKind:
    return FileKind(form.label, form.mimetype, partial(formats.write_records, form))


KINDS = {
    "bib": _kind(Format.BIBTEX),
    "ris": _kind(Format.RIS),
    "json": _kind(Format.CSL),
    "csv": FileKind("CSV", "text/csv", spreadsheet.write_csv),
}


@remembered_whole
def of_list(_changes: int, suffix: str, selection: PublicFilter, all_versions: bool) -> str:
    """Return a view of the list as a file's text."""
    return KINDS[suffix].write(works.export_records(selection, all_versions=all_versions))


def raw(records: Iterable[Record]) -> str:
    """Return the BibTeX entries that records came in as; made ones for those that had none."""
    return "\n\n".join(part.strip() for record in records for part in _entries(record)) + "\n"


def _entries(record: Record) -> Iterator[str]:
    found = [part for part in raw_parts(record.source) if formats.detect("", part) is Format.BIBTEX]
    yield from found or [formats.write_records(Format.BIBTEX, [record])]
