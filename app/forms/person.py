"""The form of a student or collaborator."""

import re
from calendar import monthrange
from datetime import date
from typing import Any

from werkzeug.urls import iri_to_uri
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from app.bibliography.names import names
from app.forms import fields
from app.forms.fields import Line
from app.forms.rows import Column, Rows, RowWords
from app.forms.translated import TranslatedForm
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext

DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
SUPERVISOR_COLUMNS = (
    Column("name", lazy_gettext("Name"), limit=200, list="known-people"),
    Column(
        "role",
        lazy_gettext("Role"),
        "choice",
        (
            ("principal", lazy_gettext("Principal supervisor")),
            ("co", lazy_gettext("Co-supervisor")),
        ),
    ),
)
SUPERVISOR_WORDS = RowWords(
    lazy_gettext("Add a supervisor"),
    lazy_gettext("supervisor %(number)s"),
    lazy_gettext("At most %(limit)s supervisors."),
    lazy_gettext("At most %(limit)s supervisors; there are %(number)s."),
)
DATE_FORMATS = lazy_gettext("2024, 2024-09 or 2024-09-30.")


def Day(label: str, hint: str = DATE_FORMATS) -> StringField:  # noqa: N802
    """Return a field for a date whose day and month are optional."""
    return Line(label, limit=20, hint=hint, autocomplete="off")


class PersonForm(TranslatedForm):
    translated = ("level", "institution", "project", "next_position")

    name = Line(lazy_gettext("Name"), limit=200, autocomplete="off")
    is_unnamed = BooleanField(
        lazy_gettext("Don't publish the name"),
        description=lazy_gettext(
            "The page then says “Name not published”. The name and web address are deleted;"
            " they remain only in the private history."
        ),
    )
    url = Line(
        lazy_gettext("Web address"),
        type="url",
        inputmode="url",
        autocomplete="off",
        placeholder="https://…",
    )
    level = Line(lazy_gettext("Level"), limit=100, list="known-levels", autocomplete="off")
    institution = Line(lazy_gettext("Institution"), limit=300, autocomplete="off")
    supervisors = Rows(
        lazy_gettext("Supervisors"), SUPERVISOR_COLUMNS, limit=20, words=SUPERVISOR_WORDS
    )
    started_on = Day(lazy_gettext("From"))
    ended_on = Day(
        lazy_gettext("Until"), lazy_gettext("Same format. From this date, listed under Alumni.")
    )
    project = Line(lazy_gettext("Project"), limit=500)
    next_position = Line(
        lazy_gettext("Next position"), limit=300, hint=lazy_gettext("Shown as “Now …”.")
    )

    def validate_name(self, field: StringField) -> None:
        """Require a name unless it is not published."""
        if not field.data and not self.is_unnamed.data:
            raise ValidationError(_("Enter a name or tick “Don't publish the name”."))

    def validate_url(self, field: StringField) -> None:
        """Complete the address; refuse one that a browser can't open."""
        if field.data:
            field.data = fields.complete_url(field.data)
            fields.check_url(field.data)

    def validate_supervisors(self, field: Rows) -> None:
        """Refuse duplicate names."""
        folded = [names.fold(row["name"]) or row["name"] for row in field.data]
        for index, row in enumerate(field.data):
            with field.row_errors(index, "name"):
                if folded[index] in folded[:index]:
                    raise ValidationError(_("%(name)s is listed twice.", name=row["name"]))

    def validate_started_on(self, field: StringField) -> None:
        """Refuse invalid dates."""
        parse_date(field.data, last=False)

    def validate_ended_on(self, field: StringField) -> None:
        """Refuse invalid dates and an end before the start."""
        end = parse_date(field.data, last=True)
        try:
            start = parse_date(self.started_on.data, last=False)
        except ValidationError:
            return  # reported at the start date
        if start and end and end < start:
            raise ValidationError(_("The end is before the start."))

    def values(self) -> dict[str, Any]:
        """The values with complete dates, and without name and web address if unpublished."""
        values = super().values()
        start, end = (
            parse_date(values["started_on"], last=False),
            parse_date(values["ended_on"], last=True),
        )
        is_named = not values["is_unnamed"]
        return values | {
            "name": _given_name_first(values["name"]) if is_named else "",
            "url": iri_to_uri(values["url"]) if is_named else "",
            "started_on": start.isoformat() if start else "",
            "ended_on": end.isoformat() if end else "",
        }


def parse_date(typed: str | None, *, last: bool) -> date | None:
    """Parse a date; a missing month or day is the last possible one if `last`, else the first.

    Raises ValidationError for invalid dates.
    """
    if not typed:
        return None
    found = DATE.fullmatch(typed)
    if not found:
        raise ValidationError(_("Enter a date such as 2024, 2024-09 or 2024-09-30."))
    try:
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        return date(year, month, int(found[3] or (monthrange(year, month)[1] if last else 1)))
    except ValueError:
        raise ValidationError(_("This date does not exist.")) from None


def _given_name_first(name: str) -> str:
    """Return "Kim Li" for "Li, Kim"."""
    return " ".join(filter(None, names.parse(name))) if "," in name else name
