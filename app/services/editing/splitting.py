"""Splitting: a version becomes a work of its own; what was joined, the work that it was."""

from sqlalchemy import update

from app.database import db
from app.models import Action, Noun, Publication, Work, now
from app.services.catalog import slugs, version_order
from app.services.editing import former_works, uniqueness
from app.services.editors import Editor
from app.services.history import recording


def split(slug: str, version: int, editor: Editor, form_key: str | None) -> int | None:
    """Make a version a work of its own; return the revision's id.

    Where it came by joining, it goes back to the work that it was joined from, which has again
    the address, topics and state that it had.

    Raises NoSuchRecordError, and OnlyVersionError for a work's only one.
    """
    with recording.recording(editor, Action.SPLIT, "Split", form_key=form_key) as record:
        work = version_order.work_at(slug)
        leaving = version_order.one_of_several(work, version)
        name, title = version_order.label(leaving), work.publications[0].title_text
        record.title = f"Split “{name}” off “{title}”"
        former = former_works.of(work, version)
        record.watch(Noun.WORK, work.id, *([former.id] if former else []))
        own = former_works.bring_back(former, work, leaving) if former else _own(work, leaving)
        record.made(Noun.WORK, own.id)
        work.updated_at = own.updated_at = now()
        _move(leaving, own)
        if former:
            former_works.settle(former, work, own)
        version_order.arrange(work)
        version_order.date(own)
    return record.revision.id if record.revision else None


def _own(work: Work, leaving: Publication) -> Work:
    slug = slugs.make(leaving.title_text, uniqueness.taken(), "work")
    own = Work(slug=slug, state=work.state, topics=list(work.topics))
    db.session.add(own)
    db.session.flush()
    return own


def _move(leaving: Publication, own: Work) -> None:
    last = max((publication.position for publication in own.publications), default=-1)
    moved = update(Publication).where(Publication.id == leaving.id)
    db.session.execute(moved.values(work_id=own.id, position=last + 1))
    db.session.expire_all()
