"""The values that a declined entry is recognized by, as any other entry is compared by."""

from collections.abc import Iterator

from app.bibliography import identifiers
from app.bibliography.matching.keys import author_keys, folded, identifiers_of, source_digest
from app.bibliography.raw import raw_parts
from app.bibliography.record import PublicationType, Record
from app.models import DeclinedKind

Value = tuple[DeclinedKind, str]
# Papers and chapters have the ISBN of their book.
WITH_OWN_ISBN = (PublicationType.BOOK, PublicationType.THESIS, PublicationType.REPORT)


def recognized_by(record: Record, related: tuple[str, ...] = ()) -> frozenset[Value]:
    """Return the values of a record; `related` are further identifiers that its entry names."""
    return frozenset(_values(record, related))


def _values(record: Record, related: tuple[str, ...]) -> Iterator[Value]:
    yield DeclinedKind.TITLE, folded(record.title)
    for key in author_keys(record):
        yield DeclinedKind.AUTHOR, key
    if record.year:
        yield DeclinedKind.YEAR, str(record.year)
    for identifier in identifiers_of(record.doi, record.arxiv_id, related):
        kind, _, value = identifier.partition(":")
        yield DeclinedKind(kind), value
    for text in (record.isbn or "").split(",") if record.type in WITH_OWN_ISBN else ():
        if isbn := identifiers.isbn13(text):
            yield DeclinedKind.ISBN, isbn
    for part in raw_parts(record.source):
        yield DeclinedKind.ENTRY, source_digest(part).hex()
