"""The tables of translations, and how the HTML of their texts is rendered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from app.bibliography import latex
from app.models import (
    EntryTranslation,
    Noun,
    ProfileTranslation,
    PublicationTranslation,
    SectionTranslation,
    SupervisionTranslation,
    TopicTranslation,
)
from app.models.translation import (
    ENTRY_FIELDS,
    PROFILE_FIELDS,
    PUBLICATION_FIELDS,
    SECTION_FIELDS,
    SUPERVISION_FIELDS,
    TOPIC_FIELDS,
)
from app.services.catalog import biography

Renderer = Callable[[str], str]


@dataclass(frozen=True, eq=False)
class TextTable:
    """A table of translations: the fields of its records, and those that have HTML."""

    model: Any
    fields: tuple[str, ...]
    renderers: Mapping[str, Renderer]

    def html(self, field: str, text: str) -> str:
        """Return the HTML of a text, "" for a field without."""
        return self.renderers[field](text) if field in self.renderers else ""


def _title(text: str) -> str:
    # As in stored_html: a title that is all markup is shown as typed.
    return latex.to_html(text, links=False) or str(escape(text))


PROFILE = TextTable(ProfileTranslation, PROFILE_FIELDS, {"biography": biography.to_html})
TOPIC = TextTable(TopicTranslation, TOPIC_FIELDS, {})
SUPERVISION = TextTable(SupervisionTranslation, SUPERVISION_FIELDS, {})
SECTION = TextTable(SectionTranslation, SECTION_FIELDS, {})
ENTRY = TextTable(EntryTranslation, ENTRY_FIELDS, {"note": biography.to_html})
PUBLICATION = TextTable(
    PublicationTranslation, PUBLICATION_FIELDS, {"title": _title, "abstract": latex.to_html}
)
TABLES = (PROFILE, TOPIC, SUPERVISION, SECTION, ENTRY, PUBLICATION)
# Of the records that history covers; publications are part of works.
BY_NOUN: dict[Noun, TextTable] = {
    Noun.PROFILE: PROFILE,
    Noun.TOPIC: TOPIC,
    Noun.SUPERVISION: SUPERVISION,
    Noun.SECTION: SECTION,
    Noun.ENTRY: ENTRY,
}
