"""Classify entries against the site: new, changed, the same, another version, or similar."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from msgspec import structs

from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Record
from app.database.transactions import reading
from app.models import Decision, ItemState
from app.services.declined.index import DeclinedIndex
from app.services.editing.files import attached
from app.services.importing.matching import diff, same_version
from app.services.importing.matching.declined import DeclinedEntries
from app.services.importing.matching.finding import Finding
from app.services.importing.matching.index import VersionRef, WorkIndex
from app.services.importing.matching.pending import PendingRecords
from app.services.importing.matching.same_version import Versions, Within
from app.services.importing.matching.same_work import (
    IdentifiedEntry,
    works_by_identifier,
    works_by_title,
)
from app.services.importing.matching.similar import SimilarityIndex


class Classifier:
    """Classifies entries chunk by chunk, remembering those of the file that are not written yet.

    Without `declined`, entries that were declined before are classified as any others.
    """

    def __init__(
        self,
        known: WorkIndex,
        similar_works: SimilarityIndex | None,
        within: Within = reading,
        declined: DeclinedIndex | None = None,
    ) -> None:
        self._index = known
        self._declined = DeclinedEntries(declined or DeclinedIndex())
        self._similar = similar_works
        self._within = within
        self._pending = PendingRecords()
        self._works: dict[int, list[int]] = {}
        self._matched: set[int] = set()
        # Earlier entries that turned out to be versions of other works, by position.
        self.moved: dict[int, Finding] = {}
        self._merged: dict[int, int] = {}
        # The entries that name their work, by the version that they match.
        self._named_entries: dict[int, set[int]] = {}

    def of(self, entries: Sequence[tuple[int, ParsedEntry]]) -> list[Finding]:
        """Return the findings for entries, given with their positions."""
        identified = [
            IdentifiedEntry(n, e.record, same_version.related_identifiers(e))
            for n, e in entries
            if e.record
        ]
        candidates = [
            ref for one in identified for ref in self._index.candidates(one.record, one.related)
        ]
        works = {work for ref in candidates if (work := self._work_of(ref.work)) > 0}
        works |= {self._index.slugs.get(one.record.work or "", 0) for one in identified}
        present, versions = same_version.existing_versions(works, self._within)
        findings = {
            one.position: self._declined.mark(one, self._classify(one, present, versions))
            for one in identified
        }
        unreadable = Finding(ItemState.UNREADABLE, Decision.SKIP)
        return [findings.get(position, unreadable) for position, _ in entries]

    def _classify(
        self, entry: IdentifiedEntry, present: Versions, versions: dict[int, list[int]]
    ) -> Finding:
        if imported := self._imported_version(entry.record, present):
            work = self._work_of(imported.work)
            finding = self._compare(imported.publication, work, entry.record, present)
            return replace(finding, is_reimport=True)
        works = self._matching_works(entry, present)
        if not works:
            return self._add_pending(entry, self._new(entry))
        # Of several works, as after a split, prefer the one that has this very version.
        for work in works:
            same = _same(
                self._candidate_versions(work, entry.record, present, versions), entry.record
            )
            if same is not None:
                return self._compare(same, work, entry.record, present)
        return self._add_pending(entry, _version(works[0]), works[0])

    def _imported_version(self, record: Record, present: Versions) -> VersionRef | None:
        """Return the version imported from this exact entry, each version once, or None."""
        made = [
            p
            for p in self._imported_versions(record)
            if p.publication in present or p.publication < 0
        ]
        found = next((ref for ref in made if ref.publication not in self._matched), None)
        if found and found.publication > 0 and len(made) > 1:
            self._matched.add(found.publication)
        return found or next(iter(made), None)

    def _imported_versions(self, record: Record) -> list[VersionRef]:
        """Return the versions imported from a record's raw entry, the named work's first."""
        made = self._index.by_source(record)
        if not record.work:
            return made
        named = self._index.slugs.get(record.work)
        free = (ref for ref in made if self._is_available(ref.publication, record))
        return sorted(free, key=lambda ref: ref.work != named)

    def _is_available(self, publication: int, record: Record) -> bool:
        """Return whether no other entry that names its work matches this version already."""
        entries = self._named_entries.get(publication)
        return entries is None or hash(record) in entries

    def _remember_named(self, record: Record, publication: int, work: int) -> None:
        """Remember the version that an entry with a named work matches.

        Two such entries are two versions, unless they are equal.
        """
        if record.work:
            self._named_entries.setdefault(publication, set()).add(hash(record))
            self._index.slugs.setdefault(record.work, work)

    def _matching_works(self, entry: IdentifiedEntry, present: Versions) -> list[int]:
        """Return the works that an entry matches by name, else by identifiers, else by title."""
        if slug := entry.record.work:
            return [self._index.slugs[slug]] if slug in self._index.slugs else []
        record_of = partial(self._record, present=present)
        numbered = works_by_identifier(entry, self._index, record_of, self._work_of)
        titled = works_by_title(entry.record, self._index, record_of, self._work_of)
        return self._merge_pending(numbered, titled) if numbered else titled

    def _work_of(self, work: int) -> int:
        """Return the work itself, or the one that it was merged into."""
        while work in self._merged:
            work = self._merged[work]
        return work

    def _merge_pending(self, numbered: list[int], titled: list[int]) -> list[int]:
        """Merge works of the file that one entry matches, by its identifiers and by its title.

        They join the site's work among them, else the first of the file.
        """
        candidates = list(dict.fromkeys([*numbered, *titled]))
        target = next((work for work in candidates if work > 0), max(candidates))
        for work in candidates:
            record = None if work == target else self._pending.get(work)
            if record and not record.work:
                self._merged[work] = target
                self._works.setdefault(target, []).extend(self._works.pop(work, []))
                self.moved[-1 - work] = self._declined.mark_moved(-1 - work, _version(target))
        others = (work for work in numbered if work != target and work not in self._merged)
        return [target, *others]

    def _new(self, entry: IdentifiedEntry) -> Finding:
        if entry.record.work or not (found := self._nearest(entry.record)):
            return Finding(ItemState.NEW, Decision.ADD)
        work, score = found
        return Finding(ItemState.SIMILAR, Decision.ADD, *_work_ids(work), score=score)

    def _nearest(self, record: Record) -> tuple[int, int] | None:
        return self._similar.nearest(record) if self._similar else None

    def _add_pending(self, entry: IdentifiedEntry, finding: Finding, work: int = 0) -> Finding:
        """Remember an entry that will become a version."""
        own = -1 - entry.position
        self._pending.put(own, entry.record)
        self._works.setdefault(work or own, []).append(own)
        self._index.add(
            VersionRef(own, work or own, entry.record.year), entry.record, entry.related
        )
        self._remember_named(entry.record, own, work or own)
        if not work and self._similar:
            self._similar.add(own, entry.record)
        return finding

    def _candidate_versions(
        self, work: int, record: Record, present: Versions, versions: dict[int, list[int]]
    ) -> list[tuple[int, Record]]:
        ids = [*versions.get(work, ()), *self._works.get(work, ())]
        if record.work:
            ids = [id_ for id_ in ids if id_ not in self._named_entries]
        found = [(id_, self._record(id_, present)) for id_ in ids]
        return [(id_, record) for id_, record in found if record]

    def _record(self, publication: int, present: Versions) -> Record | None:
        return present.get(publication) or self._pending.get(publication)

    def _compare(self, id_: int, work: int, incoming: Record, present: Versions) -> Finding:
        self._remember_named(incoming, id_, work)
        current = self._record(id_, present) or incoming
        incoming = self._without_own_files(current, incoming)
        found = diff.record_differences(current, incoming, None)
        if found and id_ > 0:
            made_of = same_version.imported_entries(current)
            base, is_update = same_version.base(current, incoming, made_of)
            found = diff.record_differences(current, incoming, base, made_of, is_update=is_update)
        is_changed = any(one.changed_upstream for one in found)
        return Finding(
            ItemState.CHANGED if is_changed else ItemState.SAME,
            Decision.JOIN if is_changed else Decision.SKIP,
            work_id=work if work > 0 else None,
            publication_id=id_ if id_ > 0 else None,
            duplicate_of=-1 - id_ if id_ < 0 else None,
            differences=found,
            fields=diff.taken_by_default(found) if is_changed else [],
        )

    def _without_own_files(self, current: Record, incoming: Record) -> Record:
        """Return an entry without links to files that the work has on this site."""
        if not any(attached.OWN_FILE.fullmatch(link.url) for link in incoming.links):
            return incoming
        with self._within():
            links = [x for x in incoming.links if not attached.is_own_file(x.url, current.work)]
        return structs.replace(incoming, links=tuple(links))


def _same(candidates: list[tuple[int, Record]], record: Record) -> int | None:
    same = same_version.find_version(candidates, record)
    if same is not None:
        return same
    # A version that was edited may differ from the entries it was imported from.
    former = (
        (id_, one) for id_, current in candidates for one in same_version.imported_entries(current)
    )
    return same_version.find_version(former, record)


def _version(work: int) -> Finding:
    work_id, _, duplicate_of = _work_ids(work)
    return Finding(ItemState.VERSION, Decision.JOIN, work_id=work_id, duplicate_of=duplicate_of)


def _work_ids(work: int) -> tuple[int | None, None, int | None]:
    return (work, None, None) if work > 0 else (None, None, -1 - work)
