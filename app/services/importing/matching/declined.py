"""Mark the entries of a file that were declined before, and what else belongs to their works."""

from dataclasses import replace

from app.models import Decision, ItemState
from app.services.declined.index import DeclinedIndex
from app.services.importing.matching.finding import Finding
from app.services.importing.matching.same_work import IdentifiedEntry


class DeclinedEntries:
    """The declined entries of one file, by position."""

    def __init__(self, index: DeclinedIndex) -> None:
        self._index = index
        self._found: dict[int, int] = {}

    def mark(self, entry: IdentifiedEntry, finding: Finding) -> Finding:
        """Return the finding of an entry, as declined if it was.

        What the site has is not declined. That a version has the title of a work on the site says
        nothing: it takes an identifier, or the same raw entry.
        """
        if finding.publication_id or finding.state is ItemState.SAME:
            return finding
        if (declined_id := self._id_among_earlier(finding)) is None:
            is_of_work = finding.state is ItemState.VERSION and finding.work_id is not None
            matches = self._index.matches(entry.record, entry.related, by_title=not is_of_work)
            declined_id = next(iter(matches), None)
        if declined_id is None:
            return finding
        self._found[entry.position] = declined_id
        return _as_declined(finding, declined_id)

    def mark_moved(self, position: int, finding: Finding) -> Finding:
        """Return the finding of an earlier entry that turned out to be of another work."""
        declined_id = self._found.get(position, self._id_among_earlier(finding))
        return finding if declined_id is None else _as_declined(finding, declined_id)

    def _id_among_earlier(self, finding: Finding) -> int | None:
        """Return what the earlier entry was declined as that this one is a version of."""
        is_similar_only = finding.state is ItemState.SIMILAR
        if finding.duplicate_of is None or is_similar_only:
            return None
        return self._found.get(finding.duplicate_of)


def _as_declined(finding: Finding, declined_id: int) -> Finding:
    """Return a declined finding; a work that is only similar is not offered to join."""
    is_version = finding.state is not ItemState.SIMILAR
    return replace(
        finding,
        state=ItemState.DECLINED,
        decision=Decision.SKIP,
        work_id=finding.work_id if is_version else None,
        duplicate_of=finding.duplicate_of if is_version else None,
        score=None,
        differences=[],
        fields=[],
        declined_id=declined_id,
    )
