"""Splitting: a version becomes a work of its own."""

from sqlalchemy import update

from app.database import db
from app.models import Action, Noun, Publication, Work, now
from app.services import revisions, slugs, versions, work_claims
from app.services.editors import Editor


def split(slug: str, version: int, editor: Editor, form_key: str | None) -> int | None:
    """Make a version a work of its own; return the revision's id.

    Raises NoSuchRecordError, and OnlyVersionError for a work's only one.
    """
    with revisions.recording(editor, Action.SPLIT, "Split", form_key=form_key) as record:
        work = versions.work_at(slug)
        leaving = versions.one_of_several(work, version)
        name, title = versions.label(leaving), work.publications[0].title_text
        record.title = f"Split “{name}” off “{title}”"
        record.watch(Noun.WORK, work.id)
        own = _own_work(work, leaving)
        record.made(Noun.WORK, own.id)
        work.updated_at = now()
        moved = update(Publication).where(Publication.id == leaving.id)
        db.session.execute(moved.values(work_id=own.id, position=0))
        db.session.expire_all()
        versions.arrange(work)
        versions.date(own)
    return record.revision.id if record.revision else None


def _own_work(work: Work, leaving: Publication) -> Work:
    slug = slugs.make(leaving.title_text, work_claims.taken(), "work")
    own = Work(slug=slug, state=work.state, topics=list(work.topics))
    db.session.add(own)
    db.session.flush()
    return own
