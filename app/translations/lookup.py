"""Texts as the catalogue of a language has them, without the values to insert.

A page has hundreds of texts: each is one look-up in a dictionary, in English not even that.
"""

from functools import cache

from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from app.translations.current import current_language
from app.translations.languages import FOLDER, SOURCE, formats, locale


def look_up(text: str, context: str | None = None) -> str:
    """Return a text in the language used now."""
    language = current_language()
    # A catalogue describes itself under the empty text.
    if language == SOURCE or not text:
        return text
    catalogue = _catalogue(language)
    found: str = catalogue.ugettext(text) if context is None else catalogue.upgettext(context, text)
    return found


def look_up_plural(singular: str, plural: str, num: int) -> str:
    """Return the text for a number in the language used now."""
    language = current_language()
    if language == SOURCE:
        return singular if num == 1 else plural
    found: str = _catalogue(language).ungettext(singular, plural, num)
    return found


def format_number(number: float, form: str | None = None) -> str:
    """Return a number with the separators of the language, such as "1,234"; `form` is CLDR's."""
    language = current_language()
    if language == SOURCE and isinstance(number, int):
        return f"{number:,}"
    return format_decimal(number, form, locale=formats(language))


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(FOLDER, [str(locale(language))])
