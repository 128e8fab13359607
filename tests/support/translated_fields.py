"""Every translated field of every kind of record, on a site that has one of each."""

from dataclasses import dataclass

from flask import Flask

from app.models import Noun
from app.services.catalog.translations import tables, texts
from app.services.catalog.translations.tables import TextTable
from tests.support.factories import fill, record
from tests.support.languages import speak
from tests.support.sections import AWARD, SECTIONS


@dataclass(frozen=True)
class TranslatedField:
    """A field of a record, its form, and the records of its kind by the table of their texts."""

    table: TextTable
    noun: Noun
    form: str
    record_id: int
    name: str

    def __str__(self) -> str:
        return f"{self.noun}-{self.name}"

    def key(self, language: str) -> str:
        """Return the key of its text in a language."""
        return texts.key(self.name, language)

    def stored(self) -> dict[str, str]:
        """Return its translations as they are stored, by language; needs a context."""
        found = texts.stored_texts(self.table, [self.record_id]).get(self.record_id, {})
        named = {texts.parts(key, [self.name]): text for key, text in found.items()}
        return {parts[1]: text for parts, text in named.items() if parts}


RECORDS: dict[TextTable, tuple[Noun, str, int]] = {
    tables.PROFILE: (Noun.PROFILE, "/edit/profile", 1),
    tables.TOPIC: (Noun.TOPIC, "/edit/topics/1", 1),
    tables.SUPERVISION: (Noun.SUPERVISION, "/edit/people/1", 1),
    tables.SECTION: (Noun.SECTION, "/edit/sections/1", 1),
    tables.ENTRY: (Noun.ENTRY, AWARD, 2),
    tables.PUBLICATION: (Noun.WORK, "/edit/works/on-tides", 1),
}
FORMS = {"biography": "/edit/biography"}


def every_field() -> list[TranslatedField]:
    """Return the fields of all tables of translations."""
    return [
        TranslatedField(table, noun, FORMS.get(name, form), id_, name)
        for table in tables.TABLES
        for noun, form, id_ in [RECORDS[table]]
        for name in table.fields
    ]


def fill_records(app: Flask) -> None:
    """Fill a site in English, French and Arabic, with a record of each kind."""
    fill(
        app,
        record(topics=["Tides", "Salt"], abstract="We weigh tides.", note="A note"),
        record(title="On salt", topics=["Salt"], year=2020, venue="Annals"),
        people=[{"name": "Kim Li", "level": "PhD", "project": "Buoys"}, {"name": "Bo Ek"}],
        sections=SECTIONS,
        profile={"biography": "I study tides."},
    )
    speak(app, "en", "fr", "ar")
