"""What a revision declines, by deleting works and versions, and takes back by adding them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from app.bibliography import latex
from app.bibliography.record import Author, ContributorRole, Record
from app.database import db
from app.database.bulk import batches
from app.models import Declined, DeclineReason, Noun
from app.models.publication import FIELDS
from app.services.declined import store
from app.services.declined.index import DeclinedIndex, read_declined_index
from app.services.declined.store import NewDecline
from app.services.declined.values import recognized_by
from app.services.history.snapshot_queries import AUTHOR

LONGEST_TITLE = 300
NAME, ROLE = AUTHOR.index("name_as_published"), AUTHOR.index("role")
Item = Mapping[str, Any]


class RevisionDeclines:
    """Collects what the items of a revision decline and take back, then writes it.

    Only an action that `is_deletion` declines: not a join, nor the undo of an import.
    """

    def __init__(
        self, declines: Iterable[NewDecline], taken_back: Iterable[int], *, is_deletion: bool
    ) -> None:
        self._declines = list(declines)
        self._taken_back = set(taken_back)
        self._is_deletion = is_deletion
        self._index: DeclinedIndex | None = None

    def follow(self, items: Iterable[Item]) -> None:
        """Add some items of the revision."""
        works = [item for item in items if item["noun"] is Noun.WORK]
        if self._is_deletion:
            self._declines += (one for item in works if (one := _decline(item)))
        self._take_back([item["record_id"] for item in works if item["is_made"]])
        for item in works:
            for record in _records(item["after"], item["before"]):
                self._taken_back.update(self._declined().matches(record))

    def write(self, who: str, revision_id: int) -> None:
        """Write everything with the revision, without a commit."""
        store.take_back(self._taken_back, revision_id)
        store.remember(self._declines, who, revision_id)

    def _take_back(self, work_ids: list[int]) -> None:
        for some in batches(work_ids):
            here = Declined.work_id.in_(some), Declined.taken_back_by.is_(None)
            self._taken_back.update(db.session.scalars(select(Declined.id).where(*here)))

    def _declined(self) -> DeclinedIndex:
        if self._index is None:
            self._index = read_declined_index()
        return self._index


def _decline(item: Item) -> NewDecline | None:
    lost = list(_records(item["before"], item["after"]))
    if not lost:
        return None
    title = latex.to_text(lost[0].title) or lost[0].title
    values = [recognized_by(record) for record in lost]
    return NewDecline(DeclineReason.DELETED, title[:LONGEST_TITLE], values, item["record_id"])


def _records(state: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Record]:
    """Yield the versions of a work that only one of its states has, in order."""
    others = set(other.get("publications", ()))
    for id_ in state.get("publications", ()):
        if id_ not in others:
            fields = {field: state[f"{id_}.{field}"] for field in FIELDS}
            authors = tuple(
                Author(row[NAME], role=ContributorRole(row[ROLE]))
                for row in state[f"{id_}.authors"]
            )
            yield Record(**fields, authors=authors)
