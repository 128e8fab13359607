"""The languages of a profile document, and the texts of records in the site's other languages."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import structs
from sqlalchemy import select

from app.bibliography.document import languages
from app.bibliography.document.languages import Given
from app.bibliography.document.reader import Document, DocumentError
from app.database import db
from app.models import Profile
from app.models.translation import Translated
from app.translations.languages import known_languages

UNIQUE = ("topic_translation", "section_translation")


@dataclass(frozen=True)
class Languages:
    """The language of the site's own columns, and that of the document's plain texts."""

    own: str
    first: str

    def text(self, given: Given) -> str | None:
        """Return a text for its own column, or None."""
        return languages.by_language(given, self.first).get(self.own)

    def name(self, given: Given) -> str:
        """Return a text for a column that may not be empty: in another language if need be."""
        return self.text(given) or languages.plain(given)

    def others(self, given: Given) -> dict[str, str]:
        """Return a text in the languages that have no column."""
        found = languages.by_language(given, self.first)
        return {tag: text for tag, text in found.items() if tag != self.own}

    def lines(self, items: Iterable[Given]) -> dict[str, str]:
        """Return a text of lines by language; a line without languages is in all of them."""
        given = list(items)
        tags = dict.fromkeys(tag for one in given if isinstance(one, Mapping) for tag in one)
        every = list(tags) if all(isinstance(one, Mapping) for one in given) else [self.first]
        every = list(dict.fromkeys([*every, *tags]))
        found = {tag: "\n".join(filter(None, (_line(one, tag) for one in given))) for tag in every}
        return {tag: text for tag, text in found.items() if text}

    def with_languages(self, document: Document) -> Document:
        """Return the document with the languages of publications that the site's texts are not in.

        A text without a language is in the document's first one.
        """
        if self.first == self.own:
            return document
        publications = (
            one if one.language else structs.replace(one, language=self.first)
            for one in document.publications
        )
        return structs.replace(document, publications=tuple(publications))


def _line(given: Given, tag: str) -> str | None:
    return given.get(tag) if isinstance(given, Mapping) else given


def languages_of(document: Document) -> Languages:
    """Return the languages of the site that a document is loaded into, and of the document."""
    profile = db.session.get(Profile, 1)
    listed = document.profile.languages
    if profile:
        own = profile.text_language
        return Languages(own, listed[0] if listed else own)
    return Languages(_complete_language(document), document.first_language)


def check_languages(document: Document) -> None:
    """Raise DocumentError for a text in a language that the site can't be read in."""
    known = known_languages()
    for path, tag in _named(document):
        if tag not in known:
            has = ", ".join(known)
            raise DocumentError(f"{path}: Vitae has no pages in “{tag}”; it has {has}")


def add_languages(profile: Profile, document: Document, own: str, *, is_new: bool) -> None:
    """Let the site have the languages of a document after those that it has."""
    given = list(dict.fromkeys(document.profile.languages))
    if is_new:
        profile.text_language = own
        profile.languages = given or [own]
    elif lacking := [tag for tag in given if tag not in profile.languages]:
        profile.languages = [*profile.languages, *lacking]


class MissingTexts:
    """Collects texts of new and existing records in other languages, and writes what is missing."""

    def __init__(
        self, model: type[Translated], html: Mapping[str, Callable[[str], str]] | None = None
    ) -> None:
        self._model: Any = model
        self._html = html or {}
        self._wanted: list[tuple[Any, str, str, str]] = []

    def add(self, record: Any, field: str, texts: Mapping[str, str]) -> None:
        """Note the texts of a field of a record by language."""
        self._wanted.extend((record, field, tag, text) for tag, text in texts.items())

    def write(self) -> None:
        """Write the texts that the site lacks."""
        if not self._wanted:
            return
        db.session.flush()
        model = self._model
        columns = model.record_id, model.language, model.field, model.text
        rows = db.session.execute(select(*columns)).all()
        present = {tuple(row[:3]) for row in rows}
        names = {(row.language, row.text) for row in rows}
        for record, field, tag, text in self._wanted:
            key = (record.id, tag, field)
            if key in present or (model.__tablename__ in UNIQUE and (tag, text) in names):
                continue
            present.add(key)
            names.add((tag, text))
            html = self._html[field](text) if field in self._html else ""
            made = model(record_id=record.id, language=tag, field=field, text=text, html=html)
            db.session.add(made)


def _complete_language(document: Document) -> str:
    """Return the first language in which all names are given, or just the first one."""
    first = document.first_language
    names = [languages.by_language(given, first) for given in _names(document)]
    complete = (tag for tag in document.profile.languages if all(tag in one for one in names))
    return next(complete, first)


def _names(document: Document) -> Iterator[Given]:
    """Yield the texts that no record may be without."""
    topics = [topic.name for topic in document.described_topics]
    whole = [name for name in topics if isinstance(name, Mapping) and len(name) > 1]
    known = {text for name in whole for text in name.items()}
    for name in topics:
        # In one language it may only mention a topic that has names in several.
        if not isinstance(name, Mapping) or len(name) > 1 or known.isdisjoint(name.items()):
            yield name
    for section in document.sections:
        # The usual name of its kind can be in any language.
        if section.name:
            yield section.name
        for entry in section.entries:
            yield entry.what


def _named(document: Document) -> Iterator[tuple[str, str]]:
    parts = {name: getattr(document, name) for name in ("profile", "people", "sections")}
    parts["topics"] = document.described_topics
    for path, found in languages.texts(msgspec.to_builtins(parts), languages.SITE):
        for tag in found:
            yield path, tag
    for tag in document.profile.languages:
        yield "profile.languages", tag
