"""The whole site as a profile document: loaded into an empty site, it gives the same again."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec
from msgspec import structs
from sqlalchemy import select, true

from app.bibliography.document.reader import DescribedTopic, DescribedWork, Document
from app.bibliography.record import Author, Record, VenueKind, default_kind
from app.database import db
from app.models import Topic, Work, WorkSlug, WorkState
from app.services.catalog import owner as catalog_owner
from app.services.catalog import records, slugs
from app.services.catalog.owner import Owner
from app.services.catalog.records import Exported
from app.services.exporting import export_profile


def document(*, drafts: bool = False, portrait: str | None = None) -> Document | None:
    """Return the site, None where it has no profile; `portrait` is the name of its picture."""
    owner = catalog_owner.owner()
    if owner is None:
        return None
    works = true() if drafts else Work.state == WorkState.PUBLISHED
    found = records.read(works, Work.id)
    return Document(
        vitae=1,
        profile=export_profile.profile(portrait),
        people=export_profile.people(owner),
        topics=tuple(_topics()),
        works=tuple(_works(drafts)),
        publications=tuple(_record(one, owner) for one in found),
    )


def content(whole: Document) -> bytes:
    """Return a document as a file's bytes, readable by people too."""
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _topics() -> Iterator[DescribedTopic | str]:
    taken: set[str] = set()
    order = (Topic.position, Topic.name)
    for name, slug in db.session.execute(select(Topic.name, Topic.slug).order_by(*order)):
        yield name if slugs.make(name, taken, "topic") == slug else DescribedTopic(name, slug)
        taken.add(slug)


def _works(drafts: bool) -> Iterator[DescribedWork]:
    former = defaultdict(list)
    for slug, work_id in db.session.execute(
        select(WorkSlug.slug, WorkSlug.work_id).order_by(WorkSlug.slug)
    ):
        former[work_id].append(slug)
    columns = Work.id, Work.slug, Work.state, Work.featured_position, Work.is_arranged
    for id_, slug, state, featured, arranged in db.session.execute(
        select(*columns).order_by(Work.id)
    ):
        if state is WorkState.DRAFT and not drafts:
            continue
        described = DescribedWork(
            work=slug, state=state.value, featured=featured, arranged=arranged,
            former=tuple(former[id_]),
        )  # fmt: skip
        # Most works need no more than their records say.
        if described != DescribedWork(work=slug):
            yield described


def _record(one: Exported, owner: Owner) -> Record:
    record = structs.replace(
        one.record,
        authors=_authors(one, owner),
        venue_kind=one.record.venue_kind or _usual_kind(one.record),
    )
    # A record that came without a raw entry was kept itself: it need not be said twice.
    bare = structs.replace(record, source=None)
    own = msgspec.json.encode(bare, order="sorted").decode()
    return bare if record.source == own else record


def _usual_kind(record: Record) -> VenueKind | None:
    return default_kind(record.type) if record.venue else None


def _authors(one: Exported, owner: Owner) -> tuple[Author | str, ...]:
    """Return the authors, the owner marked where her names would not tell her, or tell wrongly."""
    authors = list(one.record.authors)
    printed = [author.name for author in one.record.people]
    actual: list[int | None] = [at for at, who in enumerate(one.people) if who == owner.id]
    if [owner.position(printed)] == (actual or [None]):
        return tuple(authors)
    for at, who in enumerate(one.people):
        if who == owner.id:
            authors[at] = structs.replace(one.record.people[at], owner=True)
    while not actual and (mistaken := owner.position(printed)) is not None:
        authors[mistaken] = structs.replace(one.record.people[mistaken], owner=False)
        printed[mistaken] = ""
    return tuple(authors)
