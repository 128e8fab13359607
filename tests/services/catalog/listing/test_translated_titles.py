"""A list by title is sorted by the titles that it shows, under their letters."""

import pytest
from flask import Flask
from markupsafe import Markup

from app.database import db
from app.models import Publication
from app.services import cache
from app.services.catalog import works
from app.services.catalog.listing import translated_titles
from app.services.catalog.selection import PublicFilter
from app.services.catalog.translations import tables, texts
from app.translations.current import in_language
from tests.support.factories import fill, record
from tests.support.languages import speak

FRENCH = {
    "The tides": "Les marées",
    "A buoy": "Une étude de \\emph{bouées}",
    "Zostera": "Zoologie",
    "Écume": "Never shown",
}
IN_ENGLISH = ["B: A buoy", "E: Écume", "S: Study 2", "S: Study 10", "T: The tides", "Z: Zostera"]
IN_FRENCH = [
    "E: Écume",
    "E: Une étude de bouées",
    "M: Les marées",
    "S: Study 2",
    "S: Study 10",
    "Z: Zoologie",
]
BY_TITLE = PublicFilter(sort="title")


@pytest.fixture
def site(app: Flask) -> Flask:
    titles = ["Study 10", "The tides", "Zostera", "A buoy", "Study 2"]
    fill(app, *(record(title=title) for title in titles), record(title="Écume", language="fr"))
    speak(app, "en", "fr")
    with app.app_context():
        for one in db.session.query(Publication).filter(Publication.title.in_(FRENCH)):
            texts.write_texts(tables.PUBLICATION, one.id, {"title.fr": FRENCH[one.title]})
        cache.commit()
    return app


def listed(found: works.WorkList) -> list[str]:
    shown = [(group.heading[0], card) for group in found.groups for card in group.cards]
    return [f"{letter}: {Markup(card.title_html).striptags()}" for letter, card in shown]


def test_translated_titles_are_sorted_as_they_are_shown(site: Flask) -> None:
    with site.app_context():
        assert listed(works.work_list(cache.change_count(), BY_TITLE)) == IN_ENGLISH
    with site.app_context(), in_language("fr"):
        assert listed(works.work_list(cache.change_count(), BY_TITLE)) == IN_FRENCH


def test_so_many_that_a_statement_can_not_hold_them_are_sorted_by_their_own_titles(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translated_titles, "MOST", 1)
    with site.app_context(), in_language("fr"):
        found = works.work_list(cache.change_count(), BY_TITLE)
        assert [line[0] for line in listed(found)] == [line[0] for line in IN_ENGLISH]


@pytest.mark.slow
def test_as_many_as_are_sorted_fit_into_a_statement(site: Flask) -> None:
    with site.app_context():
        keys = tuple((number, f"title {number}") for number in range(translated_titles.MOST))
        statement = works._matching(BY_TITLE, keys)
        db.session.execute(statement, {"start": 0, "works_read": 25}).all()


def test_pages_of_translated_titles_continue_in_order(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(site.config, "WORKS_PER_PAGE", 1)
    with site.app_context(), in_language("fr"):
        changes = cache.change_count()
        pages = [works.further_works(changes, BY_TITLE.on_page(page)) for page in range(1, 7)]
        assert [line for page in pages for line in listed(page)] == IN_FRENCH
        assert [group.continues for page in pages for group in page.groups] == [
            False, True, False, False, True, False
        ]  # fmt: skip
        places = [works.down_to(BY_TITLE, slug) for slug in ("a-buoy", "the-tides")]
        assert [place.page for place in places if place] == [2, 3]
