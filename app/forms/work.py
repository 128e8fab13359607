"""The form of a work and one of its versions."""

import re
from typing import Any

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from app.bibliography import identifiers
from app.bibliography.record import LinkKind, VenueKind, default_label
from app.forms import fields
from app.forms.authors import Authors
from app.forms.base import EditForm
from app.forms.fields import Between, Choice, Line, Number, Pills, Required, Text
from app.forms.pdf_files import FileRows, PdfUpload
from app.forms.rows import Column, Rows
from app.services.editing import topics, uniqueness
from app.services.editing.files import attached
from app.services.editing.uniqueness import Holder

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LINK_COLUMNS = (
    Column("kind", "Kind", "choice", tuple((kind.value, kind.label) for kind in LinkKind)),
    Column("label", "Label", limit=200),
    Column("url", "Address", hint="https://…"),
)


class WorkForm(EditForm):
    """`work_id` and `publication_id` are edited; `holder` is another work with the same DOI."""

    work_id: int | None = None
    publication_id: int | None = None
    holder: Holder | None = None
    joins = False

    title = Line(
        "Title",
        Required("A work needs a title."),
        hint="You can use LaTeX; visitors see it typeset.",
    )
    authors = Authors("Authors, in order")
    venue = Line("Venue", limit=500, autocomplete="off")
    year = Number("Year", fields.Year())
    type = fields.Type()
    genre = fields.Kind()
    status = fields.StatusChoice()
    venue_short = Line("Short name", limit=100, hint="Such as ICML; shown in the list.")
    venue_kind = Choice(
        "Kind of venue",
        [
            ("", "Based on the type"),
            *((kind.value, kind.value.capitalize()) for kind in VenueKind),
        ],
    )
    abstract = Text("Abstract", rows=7)
    topics = Pills("Topics", topics.all_names)
    new_topics = Line("New topic", limit=1_000, autocomplete="off")
    links = Rows("Links", LINK_COLUMNS, limit=50, singular="link")
    files = FileRows()
    pdf = PdfUpload()
    month = Choice("Month", [("", ""), *((str(n), name) for n, name in fields.MONTHS)])
    day = Number("Day")
    volume = Line("Volume", limit=100)
    issue = Line("Issue", limit=100)
    pages = Line("Pages", limit=100)
    publisher = Line("Publisher", limit=300)
    doi = Line(
        "DOI",
        hint="Number or web address.",
        limit=identifiers.LONGEST_DOI,
        autocomplete="off",
        spellcheck="false",
    )
    arxiv_id = Line(
        "arXiv",
        hint="Number or web address.",
        limit=identifiers.LONGEST_ARXIV,
        autocomplete="off",
    )
    isbn = Line("ISBN", limit=identifiers.LONGEST_ISBN, autocomplete="off")
    citation_key = Line("Citation key", limit=200, autocomplete="off", spellcheck="false")
    language = Line("Language", hint="A tag such as en or pt-BR.", limit=35, autocomplete="off")
    note = Text("Note", rows=2, limit=5_000)
    slug = Line(
        "Web address (slug)",
        hint="The last part of its web address. Old addresses redirect here.",
        limit=80,
        autocomplete="off",
        spellcheck="false",
    )
    featured_position = Number(
        "Featured position",
        Between(1, 999, "Enter a position from 1 to 999."),
        hint="1 comes first. Leave empty if not featured.",
    )

    def values(self) -> dict[str, Any]:
        """The values by field name; of files to attach, what was read of them."""
        return {**super().values(), "pdf": self.pdf.uploads}

    def validate_day(self, field: Number) -> None:
        """Refuse a day without a month and one that the month doesn't have."""
        fields.check_date(self.year.data, self.month.data or "", field.data)

    def validate_month(self, field: Field) -> None:
        """Refuse a month without a year."""
        if field.data and not self.year.data and not self.year.errors:
            raise ValidationError("A month needs a year.")

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
            raise ValidationError("Another version of this work already has this DOI.")
        if holder and holder.work_id != self.work_id:
            self.holder = holder
            if not self.joins:
                raise ValidationError(f"“{holder.title}” already has this DOI.")
            field.data = ""

    def validate_arxiv_id(self, field: StringField) -> None:
        """Normalise the arXiv number, without its version."""
        if field.data:
            field.data = fields.parse_arxiv_id(field.data)

    def validate_language(self, field: StringField) -> None:
        """Refuse invalid language tags (the basic part of BCP 47)."""
        if field.data and not LANGUAGE.fullmatch(field.data):
            raise ValidationError("Enter a language tag such as en, de or pt-BR.")

    def validate_links(self, field: Rows) -> None:
        """Complete addresses; the default label is the kind or the name of the site."""
        for number, row in enumerate(field.data):
            with field.row_errors(number, "url"):
                row["url"] = fields.complete_url(row["url"])
                fields.check_url(row["url"], "the address")
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
            raise ValidationError("A topic's name can have at most 200 characters.")

    def validate_slug(self, field: StringField) -> None:
        """Refuse an invalid slug and one that another work uses or used."""
        if not field.data and self.work_id:
            raise ValidationError("A work needs a web address.")
        if field.data and not SLUG.fullmatch(field.data):
            raise ValidationError("Use lowercase letters, digits and hyphens, such as on-tides.")
        if field.data and uniqueness.is_slug_taken(field.data, self.work_id):
            raise ValidationError("Another work uses or used this address.")
