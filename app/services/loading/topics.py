"""Load the topics of a profile document, with their names in the site's languages."""

from collections.abc import Mapping
from functools import cached_property

from msgspec import structs

from app.bibliography.document.languages import Given, by_language
from app.bibliography.document.reader import Document, DocumentError
from app.database import db
from app.models.translation import TopicTranslation
from app.services.editing import topics
from app.services.loading.languages import Languages, MissingTexts


class TopicNames:
    """The topics of a document by the names that they have in the site's own columns."""

    def __init__(self, document: Document, languages: Languages) -> None:
        self._languages = languages
        self._described: list[Given] = [one.name for one in document.described_topics]
        self._given = [*self._described, *document.profile.research_topics]
        self._check()
        self._slugs: dict[str, str | None] = {}
        for one in document.described_topics:
            name = self.own_name(one.name)
            self._slugs[name] = one.slug or self._slugs.get(name)

    def load(self) -> None:
        """Add the topics that the site lacks."""
        topics.ensure_topics(self._slugs, self._slugs)
        db.session.flush()

    def translate(self) -> None:
        """Add what the site lacks of the topics' names."""
        known = topics.ensure_topics(())
        translations = MissingTexts(TopicTranslation)
        for one in self._given:
            if topic := known.get(self.own_name(one)):
                translations.add(topic, "name", self._languages.others(one))
        translations.write()

    def own_name(self, given: Given) -> str:
        """Return the name in the site's column of a topic that is named in any language."""
        name = self._languages.name(given)
        is_own = isinstance(given, Mapping) and self._languages.text(given)
        return name if is_own else self._own_names.get(name, name)

    def translated(self, document: Document) -> Document:
        """Return the document with its publications' topics named as the site names them."""
        if all(name == own for name, own in self._own_names.items()):
            return document
        publications = (
            structs.replace(one, topics=tuple(map(self.own_name, one.topics)))
            for one in document.publications
        )
        return structs.replace(document, publications=tuple(publications))

    @cached_property
    def _own_names(self) -> dict[str, str]:
        """The names in the site's column, by those in any language."""
        named = (self._languages.text(one) for one in self._described)
        own = {name: name for name in named if name}
        # Those that lack this name are another mention of one that has it.
        for one in sorted(self._given, key=lambda one: self._languages.text(one) is None):
            texts = by_language(one, self._languages.first)
            for text in (texts.get(self._languages.first), *texts.values()):
                if text:
                    own.setdefault(text, self._languages.name(one))
        return own

    def _check(self) -> None:
        """Raise DocumentError if two topics have the same name in a language."""
        names: dict[tuple[str, str], str] = {}
        for one in self._given:
            if own := self._languages.text(one):
                for tag, text in self._languages.others(one).items():
                    if (other := names.setdefault((tag, text), own)) != own:
                        said = f"“{other}” and “{own}” are both “{text}” in “{tag}”"
                        raise DocumentError(f"topics: {said}")
