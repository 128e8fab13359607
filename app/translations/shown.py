"""Texts in another language than that of the page, and the attribute that says so."""

from collections.abc import Iterable
from typing import Self

from markupsafe import Markup, escape

from app.translations.languages import direction


class ShownText(str):
    """A text; `language` is its own one, None if it is in that of the page."""

    language: str | None = None

    @classmethod
    def of(cls, text: str, language: str | None) -> Self:
        """Return a text in a language."""
        made = cls(text)
        made.language = language
        return made


class ShownHtml(ShownText, Markup):
    """Safe HTML in a language."""


def in_span(text: str) -> str:
    """Return a text for a place in another one: marked if its language differs from the page's."""
    if language_of(text) is None:
        return text
    return Markup("<span{}>{}</span>").format(lang_of(text), text)


def inserted(sentence: str, **texts: str) -> str:
    """Return a sentence with texts inserted by name, each marked if its language differs."""
    if not any(map(language_of, texts.values())):
        return sentence % texts
    return Markup(escape(sentence)) % {name: in_span(text) for name, text in texts.items()}


def joined(separator: str, texts: Iterable[str]) -> str:
    """Return texts in a row, without empty ones, each marked if their languages differ."""
    filled = [text for text in texts if text]
    languages = {language_of(text) for text in filled}
    if len(languages) == 1:
        return ShownText.of(separator.join(filled), languages.pop())
    return Markup(separator).join(in_span(text) for text in filled) if filled else ""


def lang_of(text: str, *, has_direction: bool = False) -> Markup:
    """Return the attributes of an element with a text in another language, for any other none.

    `has_direction` is for elements that have the direction of their text anyway.
    """
    language = language_of(text)
    if language is None:
        return Markup()
    direction = "" if has_direction else ' dir="auto"'
    return Markup(f' lang="{{}}"{direction}').format(language)


def text_attributes(language: str | None) -> Markup:
    """Return the attributes of an element with a text that was typed, in a language if known."""
    if not language:
        return Markup(' dir="auto"')
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def language_of(text: str) -> str | None:
    """Return the language of a text if it is another one than that of the page."""
    language: str | None = getattr(text, "language", None)
    return language
