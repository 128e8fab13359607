"""The records of a profile document: joined to works, old and new."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.bibliography import matching
from app.bibliography.document import Document
from app.bibliography.latex import to_text
from app.bibliography.matching import Key, Known
from app.bibliography.record import Record
from app.database import db
from app.models import Publication, Work, WorkSlug
from app.services import completing, slugs, topics, versions
from app.services.publications import Publications


class Counts(NamedTuple):
    """Works that the records make; records that are new, that completed one, that differ."""

    works: int = 0
    added: int = 0
    completed: int = 0
    kept: int = 0


@dataclass
class Present:
    """What the site holds already; a version is taken once a record has been told to be it."""

    works: Known[Work] = field(default_factory=Known)
    sources: dict[str, list[Publication]] = field(default_factory=lambda: defaultdict(list))
    slugs: set[str] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)

    def is_here(self, record: Record) -> bool:
        """Tell whether a version was made of this very record, and take it."""
        if not (versions := self.sources.get(record.source or "")):
            return False
        self.taken.add(versions.pop().id)
        return True

    def work_of(self, group: list[Record]) -> Work | None:
        """Return the work that some record of the group certainly belongs to."""
        keys = ((sorted(matching.keys(record), key=str), record.year) for record in group)
        return next((work for key, year in keys if (work := self.works.find(key, year))), None)


class Loader:
    """Brings records in, one work's at a time."""

    def __init__(self, document: Document, owner_id: int) -> None:
        self.groups = matching.groups(document.publications)
        by_use = [dict.fromkeys(t for r in group for t in r.topics) for group in self.groups]
        self._topics = topics.ensure([*document.topics, *topics.by_use(by_use)])
        self._owner_id = owner_id
        self._made = Publications(owner_id)
        self._present = _present()
        # Addresses that the document chooses are not left to works that come before.
        self._present.slugs |= {record.work for record in document.publications if record.work}

    def bring(self, group: list[Record]) -> Counts:
        """Add a work's records, or complete what the site has of them."""
        fresh = [record for record in group if not self._present.is_here(record)]
        if not fresh:
            return Counts(works=1)
        work = self._present.work_of(group) or self._new_work(fresh)
        told = [self._bring_one(work, record) for record in matching.shown_first(fresh)]
        versions.arrange(work)
        return Counts(1, told.count("added"), told.count("completed"), told.count("kept"))

    def _bring_one(self, work: Work, record: Record) -> str:
        lacking = [t for t in map(self._topics.get, record.topics) if t and t not in work.topics]
        work.topics.extend(dict.fromkeys(lacking))
        free = (p for p in work.publications if p.id and p.id not in self._present.taken)
        version = completing.find(free, record)
        if version is None:
            work.publications.append(self._made.make(record, len(work.publications)))
            return "added"
        self._present.taken.add(version.id)
        filled = completing.complete(version, record, self._made, self._owner_id)
        return "completed" if filled or lacking else "kept"

    def _new_work(self, records: list[Record]) -> Work:
        shown = matching.shown_first(records)[0]
        slug = shown.work or slugs.make(to_text(shown.title), self._present.slugs, "work")
        self._present.slugs.add(slug)
        work = Work(slug=slug)
        db.session.add(work)
        return work


def apply(document: Document, owner_id: int) -> Counts:
    """Add the records that are new and complete those that are not; overwrite nothing."""
    loader = Loader(document, owner_id)
    counts = [loader.bring(group) for group in loader.groups]
    return Counts(*map(sum, zip(*counts, strict=True)))


def _present() -> Present:
    present = Present(slugs=set(db.session.scalars(select(WorkSlug.slug))))
    publications = selectinload(Work.publications)
    load = publications.selectinload(Publication.authorships), selectinload(Work.topics)
    for work in db.session.scalars(select(Work).options(*load)):
        present.slugs.add(work.slug)
        present.works.add([("work", work.slug)], None, work)
        for publication in work.publications:
            present.sources[publication.source or ""].append(publication)
            present.works.add(_keys(publication), publication.year, work)
    return present


def _keys(publication: Publication) -> set[Key]:
    authors = [authorship.name_as_published for authorship in publication.authorships]
    return matching.identity_keys(publication.title, authors, publication.doi, publication.arxiv_id)
