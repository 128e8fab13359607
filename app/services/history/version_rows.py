"""Authors and links of versions as rows that a statement takes, thousands at once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# What is kept of each, in the order in which snapshots and imports hold it.
AUTHOR = ("name_as_published", "person_id", "is_corresponding", "equal_contribution")
LINK = ("kind", "label", "url")


def numbered(
    publication_id: int, fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a version's authors or links, in order."""
    for position, row in enumerate(rows):
        values = dict(zip(fields, row, strict=True))
        yield {"publication_id": publication_id, "position": position, **values}
