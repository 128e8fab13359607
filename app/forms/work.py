"""The form of a work and one of its versions."""

import re
from collections.abc import Mapping
from typing import Any

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from app.bibliography import identifiers
from app.bibliography.record import LinkKind, default_label
from app.forms import fields
from app.forms.authors import Authors
from app.forms.fields import Between, Choice, Line, Number, Pills, Required, Text
from app.forms.pdf_files import FileRows, PdfUpload
from app.forms.rows import LINK_WORDS, Column, Rows
from app.forms.translated import TranslatedForm
from app.forms.version import NUMBER_OR_ADDRESS, TITLE_HINT
from app.services.catalog.translations.languages import publication_language
from app.services.editing import topics, uniqueness
from app.services.editing.files import attached
from app.services.editing.uniqueness import Holder
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LINK_COLUMNS = (
    Column(
        "kind",
        lazy_gettext("Kind"),
        "choice",
        tuple((kind.value, kind.label) for kind in LinkKind),
    ),
    Column("label", lazy_gettext("Label"), limit=200),
    Column("url", lazy_gettext("Address"), hint="https://…"),
)


class FeaturedPosition(Between):
    """Refuse positions out of range."""

    def message(self) -> str:
        """Return what is refused with."""
        return _("Enter a position from 1 to 999.")


class WorkForm(TranslatedForm):
    """`work_id` and `publication_id` are edited; `holder` is another work with the same DOI."""

    work_id: int | None = None
    publication_id: int | None = None
    holder: Holder | None = None
    joins = False
    translated = ("title", "abstract", "note")

    title = Line(
        lazy_gettext("Title"), Required(lazy_gettext("A work needs a title.")), hint=TITLE_HINT
    )
    authors = Authors(lazy_gettext("Authors, in order"))
    venue = Line(lazy_gettext("Venue"), limit=500, autocomplete="off")
    year = Number(lazy_gettext("Year"), fields.Year())
    type = fields.Type()
    genre = fields.Kind()
    status = fields.StatusChoice()
    venue_short = Line(
        lazy_gettext("Short name"), limit=100, hint=lazy_gettext("Such as ICML; shown in the list.")
    )
    venue_kind = Choice(lazy_gettext("Kind of venue"), fields.venue_kinds)
    abstract = Text(lazy_gettext("Abstract"), rows=7)
    topics = Pills(lazy_gettext("Topics"), topics.all_names)
    new_topics = Line(lazy_gettext("New topic"), limit=1_000, autocomplete="off")
    links = Rows(lazy_gettext("Links"), LINK_COLUMNS, limit=50, words=LINK_WORDS)
    files = FileRows()
    pdf = PdfUpload()
    month = Choice(lazy_gettext("Month"), fields.months)
    day = Number(lazy_gettext("Day"))
    volume = Line(lazy_gettext("Volume"), limit=100)
    issue = Line(lazy_gettext("Issue"), limit=100)
    pages = Line(lazy_gettext("Pages"), limit=100)
    publisher = Line(lazy_gettext("Publisher"), limit=300)
    doi = Line(
        "DOI",
        hint=NUMBER_OR_ADDRESS,
        limit=identifiers.LONGEST_DOI,
        autocomplete="off",
        spellcheck="false",
    )
    arxiv_id = Line(
        "arXiv",
        hint=NUMBER_OR_ADDRESS,
        limit=identifiers.LONGEST_ARXIV,
        autocomplete="off",
    )
    isbn = Line("ISBN", limit=identifiers.LONGEST_ISBN, autocomplete="off")
    citation_key = Line(
        lazy_gettext("Citation key"), limit=200, autocomplete="off", spellcheck="false"
    )
    language = Line(
        lazy_gettext("Language"),
        hint=lazy_gettext("A tag such as en or pt-BR."),
        limit=35,
        autocomplete="off",
    )
    note = Text(lazy_gettext("Note"), rows=2, limit=5_000)
    slug = Line(
        lazy_gettext("Web address (slug)"),
        hint=lazy_gettext("The last part of its web address. Old addresses redirect here."),
        limit=80,
        autocomplete="off",
        spellcheck="false",
    )
    featured_position = Number(
        lazy_gettext("Featured position"),
        FeaturedPosition(1, 999),
        hint=lazy_gettext("1 comes first. Leave empty if not featured."),
    )

    @classmethod
    def language_of(cls, data: Mapping[str, Any]) -> str:
        """Return the language of the version's own texts."""
        return publication_language(data.get("language"))

    def values(self) -> dict[str, Any]:
        """The values by field name; of files to attach, what was read of them."""
        return {**super().values(), "pdf": self.pdf.uploads}

    def validate_day(self, field: Number) -> None:
        """Refuse a day without a month and one that the month doesn't have."""
        fields.check_date(self.year.data, self.month.data or "", field.data)

    def validate_month(self, field: Field) -> None:
        """Refuse a month without a year."""
        if field.data and not self.year.data and not self.year.errors:
            raise ValidationError(_("A month needs a year."))

    def validate_doi(self, field: StringField) -> None:
        """Normalise the DOI; refuse an invalid one and one that another version has."""
        if not field.data:
            return
        field.data = fields.parse_doi(field.data)
        holder = uniqueness.doi_holder(field.data)
        if (
            holder
            and holder.work_id == self.work_id
            and holder.publication_id != self.publication_id
        ):
            raise ValidationError(_("Another version of this work already has this DOI."))
        if holder and holder.work_id != self.work_id:
            self.holder = holder
            if not self.joins:
                raise ValidationError(_("“%(title)s” already has this DOI.", title=holder.title))
            field.data = ""

    def validate_arxiv_id(self, field: StringField) -> None:
        """Normalise the arXiv number, without its version."""
        if field.data:
            field.data = fields.parse_arxiv_id(field.data)

    def validate_language(self, field: StringField) -> None:
        """Refuse invalid language tags (the basic part of BCP 47)."""
        if field.data and not LANGUAGE.fullmatch(field.data):
            raise ValidationError(_("Enter a language tag such as en, de or pt-BR."))
        # What is typed in a language that this form chooses becomes the version's own text.
        if publication_language(field.data) == self.own_language:
            self.refuse_texts_in(self.own_language)

    def validate_links(self, field: Rows) -> None:
        """Complete addresses; the default label is the kind or the name of the site."""
        for number, row in enumerate(field.data):
            with field.row_errors(number, "url"):
                row["url"] = fields.complete_url(row["url"])
                fields.check_url(row["url"], in_row=True)
            if row["kind"] in set(LinkKind):
                row["label"] = row["label"] or default_label(LinkKind(row["kind"]), row["url"])

    def validate_files(self, field: FileRows) -> None:
        """Refuse names that are missing, or that another file of the work has."""
        field.check(attached.names_elsewhere(self.work_id, self.publication_id))

    def validate_pdf(self, field: PdfUpload) -> None:
        """Read the files to attach; refuse those that visitors or search engines can't read."""
        field.check(self.files)

    def validate_new_topics(self, field: StringField) -> None:
        """Refuse names that are too long."""
        if any(len(name.strip()) > 200 for name in (field.data or "").split(",")):
            raise ValidationError(_("A topic's name can have at most 200 characters."))

    def validate_slug(self, field: StringField) -> None:
        """Refuse an invalid slug and one that another work uses or used."""
        if not field.data and self.work_id:
            raise ValidationError(_("A work needs a web address."))
        if field.data and not SLUG.fullmatch(field.data):
            raise ValidationError(_("Use lowercase letters, digits and hyphens, such as on-tides."))
        if field.data and uniqueness.is_slug_taken(field.data, self.work_id):
            raise ValidationError(_("Another work uses or used this address."))
