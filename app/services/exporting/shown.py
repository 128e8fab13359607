"""The texts of records that the readers of a page or a feed see, marked with their languages."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.bibliography.latex import to_text
from app.bibliography.record import Record
from app.bibliography.text.translation import text_in
from app.database import db
from app.models import Topic
from app.services.catalog.translations import tables
from app.services.catalog.translations.languages import site_languages
from app.services.catalog.translations.shown import translations
from app.services.catalog.translations.works import marked_language
from app.translations.current import current_language
from app.translations.shown import ShownText, language_of


def shown_title(record: Record) -> str:
    """Return the title of a record as plain text: a translation, or the original."""
    source = title_source(record)
    return ShownText.of(_title(source), language_of(source))


def title_source(record: Record) -> str:
    """Return the same as it is stored, with LaTeX."""
    if not site_languages().are_several:
        return record.title
    language = marked_language(record.language)
    translated = language and text_in(record.translations, "title", current_language())
    return translated or ShownText.of(record.title, language)


def shown_abstract(versions: Sequence[Record]) -> str | None:
    """Return the first abstract of a work's versions that is in the reader's language, else any."""
    own = next((record for record in versions if record.abstract), None)
    if not site_languages().are_several:
        return own.abstract if own else None
    language = marked_language(own.language) if own else None
    if own and language is None:
        return own.abstract
    found = (text_in(one.translations, "abstract", current_language()) for one in versions)
    translated = next(filter(None, found), None)
    return translated or (ShownText.of(own.abstract or "", language) if own else None)


def shown_topics() -> Mapping[str, str]:
    """Return the names of topics to show, by their own; of a site in one language none."""
    if not site_languages().are_several:
        return {}
    shown = translations()
    rows = db.session.execute(select(Topic.id, Topic.name))
    return {name: shown.text(tables.TOPIC, id_, "name", name) for id_, name in rows}


def _title(source: str) -> str:
    return to_text(source) or source
