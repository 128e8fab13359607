"""The form of the site's languages."""

from wtforms import SelectField
from wtforms.validators import ValidationError

from app.forms.base import EditForm
from app.forms.fields import Choice
from app.forms.rows import Column, Row, Rows, RowWords
from app.translations.collation import sort_key
from app.translations.languages import known_languages, language_name
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext

NAMES = {tag: language_name(tag) for tag in known_languages()}
CHOICES = tuple(sorted(NAMES.items(), key=lambda one: sort_key(one[1])))
WORDS = RowWords(
    lazy_gettext("Add a language"),
    lazy_gettext("language %(number)s"),
    lazy_gettext("At most %(limit)s languages."),
    lazy_gettext("At most %(limit)s languages; there are %(number)s."),
)
COLUMNS = (Column("language", lazy_gettext("Language"), "choice", CHOICES),)


class LanguageRows(Rows):
    """The languages in their order."""

    def _filled_rows(self) -> list[Row]:
        return self.data

    def _empty(self) -> Row:
        """Return the first language that is not listed yet."""
        listed = [row["language"] for row in getattr(self, "data", ())]
        unused = (tag for tag, _name in CHOICES if tag not in listed)
        return {"language": next(unused, CHOICES[0][0])}


class LanguagesForm(EditForm):
    languages = LanguageRows(
        lazy_gettext("Languages of the site, in order"),
        COLUMNS,
        limit=len(CHOICES),
        words=WORDS,
        hint=lazy_gettext(
            "The first one is at the address of the site, the others below it, such as /fr/."
            " Texts in a language that you remove are kept, and shown again once you add it."
        ),
    )
    text_language = Choice(
        lazy_gettext("Texts without a translation are in"),
        lambda: CHOICES,
        lazy_gettext("The language that you have written the site in so far."),
    )

    @property
    def tags(self) -> list[str]:
        """The tags of the languages, in order."""
        return [row["language"] for row in self.languages.data]

    def validate_languages(self, field: LanguageRows) -> None:
        """Require a language; refuse one that is listed twice."""
        if not field.data:
            raise ValidationError(_("Add at least one language."))
        for number, row in enumerate(field.data):
            with field.row_errors(number, "language"):
                if row["language"] in self.tags[:number]:
                    name = language_name(row["language"])
                    raise ValidationError(_("%(name)s is listed twice.", name=name))

    def validate_text_language(self, field: SelectField) -> None:
        """Refuse a language that the site does not have."""
        if self.tags and field.data not in self.tags:
            raise ValidationError(_("Choose one of the site's languages."))
