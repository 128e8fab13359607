"""Entries that are moved to another section, in the form of the entry."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import SectionEntry
from tests.support.accounts import sign_in, token
from tests.support.database import content
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, opened, read, send
from tests.support.pages import attribute, fragment, matches, page, texts
from tests.support.sections import AWARD, AWARDS, SECTIONS, stored
from tests.support.undo import undo_last

BOTH = pytest.mark.parametrize("prefix", ["", "/fragments"])
MOVED = "/edit/sections/2/entries/2"
POSITIONS = ["Best Paper Award", "Lecturer", "Professor"]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(), record(title="Salt"), sections=SECTIONS)
    return sign_in(app)


@BOTH
def test_an_entry_is_moved(app: Flask, owner: FlaskClient, prefix: str) -> None:
    with app.app_context():
        before = content()
    answer = send(owner, f"{prefix}{AWARD}", section="2")
    if prefix:
        assert attribute(fragment(answer), ".saved a", "href") == ["/edit/sections/2"]
    else:
        assert answer.status_code == 303
        assert owner.get(answer.location).status_code == 200
    assert stored(app)["Positions"] == POSITIONS
    assert stored(app)["Awards"] == ["Cape Medal"]
    said = texts(page(owner.get("/edit/history")), ".history li")[0]
    assert "Moved “Best Paper Award” from Awards to Positions" in said
    undo_last(app)
    with app.app_context():
        assert content() == before


@BOTH
def test_addresses_of_its_former_section_lead_to_it(owner: FlaskClient, prefix: str) -> None:
    mine = opened(owner, f"{prefix}{AWARD}")
    send(owner, AWARD, section="2")
    answer = owner.get(f"{prefix}{AWARD}")
    assert (answer.status_code, answer.location) == (302, f"{prefix}{MOVED}")
    assert matches(fragment(owner.get(f"/fragments{AWARD}/shown")), "li#entry-2")
    # The form was open in another tab, which changes something else.
    mine["where"] = "The Bay"
    assert owner.post(f"{prefix}{AWARD}", data=mine).status_code in {200, 303}
    assert opened(owner, MOVED)["where"] == "The Bay"
    assert opened(owner, MOVED)["section"] == "2"
    owner.post(f"{prefix}{AWARD}/deletion", data={"token": token(owner), "key": "k"})
    assert owner.get(MOVED).status_code == 404


def test_a_move_that_is_sent_twice_happens_once(app: Flask, owner: FlaskClient) -> None:
    given = opened(owner, f"/fragments{AWARD}")
    given["section"] = "2"
    for _ in range(2):
        assert owner.post(f"/fragments{AWARD}", data=given).status_code == 200
    assert stored(app)["Positions"] == POSITIONS


def test_an_unknown_section_is_refused(app: Flask, owner: FlaskClient) -> None:
    given = opened(owner, AWARD)
    given["section"] = "9"
    answer = owner.post(AWARD, data=given)
    assert answer.status_code == 422
    assert len(complaints(read(answer, AWARD))) == 1
    with app.app_context():
        assert db.session.get_one(SectionEntry, 2).section_id == 1


def test_two_editors_who_move_it_apart_see_both_sections(owner: FlaskClient) -> None:
    mine = opened(owner, AWARD)
    mine["section"] = "3"
    send(owner, AWARD, section="2")
    answer = owner.post(AWARD, data=mine)
    assert answer.status_code == 409
    assert texts(page(answer), ".conflict .text") == ["News", "Positions"]


def test_there_is_no_choice_where_there_is_one_section(app: Flask) -> None:
    fill(app, record(), sections=[AWARDS])
    assert "section" not in opened(sign_in(app), AWARD)
