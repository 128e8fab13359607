"""The language that a request is answered in; English without one, as at the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

import flask_babel
from flask import g, has_app_context

from app.translations.languages import SOURCE


def current_language() -> str:
    """Return the tag of the language that is used now."""
    language: str = g.get("language", SOURCE) if has_app_context() else SOURCE
    return language


def use_language(tag: str) -> None:
    """Answer the rest of the request in this language."""
    g.language = tag
    flask_babel.refresh()


@contextmanager
def in_language(tag: str) -> Iterator[None]:
    """Use a language for a while."""
    before = g.get("language")
    use_language(tag)
    try:
        yield
    finally:
        use_language(before or SOURCE)
