"""Start one's own site in place of the sample."""

from sqlalchemy import func, select

from app.bibliography.messages import message
from app.database import db
from app.models import Action, Revision
from app.services.actor import Actor
from app.services.catalog import owner
from app.services.editing import profile as editing_profile
from app.services.history import recording as history_recording
from app.services.loading import document

SAMPLE = message("Loaded the sample profile")


def is_offered() -> bool:
    """Return whether the site is the unchanged sample, or has no profile yet."""
    if owner.owner_name() is None:
        return True
    count, title = db.session.execute(select(func.count(), func.min(Revision.title))).one()
    return count == 1 and title == SAMPLE


def start(name: str, editor: Actor, form_key: str | None) -> int | None:
    """Start over if that is offered; return the revision's id, or None if it isn't."""
    return start_over(name, editor, form_key) if is_offered() else None


def start_over(name: str, editor: Actor, form_key: str | None) -> int | None:
    """Replace all content by a profile with this name; return the id of the undoable revision."""
    title = message("Started %(name)s's site", name=name)
    with history_recording.recording(editor, Action.DELETE, title, form_key=form_key) as recording:
        recording.watch_everything()
        document.clear_site()
        person = editing_profile.watched_profile(name, recording).person
        editing_profile.rename(person, {"name": name, "other_names": ""})
    return recording.revision_id
