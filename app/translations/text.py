"""Texts, numbers and dates in the language that is used now; English texts name them (gettext).

Values are inserted by name: `gettext("Page %(number)s", number=3)`. A text without values is
returned as it is, percent signs included. Without an application, as in scripts, all is English.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import flask_babel
from babel.dates import format_date as babel_date
from babel.lists import format_list
from flask import Flask
from flask_babel.speaklater import LazyString

from app.bibliography.messages import Message, lower_first, message_of
from app.translations import templates
from app.translations.current import current_language
from app.translations.languages import formats, locale
from app.translations.lookup import format_number, look_up, look_up_plural
from app.translations.shown import in_span, lang_of

__all__ = [
    "configure",
    "format_date",
    "format_number",
    "gettext",
    "join_words",
    "lazy_gettext",
    "ngettext",
    "pgettext",
    "said_by",
    "translated",
]


def configure(app: Flask) -> None:
    """Let templates and services speak the language of each request."""
    flask_babel.Babel(app, locale_selector=lambda: str(locale(current_language())))
    templates.configure(app.jinja_env)
    app.jinja_env.filters.update(translated=translated, number=format_number, date=format_date)
    app.jinja_env.globals["current_language"] = current_language
    app.jinja_env.globals.update(in_span=in_span, lang_of=lang_of)
    app.jinja_env.filters["in_span"] = in_span


def gettext(text: str, /, **values: Any) -> str:
    """Return a text in the language used now."""
    found = look_up(text)
    return found % values if values else found


def ngettext(singular: str, plural: str, num: int, /, **values: Any) -> str:
    """Return the text for a number, which is inserted as %(num)s in the format of the language."""
    return look_up_plural(singular, plural, num) % {"num": format_number(num), **values}


def pgettext(context: str, text: str, /, **values: Any) -> str:
    """Return a text whose translation depends on where it is, such as "Open" as a verb."""
    found = look_up(text, context)
    return found % values if values else found


def lazy_gettext(text: str, /, **values: Any) -> Any:
    """Return a text that is looked up when it is shown, for labels made when modules load."""
    return LazyString(gettext, text, **values)


def translated(text: str) -> str:
    """Return a message in the language used now; any other text is returned unchanged."""
    if not isinstance(text, Message):
        return text
    values = {name: _inserted(name, value) for name, value in text.values.items()}
    if text.plural is not None:
        found = ngettext(text.template, text.plural, text.values["num"], **values)
    else:
        found = gettext(text.template, **values)
    return lower_first(found) if text.is_clause else found


def said_by(error: Exception) -> str:
    """Return what an error says, in the language used now."""
    return translated(message_of(error))


def _inserted(name: str, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return join_words(map(translated, value))
    return format_number(value) if name == "num" else translated(value)


def format_date(day: date | datetime, form: str = "long") -> str:
    """Return a date in words, such as "24 April 2025"; `form` is one of CLDR's, or a pattern."""
    return babel_date(day, form, locale=formats(current_language()))


def join_words(words: Iterable[str], style: str = "standard") -> str:
    """Return a list in words: "a, b and c"; `style` "or" for a choice (CLDR list patterns)."""
    return format_list(list(words), style=style, locale=formats(current_language()))  # type: ignore[arg-type]
