"""The records of a profile document: joined to works, old and new."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.bibliography import matching
from app.bibliography.document import Document
from app.bibliography.latex import to_text
from app.bibliography.matching import Key
from app.bibliography.record import Record
from app.database import db
from app.models import Publication, Topic, Work, WorkSlug
from app.services import slugs, topics
from app.services.publications import Publications


@dataclass
class Present:
    """What the site holds already, looked up by what certainly names a work."""

    works: dict[Key, Work] = field(default_factory=dict)
    sources: Counter[str] = field(default_factory=Counter)
    slugs: set[str] = field(default_factory=set)


def apply(document: Document, owner_id: int) -> tuple[int, int, int, int]:
    """Add the records that are new; return (works, added, completed, kept).

    `works` the records make, `added` of them are new, `completed` gave the site a field that it
    lacked, `kept` differ from what the site has, which stays as it is.
    """
    present = _present()
    groups = matching.groups(document.publications)
    by_use = topics.by_use(dict.fromkeys(t for r in group for t in r.topics) for group in groups)
    known = topics.ensure([*document.topics, *by_use])
    publications = Publications(owner_id)
    added = completed = kept = 0
    for group in groups:
        fresh = [record for record in group if not _is_here(record, present)]
        work = _work_of(group, present)
        again = [(r, p) for r in fresh if work and (p := publications.same(work, r))]
        results = [publications.complete(publication, record) for record, publication in again]
        completed += sum(results)
        kept += len(results) - sum(results)
        rest = [r for r in fresh if not any(r is record for record, _ in again)]
        added += len(rest)
        if rest:
            _add(work or _new_work(rest, present), rest, known, publications)
    return len(groups), added, completed, kept


def _present() -> Present:
    present = Present(slugs=set(db.session.scalars(select(WorkSlug.slug))))
    load = selectinload(Work.publications).selectinload(Publication.authorships)
    for work in db.session.scalars(select(Work).options(load)):
        present.slugs.add(work.slug)
        present.works.setdefault(("work", work.slug), work)
        for publication in work.publications:
            present.sources[publication.source or ""] += 1
            for key in _keys(publication):
                present.works.setdefault(key, work)
    return present


def _keys(publication: Publication) -> set[Key]:
    authors = [authorship.name_as_published for authorship in publication.authorships]
    return matching.identity_keys(publication.title, authors, publication.doi, publication.arxiv_id)


def _is_here(record: Record, present: Present) -> bool:
    here = present.sources[record.source or ""] > 0
    present.sources[record.source or ""] -= here
    return here


def _work_of(group: list[Record], present: Present) -> Work | None:
    keys = [key for record in group for key in sorted(matching.keys(record), key=str)]
    return next((present.works[key] for key in keys if key in present.works), None)


def _new_work(records: list[Record], present: Present) -> Work:
    shown = matching.shown_first(records)[0]
    work = Work(slug=slugs.make(shown.work or to_text(shown.title), present.slugs, "work"))
    present.slugs.add(work.slug)
    db.session.add(work)
    return work


def _add(
    work: Work, records: list[Record], known: dict[str, Topic], publications: Publications
) -> None:
    for record in matching.shown_first(records):
        work.publications.append(publications.make(record, len(work.publications)))
        for name in dict.fromkeys(record.topics):
            if known[name] not in work.topics:
                work.topics.append(known[name])
    shown = work.publications[0]
    work.listed_on = (shown.year or 0) * 10_000 + (shown.month or 0) * 100 + (shown.day or 0)
