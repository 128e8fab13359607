"""The portrait, shown or taken away."""

from collections.abc import Iterable

from app.services.editing import portrait, profile
from app.services.editing.portrait import Square
from app.services.editors import Editor


def save(squares: Iterable[Square], editor: Editor, form_key: str | None) -> int | None:
    """Show these squares as the portrait, or drawn initials where there are none."""
    with profile.recording(editor, "Changed the photograph", form_key) as record:
        profile.opened("", record).portrait = portrait.keep(squares)
    return record.revision.id if record.revision else None
