"""The form of an entry: added, edited and deleted, in place and as a page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import SectionEntry
from tests.support.accounts import sign_in, token
from tests.support.database import content
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, opened, read, send
from tests.support.pages import attribute, fragment, matches, one, page, texts
from tests.support.sections import AWARD, POSITION, SECTIONS, shown, stored
from tests.support.undo import undo_last

NEW = "/edit/sections/2/entries/new"
BOTH = pytest.mark.parametrize("prefix", ["", "/fragments"])


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(), record(title="Salt"), sections=SECTIONS)
    return sign_in(app)


def newest(app: Flask) -> SectionEntry:
    with app.app_context():
        entry = db.session.query(SectionEntry).order_by(SectionEntry.id.desc()).first()
        assert entry
        return entry


@BOTH
def test_an_entry_is_added(app: Flask, owner: FlaskClient, prefix: str) -> None:
    given = {"what": "Dean", "where": "The Cape", "started_on": "2025-3", "note": "*Soon.*"}
    answer = send(owner, f"{prefix}{NEW}", **given, url="cape.example/dean", work="salt")
    entry = newest(app)
    assert (entry.what, entry.started_on, entry.ended_on) == ("Dean", "2025-03", None)
    assert (entry.url, entry.note_html) == ("https://cape.example/dean", "<p><em>Soon.</em></p>")
    assert shown(app.test_client())["Positions"][0] == "2025 – Dean, The Cape Soon. Salt"
    if not prefix:
        answer = owner.get(answer.location)
    assert "Added “Dean” to Positions." in texts(read(answer, f"{prefix}/"), ".saved span")


@BOTH
def test_an_entry_is_edited(app: Flask, owner: FlaskClient, prefix: str) -> None:
    answer = send(owner, f"{prefix}{POSITION}", what="Reader", ended_on="2024-12-31", work="")
    if prefix:
        assert texts(fragment(answer), "li > span") == ["2021 – 2024"]
        assert texts(fragment(answer), ".saved span") == ["Edited “Reader” in Positions."]
    assert shown(app.test_client())["Positions"][-1] == "2021 – 2024 Reader, Harbour College"


@BOTH
def test_a_deleted_entry_can_be_restored(app: Flask, owner: FlaskClient, prefix: str) -> None:
    with app.app_context():
        before = content()
    answer = owner.post(f"{prefix}{AWARD}/deletion", data={"token": token(owner), "key": "k"})
    if not prefix:
        answer = owner.get(answer.location)
    said = texts(read(answer, f"{prefix}/"), ".saved span")
    assert said == ["Deleted “Best Paper Award” from Awards."]
    undo_last(app)
    with app.app_context():
        assert content() == before


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("what", "", "Enter what it is."),
        ("started_on", "soon", "Enter a date such as 2024, 2024-09 or 2024-09-30."),
        ("started_on", "2023-02-29", "This date does not exist."),
        ("ended_on", "2020-12", "The end is before the start."),
        ("ended_on", "2024-13", "This date does not exist."),
        ("url", "javascript:alert(1)", "The web address must begin with https:// or http://."),
        ("work", "Kelp", "No work has this title. Type its first words and choose it."),
    ],
)
def test_mistakes_are_explained_and_nothing_is_saved(
    app: Flask, owner: FlaskClient, field: str, typed: str, said: str
) -> None:
    with app.app_context():
        before = content()
    answer = send(owner, POSITION, **{"where": "Elsewhere", field: typed})
    assert answer.status_code == 422
    assert complaints(page(answer)) == [said]
    assert attribute(page(answer), "[name=where]", "value") == ["Elsewhere"]
    with app.app_context():
        assert content() == before


@pytest.mark.parametrize("end", ["2021", "2021-03", "2021-03-01"])
def test_an_end_is_compared_as_far_as_it_is_known(app: Flask, owner: FlaskClient, end: str) -> None:
    assert send(owner, POSITION, started_on="2021-03", ended_on=end).status_code == 303


@pytest.mark.parametrize(
    "typed", ["Salt", "SALT", "salt", "/publications/salt", "https://a.example/publications/salt/"]
)
def test_a_work_is_named_by_its_title_or_address(
    app: Flask, owner: FlaskClient, typed: str
) -> None:
    assert send(owner, AWARD, work=typed).status_code == 303
    assert opened(owner, AWARD)["work"] == "Salt"


def test_a_title_of_two_works_is_not_enough(app: Flask, owner: FlaskClient) -> None:
    fill(app, record(title="Salt", authors=["Bo Ek"], year=1999))
    answer = send(owner, AWARD, work="Salt")
    assert complaints(page(answer)) == [
        "Several works have this title. Enter the address of the page."
    ]
    assert send(owner, AWARD, work="/publications/salt-2").status_code == 303
    assert opened(owner, AWARD)["work"] == "salt-2"


def test_the_form_fits_the_kind_of_section(owner: FlaskClient) -> None:
    for address, label in ((AWARD, "Date"), (POSITION, "From")):
        tree = page(owner.get(address))
        field = one(tree, "[name=started_on]").attrs["id"]
        assert texts(tree, f'label[for="{field}"]') == [label]


@pytest.mark.parametrize(("section", "placement"), [(2, "both"), (3, "page")])
def test_a_new_entry_is_shown_where_the_last_one_is(
    owner: FlaskClient, section: int, placement: str
) -> None:
    assert opened(owner, f"/edit/sections/{section}/entries/new")["placement"] == placement


def test_a_note_has_a_preview(owner: FlaskClient) -> None:
    address = "/fragments/edit/preview/markdown?field=note"
    assert "<em>" in owner.post(address, data={"note": "*Tides*"}).text
    assert "At most 10,000" in owner.post(address, data={"note": "x" * 10_001}).text


def test_titles_are_suggested(owner: FlaskClient) -> None:
    suggested = owner.get("/fragments/edit/suggestions/works?work=sal")
    assert attribute(fragment(suggested), "option", "value") == ["Salt"]


def test_two_editors_of_different_entries_do_not_disturb_each_other(
    app: Flask, owner: FlaskClient
) -> None:
    mine = opened(owner, AWARD)
    mine["what"] = "Prize"
    other = sign_in(app, "other@site.example")
    send(other, "/edit/sections/1/entries/1", what="Medal")
    assert owner.post(AWARD, data=mine).status_code == 303


def test_two_editors_of_one_entry_see_both_texts(app: Flask, owner: FlaskClient) -> None:
    mine = opened(owner, AWARD)
    mine["note"] = "Mine."
    other = sign_in(app, "other@site.example")
    send(other, AWARD, note="Theirs.", where="The Bay")
    answer = owner.post(AWARD, data=mine)
    assert answer.status_code == 409
    assert texts(page(answer), ".conflict .text") == ["Mine.", "Theirs."]
    assert attribute(page(answer), "[name=where]", "value") == ["The Bay"]


def test_entries_have_a_history_and_a_place_in_the_trash(app: Flask, owner: FlaskClient) -> None:
    send(owner, AWARD, what="Prize", work="Salt", placement="cv")
    owner.post(f"{AWARD}/deletion", data={"token": token(owner), "key": "k"})
    tree = page(owner.get("/edit/history/entry/2"))
    assert texts(tree, "h1") == ["Prize"]
    assert "Only in the CV" in owner.get("/edit/history").text
    assert texts(page(owner.get("/edit/trash")), "h2") == ["Prize"]
    assert owner.get("/edit/trash/entry/2/erasure").status_code == 200
    data = {"token": token(owner), "noun": "entry", "record": "2", "next": "/edit/trash"}
    (restore,) = attribute(page(owner.get("/edit/trash")), ".history form", "action")
    owner.post(restore, data=data)
    assert "Prize" in stored(app)["Awards"]


def test_cancel_restores_the_entry_and_the_button(owner: FlaskClient) -> None:
    entry = fragment(owner.get(f"/fragments{AWARD}/shown"))
    assert matches(entry, "li#entry-2")
    assert "Add an entry" in owner.get(f"/fragments{NEW}/shown").text


@pytest.mark.parametrize(
    "path",
    ["/edit/sections/1/entries/9", "/edit/sections/9/entries/9", "/edit/sections/9/entries/new"],
)
def test_an_unknown_entry_is_not_found(owner: FlaskClient, path: str) -> None:
    assert owner.get(path).status_code == 404
    assert owner.post(f"{path}/deletion", data={"token": token(owner)}).status_code == 404


@pytest.mark.parametrize("path", [AWARD, NEW, f"{AWARD}/shown"])
def test_visitors_are_asked_to_sign_in(app: Flask, owner: FlaskClient, path: str) -> None:
    assert app.test_client().get(f"/fragments{path}").status_code == 401
