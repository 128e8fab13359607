"""The texts of records in the site's languages, as a profile document has them."""

from collections import defaultdict
from itertools import zip_longest
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Profile
from app.models.translation import Translated

Texts = dict[str, str]
# By record and field.
Translations = dict[tuple[int, str], Texts]


def translations(model: type[Translated]) -> Translations:
    """Return the texts of all records of a kind in other languages."""
    found: Translations = defaultdict(dict)
    one: Any = model
    rows = select(one.record_id, one.field, one.language, one.text).order_by(one.language)
    for record_id, field, language, text in db.session.execute(rows):
        found[record_id, field][language] = text
    return found


class DocumentTexts:
    """Puts texts as a document has them: which languages the site has decides that."""

    def __init__(self) -> None:
        profile = db.session.get_one(Profile, 1)
        self.own = profile.text_language
        self.listed = tuple(profile.languages)
        self.first = self.listed[0]

    def given(self, text: str | None, others: Texts) -> Any:
        """Return a text as it is if it is only in the first language, else by language."""
        found = others | ({self.own: text} if text else {})
        if not found or list(found) == [self.first]:
            return found.get(self.first, text)
        return {tag: found[tag] for tag in sorted(found, key=self._place)}

    def lines(self, text: str, others: Texts) -> tuple[Any, ...]:
        """Return a text of lines line by line, each as it is or by language."""
        own = _lines(text)
        if not others and self.own == self.first:
            return tuple(own)
        by_language = {self.own: own} | {tag: _lines(one) for tag, one in others.items()}
        tags = sorted(by_language, key=self._place)
        rows = zip_longest(*(by_language[tag] for tag in tags))
        return tuple(
            {tag: line for tag, line in zip(tags, row, strict=True) if line} for row in rows
        )

    def _place(self, tag: str) -> tuple[int, str]:
        is_listed = tag in self.listed
        return self.listed.index(tag) if is_listed else len(self.listed), tag


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
