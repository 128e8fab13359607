"""Which works an entry is certainly of: those that its word names, its numbers, or its title."""

from collections.abc import Callable, Iterable

from app.bibliography.record import Record
from app.services.importing.matching import versions_there
from app.services.importing.matching.index import Known, Place

# The record of a version; None for one that can't be read.
RecordOf = Callable[[int], Record | None]


def works(record: Record, related: tuple[str, ...], known: Known, record_of: RecordOf) -> list[int]:
    """Return the works by a record's word, else by its numbers, else by its title and authors."""
    if record.work:
        return [known.slugs[record.work]] if record.work in known.slugs else []
    authors = versions_there.author_keys(record)

    def is_numbered(other: Record | None) -> bool:
        # Papers that carry the number of their proceedings are not one paper.
        return other is None or versions_there.may_be_one(other, record)

    def shares_author(other: Record | None) -> bool:
        return other is not None and not authors.isdisjoint(versions_there.author_keys(other))

    numbered = _where(known.by_number(record, related), record_of, is_numbered)
    return numbered or _where(known.by_title(record), record_of, shares_author)


def _where(
    places: Iterable[Place], record_of: RecordOf, is_of: Callable[[Record | None], bool]
) -> list[int]:
    found: dict[int, None] = {}
    for place in places:
        if place.work not in found and is_of(record_of(place.publication)):
            found[place.work] = None
    return list(found)
