"""The profile's forms, as pages and in place."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Noun, Revision
from app.services.actor import TERMINAL
from app.services.history import snapshots, timeline, undo
from tests.support.accounts import sign_in
from tests.support.database import rows
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, filled, opened, read, send
from tests.support.pages import attribute, one, page, texts

PLACES = ["/edit/profile", "/fragments/edit/profile"]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(
        app,
        record(),
        profile={
            "other_names": ["A. Roe"],
            "research_topics": ["Tides", "Salt"],
            "links": [{"label": "Code", "url": "https://code.example/ada", "kind": "code"}],
            "biography": "I study *tides*.",
        },
    )
    return sign_in(app)


def test_the_page_has_edit_links_for_the_owner_only(owner: FlaskClient, app: Flask) -> None:
    edits = attribute(page(owner.get("/")), "#about .edit, #biography .edit", "href")
    assert edits == ["/edit/profile", "/edit/portrait", "/edit/languages", "/edit/biography"]
    assert not page(app.test_client().get("/")).query(".edit, .bar, form[action*=edit]")


@pytest.mark.parametrize("address", PLACES)
def test_saving_without_changes_records_no_revision(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    with app.app_context():
        before = rows(Revision)
    answer = send(owner, address)
    assert answer.status_code == (303 if address.startswith("/edit") else 200)
    with app.app_context():
        assert rows(Revision) == before


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("name", "Ada Q. Roe", "Ada Q. Roe"),
        ("memberships", "Academy\nGuild", "Guild"),
        ("position_title", "Dean", "Dean"),
        ("affiliation", "University of the Cape", "University of the Cape"),
        ("email", "ada@cape.example", "mailto:ada@cape.example"),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
    ],
)
def test_saved_fields_are_shown_to_visitors(
    app: Flask, owner: FlaskClient, field: str, typed: str, shown: str
) -> None:
    assert send(owner, "/edit/profile", **{field: typed}).status_code == 303
    assert shown in app.test_client().get("/").text
    again = opened(owner, "/edit/profile")[field].replace("\r\n", "\n")
    assert again == typed.removeprefix("https://orcid.org/")


def test_the_fragment_returns_the_header_with_an_undo_button(
    app: Flask, owner: FlaskClient
) -> None:
    answer = send(owner, "/fragments/edit/profile", name="Ada Q. Roe")
    tree = read(answer, "/fragments/")
    assert texts(tree, "#about h1") == ["Ada Q. Roe"]
    assert "Edited the profile" in texts(tree, ".saved")[0]
    assert attribute(tree, ".saved form", "action")[0].endswith("/undo")
    with app.app_context():
        revision = timeline.get_revision(rows(Revision))
        assert revision
        undo.undo(revision, TERMINAL)
    assert texts(page(app.test_client().get("/")), "h1") == ["Ada Roe"]


@pytest.mark.parametrize("address", [pytest.param(PLACES[0], marks=pytest.mark.slow), PLACES[1]])
@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"name": "  "}, "A profile needs a name."),
        ({"name": "x" * 201}, "At most 200 characters."),
        ({"email": "ada at cape"}, "Enter an e-mail address such as name@example.org."),
        ({"orcid": "0000-0002-1825-0098"}, "Not an ORCID iD: one of its digits is wrong."),
        ({"orcid": "0000-0002-1825-009"}, "An ORCID iD has 16 digits; this has 15."),
        ({"orcid": "https://orcid.org/1-123X/"}, "An ORCID iD has 16 digits; this has 5."),
        ({"orcid": "ada"}, "An ORCID iD has 16 digits; this has none."),
        (
            {"links-0-url": "javascript:alert(1)"},
            "Link 1: the address must begin with https:// or http://.",
        ),
        (
            {f"topics-{n}-name": f"T{n}" for n in range(51)},
            "At most 50 research topics; there are 51.",
        ),
    ],
)
def test_an_invalid_field_shows_an_error_and_keeps_the_input(
    app: Flask, owner: FlaskClient, address: str, typed: dict[str, str], complaint: str
) -> None:
    changes = {"position_title": "Dean", **typed}
    answer = send(owner, address, **changes)
    assert answer.status_code == 422
    tree = read(answer, address)
    assert complaints(tree) == [complaint]
    assert one(tree, ".wrongs a").attrs["href"]
    kept = filled(answer, address)
    assert {name: kept[name].strip() for name in changes} == {
        name: value.strip() for name, value in changes.items()
    }
    with app.app_context():
        assert "Dean" not in str(snapshots.take_snapshots(Noun.PROFILE, [1]))


@pytest.mark.parametrize("address", PLACES)
def test_rows_move_without_being_saved(app: Flask, owner: FlaskClient, address: str) -> None:
    values = opened(owner, address)
    answer = owner.post(address, data={**values, "do": "topics.1.up"})
    moved = filled(answer, address)
    assert [moved["topics-0-name"], moved["topics-1-name"]] == ["Salt", "Tides"]
    assert texts(page(app.test_client().get("/")), ".works-on") == ["Works on Tides · Salt"]
    assert owner.post(address, data=moved).status_code in {200, 303}
    assert texts(page(app.test_client().get("/")), ".works-on") == ["Works on Salt · Tides"]


def test_a_row_is_added_and_has_the_focus(owner: FlaskClient) -> None:
    answer = send(owner, "/edit/profile", do="links.add")
    assert one(page(answer), "[autofocus]").attrs["id"] == "about-links-1-kind"


def test_missing_fields_keep_their_values(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, "/edit/profile")
    kept = {name: values[name] for name in ("token", "key", "version", "seen")}
    assert owner.post("/edit/profile", data={**kept, "name": "Ada Q. Roe"}).status_code == 303
    text = app.test_client().get("/").text
    assert "Ada Q. Roe" in text
    assert "https://code.example/ada" in text
    assert "Professor" in text


def test_a_wrong_token_saves_nothing_and_loses_nothing(app: Flask, owner: FlaskClient) -> None:
    answer = send(owner, "/edit/profile", name="Eve", **{"token": "wrong"})
    assert answer.status_code == 422
    assert filled(answer, "/edit/profile")["name"] == "Eve"
    assert texts(page(app.test_client().get("/")), "h1") == ["Ada Roe"]
    again: dict[str, Any] = dict(filled(answer, "/edit/profile"))
    assert owner.post("/edit/profile", data=again).status_code == 303


def test_a_repeated_submission_acts_once(app: Flask, owner: FlaskClient) -> None:
    values = {**opened(owner, "/edit/biography"), "biography": "I *swim*."}
    answers = [owner.post("/fragments/edit/biography", data=values) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("Edited the biography" in answer.text for answer in answers)
    with app.app_context():
        titles = list(db.session.scalars(select(Revision.title)))
    assert titles.count("Edited the biography") == 1


def test_the_form_creates_the_profile_of_an_empty_site(app: Flask) -> None:
    owner = sign_in(app)
    assert send(owner, "/edit/profile", name="Kim Li").status_code == 303
    assert texts(page(app.test_client().get("/")), "h1") == ["Kim Li"]


def test_the_biography_can_be_previewed(owner: FlaskClient) -> None:
    address = attribute(page(owner.get("/edit/biography")), "textarea[name=biography]", "hx-post")[
        0
    ]
    answer = owner.post(address, data={"biography": "I *swim* <script>"})
    html = "<p>I <em>swim</em> &lt;script&gt;</p>"
    assert answer.text == f'<div class="prose" dir="auto">{html}</div>'
    shown = send(owner, "/edit/biography", biography="I *swim*.", do="preview")
    assert texts(page(shown), ".preview em") == ["swim"]


def test_different_input_with_the_same_form_key_is_a_conflict(
    app: Flask, owner: FlaskClient
) -> None:
    values = opened(owner, "/edit/biography")
    assert owner.post("/edit/biography", data={**values, "biography": "One."}).status_code == 303
    answer = owner.post("/edit/biography", data={**values, "biography": "Two."})
    assert answer.status_code == 409
    assert filled(answer, "/edit/biography")["biography"] == "Two."
