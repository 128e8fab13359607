"""The portrait, shown or taken away."""

from collections.abc import Iterable

from app.services import editing_profile, portraits
from app.services.editors import Editor
from app.services.portraits import Square


def save(squares: Iterable[Square], editor: Editor, form_key: str | None) -> int | None:
    """Show these squares as the portrait, or drawn initials where there are none."""
    with editing_profile.recording(editor, "Changed the photograph", form_key) as record:
        editing_profile.opened("", record).portrait = portraits.keep(squares)
    return record.revision.id if record.revision else None
