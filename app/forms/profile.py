"""The forms of the profile: its header and its biography."""

import re

from wtforms import FileField, IntegerRangeField, StringField
from wtforms.validators import ValidationError

from app.bibliography import identifiers
from app.forms import fields
from app.forms.base import OwnersForm, line
from app.forms.fields import Between, Line, Required, Text
from app.forms.rows import Column, Rows
from app.services import cache
from app.services.editing import portrait
from app.services.editing.portrait import Crop, PortraitError, Square

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
        "Family name",
        limit=200,
        hint="Leave empty to take it from the name.",
        autocomplete="family-name",
    )
    other_names = Text(
        "Names you publish under", rows=3, limit=5_000, hint="One per line, such as “D. Krueger”."
    )
    memberships = Text("Memberships", rows=2, limit=2_000, hint="One per line.")
    position_title = Line("Position", limit=500, autocomplete="organization-title")
    affiliation = Line("Affiliation", limit=500, autocomplete="organization")
    email = Line("E-mail", limit=254, type="email", inputmode="email", autocomplete="email")
    orcid = Line(
        "ORCID iD",
        limit=identifiers.LONGEST_ORCID,
        hint="16 digits, or the web address.",
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
            raise ValidationError("Enter an e-mail address such as name@example.org.")

    def validate_orcid(self, field: StringField) -> None:
        """Keep the iD with its hyphens; refuse one whose check digit is wrong."""
        if field.data:
            found = identifiers.orcid(field.data)
            if not found:
                raise ValidationError(_orcid_error(field.data))
            field.data = found

    def validate_links(self, field: Rows) -> None:
        """Refuse links that a browser can't open; a link without a label is called by its site."""
        for number, row in enumerate(field.data):
            with field.of_row(number, "url"):
                fields.check_url(row["url"], "the address")
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


def _orcid_error(typed: str) -> str:
    if len(re.findall(r"\d|[xX]$", typed)) != 16:
        return "An ORCID iD has 16 digits."
    return "Not an ORCID iD: one of its digits is wrong."


def _slider(label: str, start: int, lowest: int, highest: int) -> IntegerRangeField:
    within = Between(lowest, highest, f"Enter a number from {lowest} to {highest}.")
    return IntegerRangeField(
        label, [within], default=start, render_kw={"min": lowest, "max": highest}
    )


class PortraitForm(OwnersForm):
    picture = FileField(
        "Photograph",
        description="JPEG, PNG, WebP or AVIF, at most 5 MB and 25 megapixels. It is cropped to a"
        " square; location and date are removed.",
        render_kw={
            "accept": "image/jpeg,image/png,image/webp,image/avif",
            "required": True,
            "data-largest": portrait.LARGEST_FILE,
        },
    )
    across = _slider("Horizontal position", 50, 0, 100)
    down = _slider("Vertical position", 35, 0, 100)
    closer = _slider("Zoom", 100, 100, 400)

    squares: tuple[Square, ...] = ()

    def validate_picture(self, field: FileField) -> None:
        """Cut the squares, or say why there are none."""
        content = field.data.read() if hasattr(field.data, "read") else b""
        if not content:
            name = getattr(field.data, "filename", None)
            raise ValidationError(f"“{name}” is empty." if name else "Choose a picture.")
        cache.release_write_lock()
        try:
            self.squares = tuple(portrait.squares(content, self._crop()))
        except PortraitError as error:
            words = str(error)
            raise ValidationError(f"{words[0].upper()}{words[1:]}.") from None

    def _crop(self) -> Crop:
        # A slider out of range is refused by itself; the picture is cut all the same.
        usual = Crop()
        return Crop(
            _within(self.across.data, 0, usual.across, 1),
            _within(self.down.data, 0, usual.down, 1),
            _within(self.closer.data, 1, usual.closer, 4),
        )


def _within(percent: int | None, lowest: float, usual: float, highest: float) -> float:
    return usual if percent is None else min(max(percent / 100, lowest), highest)


class StartForm(OwnersForm):
    name = Line(
        "Your name",
        Required("A profile needs a name."),
        limit=200,
        hint="As it should appear at the top.",
        autocomplete="name",
    )
