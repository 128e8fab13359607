"""Add publications directly, without a preview, in the caller's transaction and revision.

The same rules as for an import decide which are new, which join a work and which complete a
version, except that nothing on the site is overwritten, and what was declined is added again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any, NamedTuple

from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Record
from app.database.bulk import batches
from app.models import Decision, ItemState
from app.services.catalog import owner
from app.services.editing import topics
from app.services.editing.from_records import Publications
from app.services.history.recording import Recording
from app.services.importing import prepare, write_entries
from app.services.importing import topics as importing_topics
from app.services.importing.choices import DecidedEntry
from app.services.importing.matching import diff, site_index
from app.services.importing.matching.classify import Classifier
from app.services.importing.matching.finding import Finding
from app.services.importing.prepare import PreparedPublication
from app.services.importing.write import WorkAddresses, WorkWriter
from app.services.importing.write_entries import EntryDecision, PreparedEntries

CHUNK = 500


class AddedPublications(NamedTuple):
    """The result of adding publications; `new_works` maps ids to addresses.

    `works` counts the works that they are versions of, `kept` the publications that differ from
    the site's and complete nothing. `publications` are the ids of those on the site, by position.
    """

    new_works: Mapping[int, str]
    publications: Mapping[int, int]
    works: int
    added: int
    completed: int
    kept: int


def add_publications(
    records: Sequence[Record],
    addresses: WorkAddresses,
    described: Mapping[str, dict[str, Any]],
    recording: Recording,
) -> AddedPublications:
    """Add publications that are new and complete those that are not; overwrite nothing.

    `described` holds columns for new works, by their addresses.
    """
    choices = _Choices()
    decided = choices.of(records)
    entries = [entry for entry in decided if not entry.decision.is_skipped]
    added = [entry for entry in entries if prepare.makes_publication(entry, ())]
    changes = [entry for entry in entries if not prepare.makes_publication(entry, ())]
    writer = WorkWriter(recording, choices.topics_for(entries), addresses, described)
    join_targets = write_entries.join_targets(_join_decisions(entries))
    prepared = PreparedEntries(_prepared(added), join_targets, batches(changes, CHUNK))
    written = write_entries.write_entries(prepared, writer, recording)
    kept = len(changes) - written.changes
    return AddedPublications(
        new_works=writer.new_works,
        publications=dict(_ids(decided, writer.publications)),
        works=choices.works,
        added=len(added),
        completed=written.changes,
        kept=kept,
    )


def _ids(decided: Iterable[DecidedEntry], written: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    for entry in decided:
        earlier = -1 if entry.duplicate_of is None else entry.duplicate_of
        own = written.get(entry.position) or entry.publication_id or written.get(earlier)
        if own:
            yield entry.position, own


class _Choices:
    """Decides what to do with each publication, and collects their works and topics.

    Works on the site are identified by id, new ones by their first publication: -1 for position 0.
    """

    def __init__(self) -> None:
        self._classifier = Classifier(site_index.read_work_index(nullcontext), None, nullcontext)
        self._works: list[int] = []
        self._merged: dict[int, int] = {}
        self._present = importing_topics.topics_by_work()
        self._topics_by_work: dict[int, dict[str, None]] = defaultdict(dict)

    @property
    def works(self) -> int:
        """The number of works that the publications belong to."""
        return len({self._current(work) for work in self._works})

    def of(self, records: Sequence[Record]) -> list[DecidedEntry]:
        """Return the decision for each record."""
        read = [
            (n, ParsedEntry(0, record.source or "", record)) for n, record in enumerate(records)
        ]
        entries: list[DecidedEntry] = []
        for some in batches(read, CHUNK):
            for (position, _), finding in zip(some, self._classifier.of(some), strict=True):
                entries.append(self._decided(position, records[position], finding))
        for position, finding in sorted(self._classifier.moved.items()):
            entries[position] = self._moved(entries[position], finding)
        return entries

    def topics_for(self, entries: Iterable[DecidedEntry]) -> list[str]:
        """Return the topics of these entries, most used first."""
        wanted = {name for entry in entries for name in entry.record.topics}
        return [name for name in topics.by_use(self._topics_by_work.values()) if name in wanted]

    def _decided(self, position: int, record: Record, finding: Finding) -> DecidedEntry:
        lacking = self._lacking_topics(self._work(position, finding), record, finding)
        decision = finding.decision
        if finding.state is ItemState.SAME and lacking:
            decision = Decision.JOIN
        belongs = decision is Decision.JOIN
        return DecidedEntry(
            position=position,
            record=record,
            state=finding.state,
            decision=decision,
            work_id=finding.work_id if belongs else None,
            publication_id=finding.publication_id,
            duplicate_of=finding.duplicate_of if belongs else None,
            fields=diff.completing_fields(finding.differences, finding.fields),
            topics=lacking if belongs else (),
        )

    def _moved(self, entry: DecidedEntry, finding: Finding) -> DecidedEntry:
        """Return an entry as a version of the work that a later one matched it to."""
        left = self._current(self._works[entry.position])
        work = self._merged[left] = self._work_of(finding, entry.position)
        self._topics_by_work[work] |= self._topics_by_work.pop(left, {})
        self._present[work] |= self._present.pop(left, set())
        return entry._replace(
            state=finding.state,
            decision=finding.decision,
            work_id=finding.work_id,
            duplicate_of=finding.duplicate_of,
        )

    def _work(self, position: int, finding: Finding) -> int:
        self._works.append(self._work_of(finding, position))
        return self._works[-1]

    def _work_of(self, finding: Finding, position: int) -> int:
        earlier = finding.duplicate_of
        if finding.work_id or earlier is None:
            return finding.work_id or -1 - position
        return self._current(self._works[earlier])

    def _current(self, work: int) -> int:
        while work in self._merged:
            work = self._merged[work]
        return work

    def _lacking_topics(self, work: int, record: Record, finding: Finding) -> list[str]:
        self._topics_by_work[work] |= dict.fromkeys(record.topics)
        # If the owner removed a topic after an earlier import, it must not come back.
        if finding.is_reimport:
            return []
        lacking = [name for name in dict.fromkeys(record.topics) if name not in self._present[work]]
        self._present[work].update(lacking)
        return lacking


def _prepared(entries: list[DecidedEntry]) -> Iterator[list[PreparedPublication]]:
    make = Publications(owner.owner_id())
    for some in batches(entries, CHUNK):
        yield [prepare.prepared_publication(entry, make) for entry in some]


def _join_decisions(entries: Iterable[DecidedEntry]) -> Iterator[EntryDecision]:
    for one in entries:
        if one.decision is Decision.JOIN:
            yield EntryDecision(
                one.position, one.work_id, one.duplicate_of, one.decision, one.state
            )
