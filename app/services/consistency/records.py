"""Records that contradict each other, though each is valid by itself."""

import hashlib
from collections.abc import Iterable
from functools import partial

from sqlalchemy import Delete, Select, delete, func, or_, select

from app.database import db
from app.models import (
    Image,
    PdfContent,
    Publication,
    PublicationFile,
    Topic,
    TopicSlug,
    Work,
    WorkSlug,
)
from app.services import cache
from app.services.catalog import version_order
from app.services.consistency.fault import Fault
from app.services.history import stored_content

LOST_PORTRAIT = "The photograph's file is missing: upload it again"
VERSIONS = select(Work.id, Work.slug).outerjoin(Work.publications).group_by(Work.id)
WITHOUT_VERSION = VERSIONS.having(func.count(Publication.id) == 0)
GAPS = VERSIONS.having(
    or_(
        func.min(Publication.position) > 0,
        func.max(Publication.position) >= func.count(Publication.id),
    )
)
SHOWN = select(
    Work.id,
    Work.slug,
    Work.listed_on,
    Publication.year,
    Publication.month,
    Publication.day,
    Publication.status,
).join(Publication, (Publication.work_id == Work.id) & (Publication.position == 0))

SAME_FILE_NAME = (
    select(Work.slug, PublicationFile.name)
    .join(Publication, Publication.work_id == Work.id)
    .join(PublicationFile, PublicationFile.publication_id == Publication.id)
    .group_by(Work.slug, PublicationFile.name)
    .having(func.count() > 1)
)


def check_records() -> list[Fault]:
    """Return what is wrong with works, addresses, images and PDFs."""
    return [*_check_works(), *_check_addresses(), *_check_file_names(), *_check_content()]


def _check_works() -> Iterable[Fault]:
    for _, slug in db.session.execute(WITHOUT_VERSION):
        yield Fault(f"The work {slug} has no version, so its page fails")
    for id_, slug in db.session.execute(GAPS):
        yield Fault(f"The versions of {slug} are not numbered from 0", partial(_number, id_))
    for row in db.session.execute(SHOWN):
        if row.listed_on != version_order.listed_on(row.year, row.month, row.day, row.status):
            message = f"The work {row.slug} is listed by another date than its own"
            yield Fault(message, partial(_date, row.id))


def _check_addresses() -> Iterable[Fault]:
    for kind, now, former in (("work", Work.slug, WorkSlug), ("topic", Topic.slug, TopicSlug)):
        hidden: Select[str] = select(former.slug).where(former.slug.in_(select(now)))
        for slug in db.session.scalars(hidden):
            message = f"The former address {slug} is the present one of a {kind}"
            yield Fault(message, partial(_delete, delete(former).where(former.slug == slug)))


def _check_file_names() -> Iterable[Fault]:
    for slug, name in db.session.execute(SAME_FILE_NAME):
        yield Fault(f"Two PDFs of {slug} are named {name}.pdf: rename one")


def _check_content() -> Iterable[Fault]:
    images, pdfs = _stored(Image), _stored(PdfContent)
    if stored_content.current_portrait_hashes() - images:
        yield Fault(LOST_PORTRAIT)
    yield from _check_stored(Image, "image", images, stored_content.portrait_hashes())
    yield from _check_stored(PdfContent, "PDF", pdfs, stored_content.pdf_hashes())


def _stored(model: type[Image | PdfContent]) -> set[str]:
    return set(db.session.scalars(select(model.hash)))


def _check_stored(
    model: type[Image | PdfContent], kind: str, stored: set[str], used: set[str]
) -> Iterable[Fault]:
    for hash_ in sorted(stored - used):
        unused = delete(model).where(model.hash == hash_)
        yield Fault(f"Nothing uses the {kind} {hash_[:12]}…", partial(_delete, unused))
    for hash_ in sorted(stored):
        content = db.session.scalar(select(model.content).where(model.hash == hash_)) or b""
        if hashlib.sha256(content).hexdigest() != hash_:
            yield Fault(f"The {kind} {hash_[:12]}… has another content than was stored")


def _number(work_id: int) -> None:
    work = db.session.get_one(Work, work_id)
    version_order.set_positions(work, work.publications)
    version_order.set_list_date(work)
    cache.commit()


def _date(work_id: int) -> None:
    version_order.set_list_date(db.session.get_one(Work, work_id))
    cache.commit()


def _delete(statement: Delete) -> None:
    db.session.execute(statement)
    cache.commit()
