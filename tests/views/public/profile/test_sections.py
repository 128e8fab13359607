"""Sections of dated entries on the profile page."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in, token
from tests.support.database import statements
from tests.support.factories import fill, many, record
from tests.support.pages import attribute, matches, one, page, texts
from tests.support.sections import AWARDS, NEWS, SECTIONS, TALKS, shown

PEOPLE = [{"name": "Kim Li", "level": "PhD"}]
LONG: dict[str, Any] = {
    "kind": "awards",
    "entries": [{"what": f"Award {n}", "started_on": str(2000 + n)} for n in range(8)],
}


def test_visitors_see_dates_places_notes_links_and_works(app: Flask, client: FlaskClient) -> None:
    entry = {
        "what": "Cape Medal & more",
        "where": "Academy",
        "started_on": "2021",
        "note": "For *tides* <script>.",
        "url": "https://medal.example",
        "work": "on-tides",
    }
    fill(app, record(title="On $x$", work="on-tides"), sections=[{**AWARDS, "entries": [entry]}])
    section = one(page(client.get("/")), "#section-awards")
    assert texts(section, "h2") == ["Awards"]
    assert texts(section, "li > span") == ["2021"]
    assert texts(section, "li p") == ["Cape Medal & more, Academy", "For tides <script>.", "On x"]
    assert texts(section, ".prose em") == ["tides"]
    assert attribute(section, "a", "href") == ["https://medal.example", "/publications/on-tides"]


def test_news_come_after_the_biography_and_the_others_after_people(
    app: Flask, client: FlaskClient
) -> None:
    fill(app, record(), people=PEOPLE, sections=SECTIONS, profile={"biography": "I study tides."})
    parts = attribute(page(client.get("/")), "section.part", "id")
    assert parts == [
        "biography",
        "section-news",
        "people",
        "section-awards",
        "section-positions",
        "publications",
    ]


@pytest.mark.parametrize("parts", [{}, {"sections": [{"kind": "grants"}]}])
def test_nothing_is_shown_where_there_is_nothing(
    app: Flask, client: FlaskClient, parts: dict[str, Any]
) -> None:
    fill(app, record(), **parts)
    assert shown(client) == {}
    assert matches(page(client.get("/")), ".dated") == []


def test_an_entry_for_the_cv_is_not_on_the_page(app: Flask, client: FlaskClient) -> None:
    fill(app, record(), sections=[{"kind": "news", "entries": [{"what": "A", "placement": "cv"}]}])
    assert shown(client) == {}


def test_the_owner_sees_where_to_add(app: Flask) -> None:
    fill(app, record(), sections=[*SECTIONS, {"kind": "grants"}])
    owner = sign_in(app)
    assert shown(owner)["Grants"] == ["Add an entry"]
    assert "/edit/new/section" in attribute(page(owner.get("/")), ".add .edit", "href")
    owner.post("/edit/visitor-view", data={"token": token(owner)})
    assert "Grants" not in shown(owner)


def test_older_entries_of_a_long_section_are_folded(app: Flask, client: FlaskClient) -> None:
    fill(app, sections=[LONG])
    tree = page(client.get("/"))
    assert texts(tree, "summary") == ["Show all 8"]
    assert texts(tree, "details li > span") == ["2002", "2001", "2000"]
    assert len(matches(tree, ".dated li")) == 8


def test_a_section_without_dates_has_no_column_for_them(app: Flask, client: FlaskClient) -> None:
    fill(app, sections=[{"name": "In the media", "entries": [{"what": "Radio"}]}])
    section = one(page(client.get("/")), "#section-in-the-media")
    assert texts(section, "span") == []
    assert texts(section, "li") == ["Radio"]


def test_a_talk_among_the_works_leads_to_its_page(app: Flask, client: FlaskClient) -> None:
    fill(app, record(type="speech", title="A talk", venue="Tide Days"), sections=[TALKS])
    assert shown(client) == {"Talks": ["2024 A talk, Tide Days"]}
    link = attribute(page(client.get("/")), "#section-talks a", "href")
    assert link == ["/publications/a-talk"]
    assert shown(sign_in(app)) == {
        "Talks": ["Add an entry", "2024 A talk, Tide Days From the works"]
    }


def test_drafts_are_named_to_the_owner_alone(app: Flask, client: FlaskClient) -> None:
    works = [{"work": "on-tides", "state": "draft"}]
    fill(app, record(work="on-tides"), works=works, sections=[AWARDS])
    assert "On tides" not in client.get("/").text
    assert "On tides Of a draft" in " ".join(shown(sign_in(app))["Awards"])


@pytest.mark.parametrize("number", [1, 200])
def test_sections_add_one_statement_to_the_page(
    app: Flask, client: FlaskClient, number: int
) -> None:
    fill(app, *many(12), people=PEOPLE)
    with statements(app) as without:
        client.get("/")
    entries = [{"what": f"Entry {n}", "started_on": str(1800 + n)} for n in range(number)]
    fill(app, sections=[{"kind": "grants", "entries": entries}, NEWS, TALKS])
    with statements(app) as sent:
        client.get("/")
    assert len(reads(sent)) - len(reads(without)) == 1
    assert len(reads(sent)) <= 9


def reads(sent: list[str]) -> list[str]:
    return [statement for statement in sent if statement.startswith(("SELECT", "WITH"))]
