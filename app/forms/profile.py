"""The forms for the header, biography and portrait, and for starting a new site."""

import re

from werkzeug.exceptions import ServiceUnavailable
from wtforms import Field, FileField, IntegerRangeField, StringField
from wtforms.validators import ValidationError

from app.bibliography import identifiers
from app.forms import fields
from app.forms.base import EditForm, line, sentence_case
from app.forms.fields import Between, Line, Required, Text
from app.forms.rows import LINK_WORDS, Column, Rows, RowWords
from app.forms.translated import TranslatedForm
from app.services import cache
from app.services.catalog import biography
from app.services.editing import portrait
from app.services.editing.portrait import Crop, PortraitBusyError, PortraitError, Square
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext, said_by

EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+")
LINK_COLUMNS = (
    Column("kind", lazy_gettext("Kind"), limit=40, list="link-kinds"),
    Column("label", lazy_gettext("Label"), limit=200),
    Column("url", lazy_gettext("Address"), hint="https://…"),
)
TOPIC_COLUMNS = (Column("name", lazy_gettext("Topic"), limit=200, list="known-topics"),)
TOPIC_WORDS = RowWords(
    lazy_gettext("Add a topic"),
    lazy_gettext("topic %(number)s"),
    lazy_gettext("At most %(limit)s research topics."),
    lazy_gettext("At most %(limit)s research topics; there are %(number)s."),
)


NAME_NEEDED = lazy_gettext("A profile needs a name.")


class HeaderForm(TranslatedForm):
    translated = ("memberships", "position_title", "affiliation")

    name = Line(lazy_gettext("Name"), Required(NAME_NEEDED), limit=200, autocomplete="name")
    given_name = Line(lazy_gettext("Given name"), limit=200, autocomplete="given-name")
    family_name = Line(
        lazy_gettext("Family name"),
        limit=200,
        hint=lazy_gettext("Leave empty to take it from the name."),
        autocomplete="family-name",
    )
    other_names = Text(
        lazy_gettext("Names you publish under"),
        rows=3,
        limit=5_000,
        hint=lazy_gettext("One per line, such as “D. Krueger”."),
    )
    memberships = Text(
        lazy_gettext("Memberships"), rows=2, limit=2_000, hint=lazy_gettext("One per line.")
    )
    position_title = Line(lazy_gettext("Position"), limit=500, autocomplete="organization-title")
    affiliation = Line(lazy_gettext("Affiliation"), limit=500, autocomplete="organization")
    email = Line(
        lazy_gettext("E-mail"), limit=254, type="email", inputmode="email", autocomplete="email"
    )
    orcid = Line(
        lazy_gettext("ORCID iD"),
        limit=identifiers.LONGEST_ORCID,
        hint=lazy_gettext("16 digits, or the web address."),
        autocomplete="off",
    )
    links = Rows(lazy_gettext("Links"), LINK_COLUMNS, limit=50, words=LINK_WORDS)
    topics = Rows(lazy_gettext("Research topics"), TOPIC_COLUMNS, limit=50, words=TOPIC_WORDS)

    def validate_email(self, field: StringField) -> None:
        """Refuse invalid e-mail addresses."""
        if field.data and not EMAIL.fullmatch(field.data):
            raise ValidationError(_("Enter an e-mail address such as name@example.org."))

    def validate_orcid(self, field: StringField) -> None:
        """Normalise the iD; refuse one with a wrong check digit."""
        if field.data:
            found = identifiers.orcid(field.data)
            if not found:
                raise ValidationError(_orcid_error(field.data))
            field.data = found

    def validate_links(self, field: Rows) -> None:
        """Complete addresses; the default label is the name of the site."""
        for number, row in enumerate(field.data):
            with field.row_errors(number, "url"):
                row["url"] = fields.complete_url(row["url"])
                fields.check_url(row["url"], in_row=True)
            row["kind"] = row["kind"] or "web"
            row["label"] = row["label"] or identifiers.site_name(row["url"])

    def validate_other_names(self, field: StringField) -> None:
        """Normalise to one name per line, without blank lines."""
        field.data = "\n".join(filter(None, map(line, (field.data or "").splitlines())))


class BiographyForm(TranslatedForm):
    translated = ("biography",)

    biography = Text(
        lazy_gettext("Biography"),
        rows=12,
        limit=50_000,
        hint=lazy_gettext(
            "Markdown: *emphasis*, [a link](https://…), a blank line between paragraphs."
        ),
    )

    def validate_biography(self, field: Field) -> None:
        """Render the text, which is remembered, before saving it takes the write lock."""
        if not field.errors:
            biography.to_html(field.data or "")


def _orcid_error(typed: str) -> str:
    # The last digit may be an X. The address may be typed, too.
    number = len(re.findall(r"\d|[xX]$", typed.rstrip("/ "), re.ASCII))
    if number != 16:
        if not number:
            return _("An ORCID iD has 16 digits; this has none.")
        return _("An ORCID iD has 16 digits; this has %(number)s.", number=number)
    return _("Not an ORCID iD: one of its digits is wrong.")


def _slider(label: str, start: int, lowest: int, highest: int) -> IntegerRangeField:
    in_range = Between(lowest, highest)
    return IntegerRangeField(
        label, [in_range], default=start, render_kw={"min": lowest, "max": highest}
    )


class PortraitForm(EditForm):
    picture = FileField(
        lazy_gettext("Photograph"),
        description=lazy_gettext(
            "JPEG or PNG (at most 25 megapixels), WebP or AVIF (at most 12); at most 5 MB."
            " It is cropped to a square; location and date are removed."
        ),
        render_kw={
            "accept": "image/jpeg,image/png,image/webp,image/avif",
            "required": True,
            "data-largest": portrait.LARGEST_FILE,
        },
    )
    across = _slider(lazy_gettext("Horizontal position"), 50, 0, 100)
    down = _slider(lazy_gettext("Vertical position"), 35, 0, 100)
    closer = _slider(lazy_gettext("Zoom"), 100, 100, 400)

    squares: tuple[Square, ...] = ()

    def validate_picture(self, field: FileField) -> None:
        """Crop the picture, or explain why it can't be used."""
        content = b""
        if hasattr(field.data, "read"):
            # A form may be validated twice.
            field.data.seek(0)
            content = field.data.read()
        if not content:
            name = getattr(field.data, "filename", None)
            raise ValidationError(
                _("“%(name)s” is empty.", name=name) if name else _("Choose a picture.")
            )
        cache.release_write_lock()
        try:
            self.squares = tuple(portrait.squares(content, self._crop()))
        except PortraitBusyError:
            raise ServiceUnavailable(retry_after=5) from None
        except PortraitError as error:
            raise ValidationError(f"{sentence_case(said_by(error))}.") from None

    def _crop(self) -> Crop:
        # An invalid slider has its own error; the picture is cropped anyway.
        default = Crop()
        return Crop(
            _fraction(self.across.data, 0, default.across, 1),
            _fraction(self.down.data, 0, default.down, 1),
            _fraction(self.closer.data, 1, default.closer, 4),
        )


def _fraction(percent: int | None, lowest: float, default: float, highest: float) -> float:
    return default if percent is None else min(max(percent / 100, lowest), highest)


class StartForm(EditForm):
    name = Line(
        lazy_gettext("Your name"),
        Required(NAME_NEEDED),
        limit=200,
        hint=lazy_gettext("As it should appear at the top."),
        autocomplete="name",
    )
