"""The form that begins a site of one's own."""

from app.forms.base import OwnersForm
from app.forms.fields import Line, Required


class StartForm(OwnersForm):
    name = Line(
        "Your name",
        Required("A profile needs a name."),
        limit=200,
        hint="As it should stand at the head of the page.",
        autocomplete="name",
    )
