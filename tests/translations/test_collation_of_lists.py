"""Every list of names is in the one order, and a translated name in that of its language."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app.bibliography.document.reader import Document
from app.database import db
from app.forms.languages import CHOICES
from app.models import Person, PersonName, Section, Topic, Work
from app.services import cache
from app.services.catalog import records, sections, suggestions, works
from app.services.catalog.charts.topics_by_year import topics_by_year
from app.services.catalog.facets import choices
from app.services.catalog.profile import header
from app.services.catalog.sections import Place
from app.services.catalog.selection import PublicFilter
from app.services.catalog.translations import tables, texts
from app.services.catalog.work_page import work_page
from app.services.editing import people, profile, topics
from app.services.editing import works as editing_works
from app.services.editing.author_names import decisions
from app.services.editing.sections import sections as editing_sections
from app.services.editing.works_table import table
from app.services.editing.works_table.filters import WorksFilter
from app.services.exporting import document
from app.translations.current import in_language
from tests.support.factories import fill, record
from tests.support.languages import speak

# Code points put "Zola" first, "Éluard" and "école" last, and 10 before 2.
NAMES = ["Zola", "zoo 10", "école", "Éluard", "zoo 2", "Eau"]
IN_ORDER = ["Eau", "école", "Éluard", "Zola", "zoo 2", "zoo 10"]
FRENCH = {"Zola": "Abeilles", "Eau": "Œuvres"}
IN_FRENCH = ["Abeilles", "école", "Éluard", "Œuvres", "zoo 2", "zoo 10"]


@pytest.fixture
def site(app: Flask) -> Flask:
    """A site whose topics, sections, venues, people and co-authors have these names."""
    fill(
        app,
        record(title="All", authors=["Ada Roe", *NAMES], topics=NAMES),
        *(record(title=f"At {name}", venue=name, topics=NAMES) for name in NAMES),
        people=[{"name": name, "level": "PhD"} for name in NAMES],
        sections=[
            {"kind": "custom", "name": name, "entries": [{"what": "One", "started_on": "2020"}]}
            for name in NAMES
        ],
    )
    with app.app_context():
        db.session.execute(update(Topic).values(position=1))
        db.session.execute(update(Section).values(position=1))
        for person in db.session.query(Person):
            db.session.add(PersonName(person_id=person.id, name=f"{person.name} B."))
            db.session.add(PersonName(person_id=person.id, name=f"Ärlich {person.name}"))
        cache.commit()
    return app


def _work() -> Work:
    return db.session.query(Work).filter_by(slug="all").one()


def _listed() -> works.WorkList:
    return works.work_list(cache.change_count(), PublicFilter())


def _facet(key: str) -> list[str]:
    found = choices.whole_facet(cache.change_count(), PublicFilter(), key, "")
    return [one.label for one in found.choices]


def _layers() -> list[str]:
    chart = topics_by_year(drafts=False)
    return [layer.name for layer in chart.layers] if chart else []


def _document() -> Document:
    return document.document(drafts=True) or pytest.fail("no document")


LISTS: dict[str, Callable[[], list[str]]] = {
    "filter": lambda: [one.label for one in _listed().facets.topics],
    "all topics": lambda: _facet("topic"),
    "topics of works in the list": lambda: [name for _, name in _listed().entries[0].topics],
    "topics of a work": lambda: [name for _, name in work_page(_work(), drafts=False).topics],
    "layers of the chart": _layers,
    "sections": lambda: [one.title for one in sections.sections(Place.PAGE)],
}
OWN: dict[str, Callable[[], list[str]]] = {
    "topics to edit": lambda: [topic.name for topic in topics.all_topics()],
    "topics to choose": topics.all_names,
    "topics of the form": lambda: editing_works.edited_work("all", None).values()["topics"],
    "topics of the works table": lambda: table.table_page(WorksFilter(), 50).rows[0].topics,
    "topics of an exported record": lambda: list(
        records.record_of(_work().publications[0], _work()).topics
    ),
    "topics of exported records": lambda: list(
        records.exported_records(Work.slug == "all")[0].record.topics
    ),
    "topics of a document": lambda: [str(topic) for topic in _document().topics],
    "sections of a document": lambda: [str(one.name) for one in _document().sections],
    "sections to edit": lambda: [section.name for section in editing_sections.all_sections()],
    "venues": lambda: [
        name for name in table.table_page(WorksFilter(), 50).venues if name in NAMES
    ],
    "known people": lambda: [name for name in people.known_names() if name in NAMES],
    "co-authors": lambda: [name for name in _facet("author") if name in NAMES],
    "merged names": lambda: [one.name for one in decisions.merged_people()],
    "suggested venues": lambda: suggestions.venue_names("e") + suggestions.venue_names("z"),
    "suggested names": lambda: suggestions.printed_names("e") + suggestions.printed_names("z"),
}


@pytest.mark.parametrize("kind", [*LISTS, *OWN])
def test_lists_are_in_the_order_of_letters(site: Flask, kind: str) -> None:
    with site.app_context():
        assert {**LISTS, **OWN}[kind]() == IN_ORDER


@pytest.mark.parametrize("kind", LISTS)
def test_translated_names_are_sorted_as_they_are_shown(site: Flask, kind: str) -> None:
    speak(site, "en", "fr")
    with site.app_context():
        models: dict[Any, Any] = {Topic: tables.TOPIC, Section: tables.SECTION}
        for model, translated in models.items():
            for one in db.session.query(model).filter(model.name.in_(FRENCH)):
                texts.write_texts(translated, one.id, {"name.fr": FRENCH[one.name]})
        cache.commit()
    with site.app_context(), in_language("fr"):
        assert LISTS[kind]() == IN_FRENCH
    with site.app_context():
        assert LISTS[kind]() == IN_ORDER


def test_other_names_are_in_order(site: Flask) -> None:
    with site.app_context():
        expected = ["Ada Roe B.", "Ärlich Ada Roe"]
        assert profile.header()["other_names"].splitlines() == expected
        assert (shown := header())
        assert shown.other_names == expected
        assert list(_document().profile.other_names) == expected
        assert decisions.merged_people()[0].other_names == ["Ärlich Eau", "Eau B."]


def test_languages_are_chosen_by_their_own_names() -> None:
    assert [name for _, name in CHOICES] == ["English", "Français", "العربية"]
