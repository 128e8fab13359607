"""The language that a request is answered in; English without one, as at the terminal.

It is chosen when it is first asked for: by then most requests have read the site's languages along
with something else, which saves them a statement.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from flask import Flask, current_app, g, has_request_context

from app.translations.languages import SOURCE, known_languages

CHOICE, LAST_KNOWN = "vitae_language_choice", "vitae_site_languages"


def choose_by(app: Flask, choose: Callable[[], str]) -> None:
    """Let a function choose the language of each request of `app`."""
    app.extensions[CHOICE] = choose


def current_language() -> str:
    """Return the tag of the language that is used now."""
    try:
        # Asked for each text of a page: each use of the proxy takes several calls.
        known = g._get_current_object()
    except RuntimeError:
        return SOURCE
    language: str | None = known.get("language")
    if language is None:
        choose = current_app.extensions.get(CHOICE) if has_request_context() else None
        if choose is None:
            return SOURCE
        language = known.language = choose()
    return language


def use_language(tag: str) -> None:
    """Answer the rest of the request in this language."""
    g.language = tag


@contextmanager
def in_language(tag: str) -> Iterator[None]:
    """Use a language for a while."""
    before = g.get("language")
    use_language(tag)
    try:
        yield
    finally:
        g.pop("language")
        if before:
            g.language = before


def note_site_languages(tags: Iterable[str]) -> tuple[str, ...]:
    """Remember the site's languages, as just read, until the request ends; return them.

    Those without a catalogue are left out: their pages could not be told from English ones.
    """
    found = tuple(tag for tag in tags if tag in known_languages()) or (SOURCE,)
    g.site_languages = current_app.extensions[LAST_KNOWN] = found
    return found


def noted_site_languages() -> tuple[str, ...] | None:
    """Return the site's languages if this request has read them."""
    found: tuple[str, ...] | None = g.get("site_languages")
    return found


def keep_last_languages(*, without_database: bool = False) -> tuple[str, ...]:
    """Use the languages that another request read, if any, as for the page of an error."""
    default = (SOURCE,) if without_database else ()
    known: tuple[str, ...] = current_app.extensions.get(LAST_KNOWN, default)
    if known and "site_languages" not in g:
        g.site_languages = known
    return known
