"""Titles and abstracts of works in the reader's language, on sites in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup
from sqlalchemy import BindParameter, Result, Row, Select, and_, bindparam, null, select
from sqlalchemy.orm import aliased

from app.bibliography import latex
from app.database import db
from app.models import Publication, PublicationTranslation
from app.services.catalog.translations.languages import site_languages
from app.translations.current import current_language
from app.translations.shown import ShownHtml, ShownText

Statement = Select[*tuple[Any, ...]]
TITLE, ABSTRACT = aliased(PublicationTranslation), aliased(PublicationTranslation)
LANGUAGE: BindParameter[Any] = bindparam("language")
OF_WORK = (
    select(
        PublicationTranslation.record_id,
        PublicationTranslation.field,
        PublicationTranslation.text,
        PublicationTranslation.html,
    )
    .join(Publication, Publication.id == PublicationTranslation.record_id)
    .where(Publication.work_id == bindparam("work"), PublicationTranslation.language == LANGUAGE)
)


@dataclass(frozen=True)
class WorkText:
    """A text of a version in the reader's language."""

    text: str
    html: str


# By the id of the version and the field.
WorkTexts = Mapping[tuple[int, str], WorkText]


def texts_of_work(work_id: int) -> WorkTexts:
    """Return the texts of a work's versions in the reader's language, {} on most sites."""
    if not site_languages().are_several:
        return {}
    rows = db.session.execute(OF_WORK, {"work": work_id, "language": current_language()})
    return {(row.record_id, row.field): WorkText(row.text, row.html) for row in rows}


def rows_with_titles(read: Statement) -> Result[*tuple[Any, ...]]:
    """Run a statement that reads versions with their titles in the reader's language, if any."""
    are_several = site_languages().are_several
    values = {"language": current_language()} if are_several else {}
    return db.session.execute(with_title(read, translated=are_several), values)


def with_title(read: Statement, *, translated: bool) -> Statement:
    """Return a statement that reads versions with their titles in a language, null for none.

    Only a site in several languages has any that are `translated`.
    """
    if not translated:
        none = null().label("translated_title"), null().label("translated_text")
        return read.add_columns(*none)
    own = and_(TITLE.record_id == Publication.id, TITLE.field == "title")
    read = read.outerjoin(TITLE, and_(own, TITLE.language == LANGUAGE))
    columns = TITLE.html.label("translated_title"), TITLE.text.label("translated_text")
    return read.add_columns(*columns)


def shown_title(row: Any) -> tuple[str, Markup]:
    """Return the title of a row of `with_title` as text and as HTML, each with its language."""
    if not site_languages().are_several:
        return row.title_text, Markup(row.title_html)
    language = marked_language(row.language)
    if language and row.translated_title:
        text = latex.to_text(row.translated_text) or row.translated_text
        return text, Markup(row.translated_title)
    return ShownText.of(row.title_text, language), ShownHtml.of(row.title_html, language)


def marked_language(language: str | None) -> str | None:
    """Return the language of a version's own texts if it differs from the page's.

    A site in one language marks whatever language is stored.
    """
    languages = site_languages()
    if not languages.are_several:
        return language
    tag = language or languages.of_texts
    return None if tag == current_language() else tag


@lru_cache(maxsize=64)
def with_texts(read: Statement) -> Statement:
    """Return a statement that reads versions with their texts in a language, too."""
    for field, one in (("title", TITLE), ("abstract", ABSTRACT)):
        own = one.record_id == Publication.id
        read = read.outerjoin(one, and_(own, one.field == field, one.language == LANGUAGE))
    return read.add_columns(
        TITLE.html.label("translated_title"),
        ABSTRACT.text.label("translated_abstract"),
        ABSTRACT.html.label("translated_abstract_html"),
    )


def show_in_language(card: Any, row: Row[*tuple[Any, ...]], *, is_first: bool) -> None:
    """Show the title and the abstract that a row of `with_texts` has on its work's card."""
    if is_first and row.translated_title and card.language:
        card.title_html, card.language = row.translated_title, None
    has_own = card.abstract_html is not None and card.abstract_language is None
    if row.translated_abstract_html and not has_own:
        preview = _preview(row.translated_abstract)
        card.abstract_html = (not card.is_whole and preview) or row.translated_abstract_html
        card.abstract_language, card.is_cut = None, preview is not None


@lru_cache(maxsize=1_024)
def _preview(abstract: str) -> str | None:
    return latex.to_preview(abstract)
