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
from app.forms.rows import Column, Rows
from app.forms.translated import TranslatedForm

DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
SUPERVISOR_COLUMNS = (
    Column("name", "Name", limit=200, list="known-people"),
    Column(
        "role", "Role", "choice", (("principal", "Principal supervisor"), ("co", "Co-supervisor"))
    ),
)


def Day(label: str, hint: str = "2024, 2024-09 or 2024-09-30.") -> StringField:  # noqa: N802
    """Return a field for a date whose day and month are optional."""
    return Line(label, limit=20, hint=hint, autocomplete="off")


class PersonForm(TranslatedForm):
    translated = ("level", "institution", "project", "next_position")

    name = Line("Name", limit=200, autocomplete="off")
    is_unnamed = BooleanField(
        "Don't publish the name",
        description="The page then says “Name not published”. The name and web address are deleted;"
        " they remain only in the private history.",
    )
    url = Line(
        "Web address", type="url", inputmode="url", autocomplete="off", placeholder="https://…"
    )
    level = Line("Level", limit=100, list="known-levels", autocomplete="off")
    institution = Line("Institution", limit=300, autocomplete="off")
    supervisors = Rows("Supervisors", SUPERVISOR_COLUMNS, limit=20, singular="supervisor")
    started_on = Day("From")
    ended_on = Day("Until", "Same format. From this date, listed under Alumni.")
    project = Line("Project", limit=500)
    next_position = Line("Next position", limit=300, hint="Shown as “Now …”.")

    def validate_name(self, field: StringField) -> None:
        """Require a name unless it is not published."""
        if not field.data and not self.is_unnamed.data:
            raise ValidationError("Enter a name or tick “Don't publish the name”.")

    def validate_url(self, field: StringField) -> None:
        """Complete the address; refuse one that a browser can't open."""
        if field.data:
            field.data = fields.complete_url(field.data)
            fields.check_url(field.data, "The web address")

    def validate_supervisors(self, field: Rows) -> None:
        """Refuse duplicate names."""
        folded = [names.fold(row["name"]) or row["name"] for row in field.data]
        for index, row in enumerate(field.data):
            with field.row_errors(index, "name"):
                if folded[index] in folded[:index]:
                    raise ValidationError(f"{row['name']} is listed twice.")

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
            raise ValidationError("The end is before the start.")

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
        raise ValidationError("Enter a date such as 2024, 2024-09 or 2024-09-30.")
    try:
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        return date(year, month, int(found[3] or (monthrange(year, month)[1] if last else 1)))
    except ValueError:
        raise ValidationError("This date does not exist.") from None


def _given_name_first(name: str) -> str:
    """Return "Kim Li" for "Li, Kim"."""
    return " ".join(filter(None, names.parse(name))) if "," in name else name
