"""The short form for adding a version; the form of the work has all fields."""

from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from app.bibliography import identifiers
from app.forms import fields
from app.forms.base import EditForm
from app.forms.fields import Line, Number
from app.services.editing import uniqueness
from app.services.editing.uniqueness import Holder
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext

NUMBER_OR_ADDRESS = lazy_gettext("Number or web address.")
TITLE_HINT = lazy_gettext("You can use LaTeX; visitors see it typeset.")


class VersionForm(EditForm):
    """`holder` is the work that already has the entered DOI."""

    title = Line(lazy_gettext("Title"), hint=TITLE_HINT, autocomplete="off")
    type = fields.Type(("", lazy_gettext("Choose one")))
    genre = fields.Kind()
    status = fields.StatusChoice()
    venue = Line(lazy_gettext("Venue"), limit=500, autocomplete="off")
    year = Number(lazy_gettext("Year"), fields.Year())
    doi = Line("DOI", limit=identifiers.LONGEST_DOI, hint=NUMBER_OR_ADDRESS, autocomplete="off")
    arxiv_id = Line(
        "arXiv", limit=identifiers.LONGEST_ARXIV, hint=NUMBER_OR_ADDRESS, autocomplete="off"
    )

    holder: Holder | None = None

    def validate_title(self, field: StringField) -> None:
        """Require a title."""
        if not field.data:
            raise ValidationError(_("A version needs a title."))

    def validate_type(self, field: SelectField) -> None:
        """Require a type."""
        if not field.data:
            raise ValidationError(_("Choose the type of publication."))

    def validate_doi(self, field: StringField) -> None:
        """Normalise the DOI; refuse one that another version has."""
        if field.data:
            field.data = fields.parse_doi(field.data)
            self.holder = uniqueness.doi_holder(field.data)
            if self.holder:
                raise ValidationError(
                    _("“%(title)s” already has this DOI.", title=self.holder.title)
                )

    def validate_arxiv_id(self, field: StringField) -> None:
        """Normalise the arXiv number."""
        if field.data:
            field.data = fields.parse_arxiv_id(field.data)
