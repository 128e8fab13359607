"""Two at once: which fields of a form somebody else saved meanwhile, with both texts."""

from app.forms.base import OwnersForm
from app.services import conflicts, history, revisions
from app.services.conflicts import Values
from app.views.subjects import Conflict, Subject


def fields(subject: Subject, form: OwnersForm, present: Values) -> list[Conflict]:
    """Return the fields that differ from what was saved since the form was opened."""
    if form.version.data == str(revisions.version(*subject.records())):
        return []
    mine = form.values()
    touched = conflicts.changed(form.seen.data or "", mine)
    meanwhile = conflicts.changed(form.seen.data or "", present)
    return [
        Conflict(
            name=field.short_name,
            label=field.label.text,
            mine=history.in_words(mine[field.short_name]),
            theirs=history.in_words(present[field.short_name]),
            take_theirs=field.short_name not in touched,
        )
        for field in form.visible()
        if field.short_name in meanwhile and mine[field.short_name] != present[field.short_name]
    ]
