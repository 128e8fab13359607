"""What each entry is to the site: new, changed, the same, another version, or alike."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

import msgspec
from msgspec import structs

from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Record
from app.database.transactions import reading
from app.models import Decision, Difference, ItemState
from app.services.importing.matching import diff, same_version
from app.services.importing.matching.index import VersionRef, WorkIndex
from app.services.importing.matching.same_version import Versions, Within
from app.services.importing.matching.similar import SimilarityIndex


@dataclass
class Finding:
    """What an entry is; `work_id` and `publication_id` of the site, or the `leader` in its file."""

    state: ItemState
    decision: Decision
    work_id: int | None = None
    publication_id: int | None = None
    leader: int | None = None
    score: int | None = None
    differences: list[Difference] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    # Whether the version was made of this very raw entry.
    is_read_again: bool = False


class IdentifiedEntry(NamedTuple):
    """An entry with what identifies it, at its position in the file."""

    position: int
    record: Record
    related: tuple[str, ...]


class Classifier:
    """Tells what entries are, a chunk after another, remembering those that wait to be written."""

    def __init__(
        self, known: WorkIndex, alike: SimilarityIndex | None, within: Within = reading
    ) -> None:
        self._known = known
        self._alike = alike
        self._within = within
        self._waiting = PendingRecords()
        self._works: dict[int, list[int]] = {}
        self._taken: set[int] = set()
        # Earlier entries that turned out to be versions of other works, by position.
        self.moved: dict[int, Finding] = {}
        self._merged: dict[int, int] = {}
        # The entries that name their work, by the version that they are.
        self._of_named: dict[int, set[int]] = {}

    def of(self, entries: Sequence[tuple[int, ParsedEntry]]) -> list[Finding]:
        """Return what entries are, given with their positions; in a few statements for all."""
        told = [
            IdentifiedEntry(n, e.record, same_version.related_numbers(e))
            for n, e in entries
            if e.record
        ]
        places = [
            place for one in told for place in self._known.candidates(one.record, one.related)
        ]
        works = {work for place in places if (work := self._work_of(place.work)) > 0}
        works |= {self._known.slugs.get(one.record.work or "", 0) for one in told}
        present, versions = same_version.existing_versions(works, self._within)
        findings = {one.position: self._one(one, present, versions) for one in told}
        unreadable = Finding(ItemState.UNREADABLE, Decision.SKIP)
        return [findings.get(position, unreadable) for position, _ in entries]

    def _one(
        self, told: IdentifiedEntry, present: Versions, versions: dict[int, list[int]]
    ) -> Finding:
        if again := self._read_before(told.record, present):
            work = self._work_of(again.work)
            finding = self._compared(again.publication, work, told.record, present)
            return replace(finding, is_read_again=True)
        works = self._certain(told, present)
        if not works:
            return self._wait(told, self._new(told))
        # Of several, as after a splitting, the one that has this very version.
        for work in works:
            same = _same(self._choice(work, told.record, present, versions), told.record)
            if same is not None:
                return self._compared(same, work, told.record, present)
        return self._wait(told, _version(works[0]), works[0])

    def _read_before(self, record: Record, present: Versions) -> VersionRef | None:
        """Return the version that was made of this very entry, each once, or None."""
        made = [p for p in self._made_of(record) if p.publication in present or p.publication < 0]
        found = next((place for place in made if place.publication not in self._taken), None)
        if found and found.publication > 0 and len(made) > 1:
            self._taken.add(found.publication)
        return found or next(iter(made), None)

    def _made_of(self, record: Record) -> list[VersionRef]:
        """Return the versions made of a record's raw entry, the named work's first."""
        made = self._known.made_of(record)
        if not record.work:
            return made
        named = self._known.slugs.get(record.work)
        free = (place for place in made if self._may_be(place.publication, record))
        return sorted(free, key=lambda place: place.work != named)

    def _may_be(self, publication: int, record: Record) -> bool:
        """Tell whether no other entry that names its work is this version already."""
        entries = self._of_named.get(publication)
        return entries is None or hash(record) in entries

    def _remember_named(self, record: Record, publication: int, work: int) -> None:
        """Remember the version that an entry is which names its work.

        Two such entries are two versions, unless they are equal.
        """
        if record.work:
            self._of_named.setdefault(publication, set()).add(hash(record))
            self._known.slugs.setdefault(record.work, work)

    def _certain(self, told: IdentifiedEntry, present: Versions) -> list[int]:
        """Return the works by a record's word, else by its numbers, else by its title."""
        if told.record.work:
            known = self._known.slugs
            return [known[told.record.work]] if told.record.work in known else []
        record_of = partial(self._record, present=present)
        numbered = self._works_of(numbered_versions(told, self._known, record_of))
        titled = self._works_of(titled_versions(told.record, self._known, record_of))
        return self._merge_pending(numbered, titled) if numbered else titled

    def _works_of(self, versions: Iterable[VersionRef]) -> list[int]:
        return list(dict.fromkeys(self._work_of(version.work) for version in versions))

    def _work_of(self, work: int) -> int:
        """Return the work itself, or the one that it was merged into."""
        while work in self._merged:
            work = self._merged[work]
        return work

    def _merge_pending(self, numbered: list[int], titled: list[int]) -> list[int]:
        """Merge works of the file that one entry belongs to, by its number and by its title.

        They become one with the site's work among them, or with the first of the file.
        """
        candidates = [*numbered, *titled]
        target = next((work for work in candidates if work > 0), max(candidates))
        for work in candidates:
            record = self._waiting.get(work)
            if work not in (target, *self._merged) and record and not record.work:
                self._merged[work] = target
                self._works.setdefault(target, []).extend(self._works.pop(work, []))
                self.moved[-1 - work] = _version(target)
        others = (work for work in numbered if work != target and work not in self._merged)
        return [target, *others]

    def _new(self, told: IdentifiedEntry) -> Finding:
        if told.record.work or not (found := self._nearest(told.record)):
            return Finding(ItemState.NEW, Decision.ADD)
        work, score = found
        return Finding(ItemState.SIMILAR, Decision.ADD, *_whose(work), score=score)

    def _nearest(self, record: Record) -> tuple[int, int] | None:
        return self._alike.nearest(record) if self._alike else None

    def _wait(self, told: IdentifiedEntry, finding: Finding, work: int = 0) -> Finding:
        """Remember an entry of which a version will be made."""
        own = -1 - told.position
        self._waiting.put(own, told.record)
        self._works.setdefault(work or own, []).append(own)
        self._known.add(VersionRef(own, work or own, told.record.year), told.record, told.related)
        self._remember_named(told.record, own, work or own)
        if not work and self._alike:
            self._alike.add(own, told.record)
        return finding

    def _choice(
        self, work: int, told: Record, present: Versions, versions: dict[int, list[int]]
    ) -> list[tuple[int, Record]]:
        ids = [*versions.get(work, ()), *self._works.get(work, ())]
        if told.work:
            ids = [id_ for id_ in ids if id_ not in self._of_named]
        found = [(id_, self._record(id_, present)) for id_ in ids]
        return [(id_, record) for id_, record in found if record]

    def _record(self, publication: int, present: Versions) -> Record | None:
        return present.get(publication) or self._waiting.get(publication)

    def _compared(self, id_: int, work: int, theirs: Record, present: Versions) -> Finding:
        self._remember_named(theirs, id_, work)
        hers = self._record(id_, present) or theirs
        found = diff.record_differences(hers, theirs, None)
        if found and id_ > 0:
            made_of = same_version.made_of(hers)
            base, is_update = same_version.base(hers, theirs, made_of)
            found = diff.record_differences(hers, theirs, base, made_of, is_update=is_update)
        is_changed = any(one["is_news"] for one in found)
        return Finding(
            ItemState.CHANGED if is_changed else ItemState.SAME,
            Decision.JOIN if is_changed else Decision.SKIP,
            work_id=work if work > 0 else None,
            publication_id=id_ if id_ > 0 else None,
            leader=-1 - id_ if id_ < 0 else None,
            differences=found,
            fields=diff.taken_by_default(found) if is_changed else [],
        )


def _same(choice: list[tuple[int, Record]], record: Record) -> int | None:
    same = same_version.find_version(choice, record)
    if same is not None:
        return same
    # Edited by hand, a version may read otherwise than the entries that it was made of.
    former = ((id_, one) for id_, hers in choice for one in same_version.made_of(hers))
    return same_version.find_version(former, record)


def _version(work: int) -> Finding:
    work_id, _, leader = _whose(work)
    return Finding(ItemState.VERSION, Decision.JOIN, work_id=work_id, leader=leader)


def _whose(work: int) -> tuple[int | None, None, int | None]:
    return (work, None, None) if work > 0 else (None, None, -1 - work)


# The record of a version; None for one that can't be read.
RecordOf = Callable[[int], Record | None]


def numbered_versions(
    told: IdentifiedEntry, known: WorkIndex, record_of: RecordOf
) -> Iterator[VersionRef]:
    """Yield the versions that share a number with an entry and may be of its work."""
    for version in known.by_number(told.record, told.related):
        other = record_of(version.publication)
        # Papers that carry the number of their proceedings are not one paper.
        if other is None or same_version.may_be_one(other, told.record):
            yield version


def titled_versions(record: Record, known: WorkIndex, record_of: RecordOf) -> Iterator[VersionRef]:
    """Yield the versions that share their title and an author with a record."""
    authors = same_version.author_keys(record)
    for version in known.by_title(record):
        other = record_of(version.publication)
        if other is not None and not authors.isdisjoint(same_version.author_keys(other)):
            yield version


class PendingRecords:
    """Records by number, packed; what they were made of is not kept."""

    def __init__(self) -> None:
        self._packed: dict[int, bytes] = {}

    def put(self, number: int, record: Record) -> None:
        """Keep a record."""
        content = msgspec.msgpack.encode(structs.replace(record, source=None))
        self._packed[number] = zlib.compress(content, 1)

    def get(self, number: int) -> Record | None:
        """Return a record, or None."""
        packed = self._packed.get(number)
        return msgspec.msgpack.decode(zlib.decompress(packed), type=Record) if packed else None
