"""The forms of sections and of their dated entries."""

from typing import Any

from werkzeug.urls import iri_to_uri
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from app.bibliography.document.sections import Placement, SectionKind
from app.forms import fields
from app.forms.base import EditForm, line
from app.forms.fields import Choice, Line, Required, Text
from app.forms.person import Day, parse_date
from app.forms.translated import TranslatedForm, language_of_text, refuse_known_name
from app.services.catalog import biography
from app.services.catalog.translations import tables
from app.services.editing.sections import entries, sections
from app.services.history import timeline
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext, translated

NAME_LIMIT = 100


class SectionForm(TranslatedForm):
    translated = ("name",)
    name = Line(
        lazy_gettext("Name"),
        Required(lazy_gettext("A section needs a name.")),
        limit=NAME_LIMIT,
        autocomplete="off",
    )

    def validate_name(self, field: StringField) -> None:
        """Refuse the name of another section."""
        own = field.object_data or ""
        if language := language_of_text(field.short_name):
            refuse_known_name(tables.SECTION, language, field.data or "", own)
            return
        if field.data != own:
            _refuse_known(field.data or "", self, own)


class TalksForm(SectionForm):
    lists_talks = BooleanField(
        lazy_gettext("List the talks among the works"),
        description=lazy_gettext(
            "Works with a version of the type “Talk or poster” are listed here by"
            " themselves, unless an entry belongs to them."
        ),
    )


def _kinds() -> list[tuple[str, str]]:
    usual = (kind for kind in SectionKind if kind is not SectionKind.CUSTOM)
    return [
        *((kind.value, translated(kind.label)) for kind in usual),
        (SectionKind.CUSTOM.value, _("Another one, with a name of your own")),
    ]


class NewSectionForm(TranslatedForm):
    translated = ("name",)
    kind = Choice(lazy_gettext("Kind"), _kinds)
    name = Line(
        lazy_gettext("Name"),
        limit=NAME_LIMIT,
        hint=lazy_gettext("Leave empty for the usual name of its kind."),
        autocomplete="off",
    )

    def validate_name(self, field: StringField) -> None:
        """Require a name of one's own where there is no usual one; refuse that of another."""
        if language := language_of_text(field.short_name):
            refuse_known_name(tables.SECTION, language, field.data or "", "")
            return
        kind = SectionKind(self.kind.data) if self.kind.data in set(SectionKind) else None
        if kind is SectionKind.CUSTOM and not field.data:
            raise ValidationError(_("Enter the name of this section."))
        _refuse_known(field.data or (kind.label if kind else ""), self)


def _refuse_known(name: str, form: EditForm, own: str = "") -> None:
    # Sent twice, the form would find the section that it added itself.
    known = sections.section_named(name, other_than=own)
    if known and not timeline.done_by(form.sending):
        raise ValidationError(
            _("There is already a section “%(name)s”. Choose another name.", name=known.name)
        )


class EntryForm(TranslatedForm):
    translated = ("what", "where", "note")

    what = Line(
        lazy_gettext("What"),
        Required(lazy_gettext("Enter what it is.")),
        limit=500,
        autocomplete="off",
    )
    where = Line(
        lazy_gettext("Where"),
        limit=300,
        autocomplete="off",
        hint=lazy_gettext("An institution, an event, a place."),
    )
    started_on = Day(lazy_gettext("From"))
    ended_on = Day(
        lazy_gettext("Until"),
        lazy_gettext("Leave empty while it lasts. For a single date, enter it twice."),
    )
    note = Text(
        lazy_gettext("Note"),
        rows=4,
        limit=10_000,
        hint=lazy_gettext("Markdown: *emphasis*, [a link](https://…)."),
    )
    url = Line(
        lazy_gettext("Web address"),
        type="url",
        inputmode="url",
        autocomplete="off",
        placeholder="https://…",
    )
    work = Line(
        lazy_gettext("Work"),
        limit=600,
        autocomplete="off",
        hint=lazy_gettext("The title of the work that it belongs to."),
    )
    placement = Choice(
        lazy_gettext("Shown"), lambda: [(one.value, translated(one.label)) for one in Placement]
    )

    def validate_url(self, field: StringField) -> None:
        """Complete the address; refuse one that a browser can't open."""
        if field.data:
            field.data = fields.complete_url(field.data)
            fields.check_url(field.data)

    def validate_started_on(self, field: StringField) -> None:
        """Normalise the date; refuse an invalid one."""
        field.data = _date(field.data)

    def validate_ended_on(self, field: StringField) -> None:
        """Normalise the date; refuse an invalid one and an end before the start."""
        field.data = end = _date(field.data)
        try:
            start = _date(self.started_on.data)
        except ValidationError:
            return  # reported at the start date
        if start and end and end < start[: len(end)]:
            raise ValidationError(_("The end is before the start."))

    def validate_work(self, field: StringField) -> None:
        """Refuse what is not the title of one work."""
        if not field.data or field.data == field.object_data:
            return
        found = entries.works_named(field.data)
        if not found:
            raise ValidationError(_("No work has this title. Type its first words and choose it."))
        if len(found) > 1:
            raise ValidationError(
                _("Several works have this title. Enter the address of the page.")
            )

    def validate_note(self, field: TextAreaField) -> None:
        """Render the text, which is remembered, before saving it takes the write lock."""
        field.data = field.data if line(field.data) else ""
        if not field.errors:
            biography.to_html(field.data or "")

    def values(self) -> dict[str, Any]:
        """The values with the web address as browsers send it."""
        values = super().values()
        return values | {"url": iri_to_uri(values["url"] or "")}


def SectionChoice() -> SelectField:  # noqa: N802 (used like a field class)
    """Return the field for the section of an entry."""
    return SelectField(lazy_gettext("Section"), choices=_section_choices)


def _section_choices() -> list[SelectChoice]:
    return [SelectChoice(str(one.id), one.shown_name) for one in sections.all_sections()]


class EventForm(EntryForm):
    """The form of an entry that took place at a date, such as an award or a talk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.started_on.label.text = _("Date")
        self.ended_on.description = _("Only if it lasted longer.")


class MovableEntryForm(EntryForm):
    """The form of an entry that exists."""

    section = SectionChoice()


class MovableEventForm(EventForm):
    """The same of one that took place at a date."""

    section = SectionChoice()


def _date(typed: str | None) -> str:
    """Return a date with two digits for month and day. Raises ValidationError."""
    parse_date(typed, last=False)
    return "-".join(part.zfill(2) for part in (typed or "").split("-")) if typed else ""
