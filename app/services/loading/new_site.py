"""From the sample to a site of one's own."""

from sqlalchemy import func, select

from app.database import db
from app.models import Action, Revision
from app.services.actor import Actor
from app.services.catalog import profile as catalog_profile
from app.services.editing import profile as editing_profile
from app.services.history import recording
from app.services.loading import document

SAMPLE = "Loaded the sample profile"


def is_offered() -> bool:
    """Tell whether the site still is the sample as it came, or has no profile yet."""
    if catalog_profile.owner_name() is None:
        return True
    count, title = db.session.execute(select(func.count(), func.min(Revision.title))).one()
    return count == 1 and title == SAMPLE


def start(name: str, editor: Actor, form_key: str | None) -> int | None:
    """Begin where that is offered; return the revision's id, None for a site of one's own."""
    return start_over(name, editor, form_key) if is_offered() else None


def start_over(name: str, editor: Actor, form_key: str | None) -> int | None:
    """Take all away but a profile of this name; return the revision's id, which brings it back."""
    title = f"Started a site of {name}"
    with recording.recording(editor, Action.DELETE, title, form_key=form_key) as record:
        record.watch_everything()
        document.clear_site()
        person = editing_profile.watched_profile(name, record).person
        editing_profile.rename(person, {"name": name, "other_names": ""})
    return record.revision.id if record.revision else None
