"""The forms of the profile: its header and its biography."""

import re

from wtforms import StringField
from wtforms.validators import ValidationError

from app.bibliography import identifiers
from app.forms import addresses
from app.forms.base import OwnersForm, line
from app.forms.fields import Line, Required, Text
from app.forms.rows import Column, Rows

EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+")
LINK_COLUMNS = (
    Column("kind", "Kind", limit=40, list="link-kinds"),
    Column("label", "Label", limit=200),
    Column("url", "Address", hint="https://…"),
)


class HeaderForm(OwnersForm):
    name = Line("Name", Required("A profile needs a name."), limit=200, autocomplete="name")
    given_name = Line("Given name", limit=200, autocomplete="given-name")
    family_name = Line(
        "Family name", limit=200, hint="Left empty, it is read from the name.",
        autocomplete="family-name",
    )  # fmt: skip
    other_names = Text(
        "Other names in print", rows=3, limit=5_000, hint="One a line, such as “D. Krueger”."
    )
    memberships = Text("Memberships", rows=2, limit=2_000, hint="One a line.")
    position_title = Line("Position", limit=500, autocomplete="organization-title")
    affiliation = Line("Affiliation", limit=500, autocomplete="organization")
    email = Line("E-mail", limit=254, type="email", inputmode="email", autocomplete="email")
    orcid = Line(
        "ORCID iD",
        limit=identifiers.LONGEST_ORCID,
        hint="Sixteen digits, or the address.",
        autocomplete="off",
    )
    links = Rows("Links", LINK_COLUMNS, limit=50, one="link")
    topics = Rows(
        "Research topics",
        [Column("name", "Topic", limit=200, list="known-topics")],
        limit=50,
        one="topic",
    )

    def validate_email(self, field: StringField) -> None:
        """Refuse what no message could be sent to."""
        if field.data and not EMAIL.fullmatch(field.data):
            raise ValidationError("An e-mail address looks like name@place.example.")

    def validate_orcid(self, field: StringField) -> None:
        """Keep the iD with its hyphens; refuse one whose check digit is wrong."""
        if field.data:
            found = identifiers.orcid(field.data)
            if not found:
                raise ValidationError("That is not an ORCID iD: one of its digits is wrong.")
            field.data = found

    def validate_links(self, field: Rows) -> None:
        """Refuse links that a browser can't open; a link without a label is called by its site."""
        for number, row in enumerate(field.data):
            with field.of_row(number, "url"):
                addresses.check(row["url"], "its address")
            row["kind"] = row["kind"] or "web"
            row["label"] = row["label"] or identifiers.site_name(row["url"])

    def validate_other_names(self, field: StringField) -> None:
        """Keep one name a line, without blank lines."""
        field.data = "\n".join(filter(None, map(line, (field.data or "").splitlines())))


class BiographyForm(OwnersForm):
    biography = Text(
        "Biography",
        rows=12,
        limit=50_000,
        hint="Markdown: *emphasis*, [a link](https://…), a blank line between paragraphs.",
    )
