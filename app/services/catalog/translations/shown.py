"""Which text a reader sees: in her language, else in the first of the site's that has it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Select, literal, select, union_all

from app.database import db
from app.services import cache
from app.services.cache import remembered
from app.services.catalog.translations.languages import SiteLanguages, site_languages
from app.services.catalog.translations.tables import PUBLICATION, TABLES, TextTable
from app.translations.current import current_language
from app.translations.shown import ShownHtml, ShownText

SHOWN = [table for table in TABLES if table is not PUBLICATION]


class StoredText(NamedTuple):
    """A text and its HTML."""

    text: str
    html: str


class Translations:
    """The translations of all records but publications; nothing is stored of one language."""

    def __init__(
        self, languages: SiteLanguages, stored: dict[Any, dict[str, StoredText]] | None = None
    ) -> None:
        self._languages, self._stored = languages, stored or {}

    def text(self, table: TextTable, record_id: int, field: str, own: str | None) -> str:
        """Return the text to show, "" for none; `own` is that of the record itself."""
        if not self._languages.are_several:
            return own or ""
        language, found = self._best((table, record_id, field), StoredText(own or "", ""))
        return ShownText.of(found.text, language)

    def html(self, table: TextTable, record_id: int, field: str, text: str, html: str) -> Markup:
        """Return the HTML to show; `text` and `html` are those of the record itself."""
        if not self._languages.are_several:
            return Markup(html)
        language, found = self._best((table, record_id, field), StoredText(text, html))
        return ShownHtml.of(found.html, language)

    def _best(self, key: Any, own: StoredText) -> tuple[str | None, StoredText]:
        current, stored = current_language(), self._stored.get(key, {})
        for language in (current, *self._languages.tags):
            found = (
                own if language == self._languages.of_texts and own.text else stored.get(language)
            )
            if found:
                return (None if language == current else language), found
        return (self._languages.of_texts if own.text else None), own


def translations(changes: int | None = None) -> Translations:
    """Return the site's translations; `changes` is its change count, if it is known.

    A site with one language needs no statement.
    """

    def read() -> Translations:
        languages = site_languages()
        if not languages.are_several:
            return Translations(languages)
        return _all(cache.change_count() if changes is None else changes, languages)

    found: Translations = cache.known_in_request("translations", read)
    return found


@remembered
def _all(_changes: int, languages: SiteLanguages) -> Translations:
    stored: dict[Any, dict[str, StoredText]] = defaultdict(dict)
    for number, record_id, field, language, text, html in db.session.execute(STATEMENT):
        stored[SHOWN[number], record_id, field][language] = StoredText(text, html)
    return Translations(languages, dict(stored))


def _selects() -> Iterator[Select[*tuple[Any, ...]]]:
    for number, table in enumerate(SHOWN):
        model = table.model
        columns = model.record_id, model.field, model.language, model.text, model.html
        yield select(literal(number), *columns)


STATEMENT = union_all(*_selects())
