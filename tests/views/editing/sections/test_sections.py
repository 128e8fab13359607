"""The sections of the profile and their actions."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in, token
from tests.support.database import content
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, filled, opened, read, send
from tests.support.pages import attribute, fragment, matches, page, texts
from tests.support.sections import SECTIONS, TALKS, listed, shown, stored
from tests.support.undo import undo_last

PLACES = ["/edit/sections/1", "/fragments/edit/sections/1"]
NEW = ["/edit/new/section", "/fragments/edit/new/section"]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(), sections=[*SECTIONS, TALKS])
    return sign_in(app)


def names(app: Flask) -> list[str]:
    return list(stored(app))


def test_the_list_shows_the_number_of_entries_and_moves_them(
    app: Flask, owner: FlaskClient
) -> None:
    tree = page(owner.get("/edit/sections"))
    assert texts(tree, "#sections li > p") == [
        "Awards 2 entries",
        "Positions 2 entries",
        "News 1 entry",
        "Talks no entries",
    ]
    disabled = [b.attrs["id"] for b in matches(tree, "#sections button") if "disabled" in b.attrs]
    assert disabled == ["section-awards-up", "section-talks-down"]
    data = {"token": token(owner), "way": "up"}
    assert owner.post("/edit/sections/2/move", data=data).status_code == 303
    assert names(app) == ["Positions", "Awards", "News", "Talks"]
    moved = owner.post("/fragments/edit/sections/1/move", data=data | {"way": "down"})
    assert matches(fragment(moved), "#section-awards-down[autofocus]")
    assert names(app) == ["Positions", "News", "Awards", "Talks"]
    undo_last(app, 2)
    assert names(app) == ["Awards", "Positions", "News", "Talks"]


@pytest.mark.parametrize("way", ["", "left"])
def test_an_unknown_direction_is_refused(owner: FlaskClient, way: str) -> None:
    data = {"token": token(owner), "way": way}
    assert owner.post("/edit/sections/1/move", data=data).status_code == 400


@pytest.mark.parametrize("address", NEW)
def test_a_new_section_has_the_usual_name_of_its_kind(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    answer = send(owner, address, kind="teaching")
    assert names(app)[-1] == "Teaching"
    if address.startswith("/fragments"):
        assert listed(fragment(answer)) == {"Teaching": ["Add an entry"]}
        assert texts(fragment(answer), ".saved span") == ["Added the section “Teaching”."]
    else:
        assert answer.location == "/edit/sections/5"


def test_the_form_proposes_the_first_kind_that_is_missing(owner: FlaskClient) -> None:
    assert opened(owner, "/edit/new/section")["kind"] == "education"


def test_a_section_of_ones_own_needs_a_name(app: Flask, owner: FlaskClient) -> None:
    answer = send(owner, "/edit/new/section", kind="custom")
    assert complaints(read(answer, "/")) == ["Enter the name of this section."]
    kept = filled(answer, "/edit/new/section")
    kept["name"] = "In the media"
    assert owner.post("/edit/new/section", data=kept).status_code == 303
    assert names(app)[-1] == "In the media"


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/edit/new/section", {"kind": "awards"}),
        ("/edit/new/section", {"kind": "custom", "name": "awards"}),
        ("/edit/sections/2", {"name": "AWARDS"}),
    ],
)
def test_two_sections_have_no_name_in_common(
    app: Flask, owner: FlaskClient, address: str, sent: dict[str, str]
) -> None:
    answer = send(owner, address, **sent)
    assert answer.status_code == 422
    assert complaints(read(answer, "/")) == [
        "There is already a section “Awards”. Choose another name."
    ]
    assert len(names(app)) == 4


def test_an_unknown_kind_is_refused(app: Flask, owner: FlaskClient) -> None:
    assert send(owner, "/edit/new/section", kind="prizes").status_code == 422
    assert len(names(app)) == 4


@pytest.mark.parametrize("address", PLACES)
def test_a_renamed_section_keeps_its_address(app: Flask, owner: FlaskClient, address: str) -> None:
    answer = send(owner, address, name=" Prizes  and honours ")
    if address.startswith("/fragments"):
        said = "Renamed the section “Awards” to “Prizes and honours”."
        assert texts(fragment(answer), ".saved span") == [said]
    assert "Prizes and honours" in shown(app.test_client())
    assert matches(page(app.test_client().get("/")), "#section-awards")


def test_talks_are_listed_from_the_works_if_the_owner_ticks_that(
    app: Flask, owner: FlaskClient
) -> None:
    fill(app, record(type="speech", title="A talk"))
    values = opened(owner, "/edit/sections/4")
    del values["lists_talks"]
    owner.post("/edit/sections/4", data=values)
    assert "Talks" not in shown(app.test_client())
    send(owner, "/edit/sections/4", lists_talks="y")
    assert shown(app.test_client())["Talks"] == ["2024 A talk, Journal of Tides"]
    assert "lists_talks" not in opened(owner, "/edit/sections/1")


def test_the_page_of_a_section_lists_all_its_entries(app: Flask, owner: FlaskClient) -> None:
    entry = {"what": "Gap year", "placement": "cv"}
    fill(app, sections=[{"name": "Hobbies", "entries": [entry]}])
    tree = page(owner.get("/edit/sections/5"))
    assert texts(tree, ".dated li") == ["Add an entry", "Gap year Only in the CV Edit"]
    assert "/edit/sections/5/entries/new" in attribute(tree, ".dated a", "href")


def test_a_deleted_section_can_be_restored(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        before = content()
    answer = owner.post("/edit/sections/1/deletion", data={"token": token(owner), "key": "k"})
    assert texts(page(owner.get(answer.location)), ".saved span") == [
        "Deleted the section “Awards”."
    ]
    assert "Awards" not in shown(app.test_client())
    undo_last(app)
    with app.app_context():
        assert content() == before


def test_cancel_restores_the_section_and_the_button(owner: FlaskClient) -> None:
    tree = fragment(owner.get("/fragments/edit/sections/1/shown"))
    assert list(listed(tree)) == ["Awards"]
    assert matches(tree, "[autofocus]")
    assert "Add a section" in owner.get("/fragments/edit/new/section/shown").text


@pytest.mark.parametrize("path", ["/edit/sections", *PLACES, *NEW])
def test_visitors_are_asked_to_sign_in(app: Flask, owner: FlaskClient, path: str) -> None:
    assert app.test_client().get(path).status_code in {303, 401}


@pytest.mark.parametrize("path", ["/edit/sections/9", "/fragments/edit/sections/9/shown"])
def test_an_unknown_section_is_not_found(owner: FlaskClient, path: str) -> None:
    assert owner.get(path).status_code == 404


def test_two_editors_who_rename_a_section_see_both_names(app: Flask, owner: FlaskClient) -> None:
    mine = opened(owner, "/edit/sections/1")
    mine["name"] = "Honours"
    other = sign_in(app, "other@site.example")
    assert send(other, "/edit/sections/1", name="Prizes").status_code == 303
    answer = owner.post("/edit/sections/1", data=mine)
    assert answer.status_code == 409
    assert texts(page(answer), ".conflict .text") == ["Honours", "Prizes"]
