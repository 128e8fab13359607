"""Featured works: starred, and put in order."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.bibliography.messages import message
from app.database import db
from app.models import Action, Noun, Publication, Work, WorkState
from app.services.actor import Actor
from app.services.catalog import version_order
from app.services.catalog.works import FEATURED_ORDER, IS_FEATURED
from app.services.editing import ordering
from app.services.history import recording as history_recording


@dataclass(frozen=True)
class FeaturedWork:
    """A featured work, and whether it is first or last. The title is safe HTML."""

    id: int
    slug: str
    title_html: str
    title_text: str
    year: int | None
    is_draft: bool
    is_first: bool
    is_last: bool


def featured_works() -> list[FeaturedWork]:
    """Return the featured works in their order."""
    shown = Publication
    columns = Work.id, Work.slug, shown.title_html, shown.title_text, shown.year, Work.state
    query = select(*columns).join(shown, (shown.work_id == Work.id) & (shown.position == 0))
    rows = db.session.execute(query.where(IS_FEATURED).order_by(*FEATURED_ORDER)).all()
    last = len(rows) - 1
    return [
        FeaturedWork(
            id=row.id,
            slug=row.slug,
            title_html=row.title_html,
            title_text=row.title_text,
            year=row.year,
            is_draft=row.state is WorkState.DRAFT,
            is_first=place == 0,
            is_last=place == last,
        )
        for place, row in enumerate(rows)
    ]


def set_featured(slug: str, is_featured: bool, actor: Actor) -> int | None:
    """Feature a work as the last one, or no longer; return the revision's id, or None if it is so.

    Raises NoSuchRecordError.
    """
    with history_recording.recording(actor, Action.SAVE, "Featured") as recording:
        work = version_order.work_at(slug)
        recording.watch(Noun.WORK, work.id, whole=False)
        title = work.publications[0].title_text
        recording.title = (
            message("Featured “%(title)s”", title=title)
            if is_featured
            else message("Stopped featuring “%(title)s”", title=title)
        )
        if not is_featured:
            work.featured_position = None
        elif work.featured_position is None:
            last = db.session.scalar(select(func.max(Work.featured_position)))
            work.featured_position = 0 if last is None else last + 1
    return recording.revision_id


def move(slug: str, direction: str, actor: Actor) -> int | None:
    """Move a featured work "up" or "down" by one; return the revision's id, or None at the end.

    Raises NoSuchRecordError.
    """
    with history_recording.recording(actor, Action.SAVE, "Moved") as recording:
        work = version_order.work_at(slug)
        order = list(db.session.scalars(select(Work).where(IS_FEATURED).order_by(*FEATURED_ORDER)))
        recording.watch(Noun.WORK, *(one.id for one in order), whole=False)
        title = work.publications[0].title_text
        recording.title = (
            message("Moved “%(title)s” up", title=title)
            if direction == "up"
            else message("Moved “%(title)s” down", title=title)
        )
        if work in order and ordering.move(order, work, direction):
            for position, one in enumerate(order):
                one.featured_position = position
    return recording.revision_id
