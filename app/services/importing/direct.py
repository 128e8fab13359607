"""Add publications at once, within the transaction and the revision of the caller.

The importing engine decides what each of them is, what it joins and what it completes. The choices
are those that an import proposes, except that nothing on the site is overwritten.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any, NamedTuple

from sqlalchemy import select

from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Record
from app.database import db
from app.database.bulk import batches
from app.models import Decision, ItemState, Topic, work_topic
from app.services.catalog import owner
from app.services.editing import topics
from app.services.editing.from_records import PLAIN, Publications
from app.services.history.recording import Recording
from app.services.importing import prepare, write_entries
from app.services.importing.choices import DecidedEntry
from app.services.importing.matching import diff, site_index
from app.services.importing.matching.classify import Classifier, Finding
from app.services.importing.prepare import PreparedPublication
from app.services.importing.write import WorkAddresses, WorkWriter
from app.services.importing.write_entries import Placed, Prepared

CHUNK = 500


class Brought(NamedTuple):
    """What became of the publications; `new_works` holds addresses by id.

    `works` counts the works that they are versions of, `kept` the publications that differ from
    the site's and complete nothing.
    """

    new_works: Mapping[int, str]
    works: int
    added: int
    completed: int
    kept: int


def bring(
    records: Sequence[Record],
    addresses: WorkAddresses,
    described: Mapping[str, dict[str, Any]],
    recording: Recording,
) -> Brought:
    """Add publications that are new and complete those that are not; overwrite nothing.

    `described` holds columns for new works, by their addresses.
    """
    choices = _Choices()
    entries = [entry for entry in choices.of(records) if entry.decision is not Decision.SKIP]
    added = [entry for entry in entries if prepare.makes_publication(entry, ())]
    changes = [entry for entry in entries if not prepare.makes_publication(entry, ())]
    writer = WorkWriter(recording, choices.topics_for(entries), addresses, described)
    joints = write_entries.joints(_joined(entries))
    prepared = Prepared(_made(added), joints, batches(changes, CHUNK))
    written = write_entries.write_entries(prepared, writer, recording)
    kept = len(changes) - written.changes
    return Brought(writer.own, choices.works, len(added), written.changes, kept)


class _Choices:
    """Decides what is done with each publication, and collects their works and topics.

    A work of the site is known by its id, a new one by its first publication: -1 for position 0.
    """

    def __init__(self) -> None:
        self._classifier = Classifier(site_index.read_work_index(nullcontext), None, nullcontext)
        self._works: list[int] = []
        self._there = _topics_of_works()
        self._brought: dict[int, dict[str, None]] = defaultdict(dict)

    @property
    def works(self) -> int:
        """How many works the publications are of."""
        return len(set(self._works))

    def of(self, records: Sequence[Record]) -> list[DecidedEntry]:
        """Return what is to be done with each."""
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
        """Return the topics that these entries bring, those of most works first."""
        wanted = {name for entry in entries for name in entry.record.topics}
        return [name for name in topics.by_use(self._brought.values()) if name in wanted]

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
            leader=finding.leader if belongs else None,
            fields=diff.completing_fields(finding.differences, finding.fields),
            topics=lacking if belongs else (),
        )

    def _moved(self, entry: DecidedEntry, finding: Finding) -> DecidedEntry:
        """Return an entry as a version of the work that a later one shows it to be of."""
        left, work = self._works[entry.position], self._of(finding, entry.position)
        self._works = [work if one == left else one for one in self._works]
        self._brought[work] |= self._brought.pop(left, {})
        self._there[work] |= self._there.pop(left, set())
        return entry._replace(
            state=finding.state,
            decision=finding.decision,
            work_id=finding.work_id,
            leader=finding.leader,
            topics=list(dict.fromkeys(entry.record.topics)),
        )

    def _of(self, finding: Finding, position: int) -> int:
        own = -1 - position if finding.leader is None else self._works[finding.leader]
        return finding.work_id or own

    def _work(self, position: int, finding: Finding) -> int:
        self._works.append(self._of(finding, position))
        return self._works[-1]

    def _lacking_topics(self, work: int, record: Record, finding: Finding) -> list[str]:
        self._brought[work] |= dict.fromkeys(record.topics)
        # What was brought before may have lost a topic since: that was the owner's decision.
        if finding.is_read_again:
            return []
        lacking = [name for name in dict.fromkeys(record.topics) if name not in self._there[work]]
        self._there[work].update(lacking)
        return lacking


def _made(entries: list[DecidedEntry]) -> Iterator[list[PreparedPublication]]:
    make = Publications(owner.owner_id(), PLAIN)
    for some in batches(entries, CHUNK):
        yield [prepare.prepared_publication(entry, make) for entry in some]


def _joined(entries: Iterable[DecidedEntry]) -> Iterator[Placed]:
    for one in entries:
        if one.decision is Decision.JOIN:
            yield Placed(one.position, one.work_id, one.leader, one.decision, one.state)


def _topics_of_works() -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    tagged = select(work_topic.c.work_id, Topic.name).join(Topic, Topic.id == work_topic.c.topic_id)
    for work_id, name in db.session.execute(tagged):
        found[work_id].add(name)
    return found
