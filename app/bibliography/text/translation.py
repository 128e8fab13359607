"""Texts of a record in other languages than its own."""

import re
from collections.abc import Iterable
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

TranslatedField = Literal["title", "abstract", "note"]
TRANSLATED: tuple[TranslatedField, ...] = get_args(TranslatedField)
# A language (BCP 47), as the database holds it.
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z"
TAG = re.compile(LANGUAGE)
LONGEST_TEXT = 200_000


class Translation(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A text of a record in another language."""

    language: Annotated[str, Meta(pattern=LANGUAGE)]
    field: TranslatedField
    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT, pattern=r"\S")]


def language_key(tag: str) -> str:
    """Return the tag that a translation can have: the language alone for a longer one."""
    return tag if TAG.match(tag) else tag.lower().partition("-")[0]


def text_in(translations: Iterable[Translation], field: str, language: str) -> str | None:
    """Return the text of a field in a language, or None."""
    found = (one.text for one in translations if (one.field, one.language) == (field, language))
    return next(found, None)


def is_same_language(one: str, other: str) -> bool:
    """Return whether two tags are of one language, wherever it is spoken."""
    return one.lower().partition("-")[0] == other.lower().partition("-")[0]
