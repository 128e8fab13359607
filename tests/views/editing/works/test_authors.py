"""The authors of a work: rows that are added, moved, pasted and marked."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.models import Noun
from app.services.history import snapshots
from tests.support.accounts import sign_in
from tests.support.database import content
from tests.support.factories import fill, record
from tests.support.form_posts import filled, opened, read, send
from tests.support.pages import attribute, one, page, texts
from tests.support.undo import undo_last

PAGE, PART = "/edit/works/on-tides", "/fragments/edit/works/on-tides"
ROW = "input[type=text][name^=authors-]"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    authors = ["Kim Li", "Ada Roe", {"name": "Bo Ek", "equal": True, "corresponding": True}]
    fill(app, record(authors=authors), profile={"other_names": ["A. Roe"]})
    return sign_in(app)


def authors(app: Flask) -> Any:
    with app.app_context():
        return snapshots.take_snapshots(Noun.WORK, [1])[1]["1.authors"]


def press(owner: FlaskClient, address: str, do: str, **typed: Any) -> tuple[list[str], str]:
    """Return the rows' names after a button, and the id that has the focus."""
    answer = send(owner, address, do=do, **typed)
    assert answer.status_code == 200
    tree = read(answer, address)
    focus = one(tree, "[autofocus]").attrs["id"] or ""
    return attribute(tree, ROW, "value"), focus.removeprefix("work-1-authors-")


@pytest.mark.parametrize("address", [PAGE, PART])
@pytest.mark.parametrize(
    ("do", "wanted"),
    [
        ("authors.1.up", (["Ada Roe", "Kim Li", "Bo Ek"], "0-down")),
        ("authors.2.up", (["Kim Li", "Bo Ek", "Ada Roe"], "1-up")),
        ("authors.0.down", (["Ada Roe", "Kim Li", "Bo Ek"], "1-down")),
        ("authors.1.down", (["Kim Li", "Bo Ek", "Ada Roe"], "2-up")),
        ("authors.1.remove", (["Kim Li", "Bo Ek"], "1-remove")),
        ("authors.2.remove", (["Kim Li", "Ada Roe"], "1-remove")),
        ("authors.add", (["Kim Li", "Ada Roe", "Bo Ek", ""], "3-name")),
        ("authors.99.up", (["Kim Li", "Ada Roe", "Bo Ek"], "work-1-title")),
    ],
)
def test_row_buttons_change_the_rows_and_save_nothing(
    app: Flask, owner: FlaskClient, address: str, do: str, wanted: tuple[list[str], str]
) -> None:
    with app.app_context():
        before = content()
    assert press(owner, address, do, title="Typed") == wanted
    with app.app_context():
        assert content() == before


def test_author_marks_move_with_their_row(app: Flask, owner: FlaskClient) -> None:
    moved = filled(send(owner, PAGE, do="authors.2.up"), PAGE)
    assert (moved["authors-1-equal"], moved["authors-owner"]) == ("1", "2")
    owner.post(PAGE, data=moved)
    owner_id = authors(app)[2][1]
    assert authors(app) == [
        ["Kim Li", None, False, False, "author"],
        ["Bo Ek", None, True, True, "author"],
        ["Ada Roe", owner_id, False, False, "author"],
    ]
    line = texts(page(app.test_client().get("/publications/on-tides")), "#authors")
    assert line == ["Kim Li, Bo Ek*†, Ada Roe"]
    undo_last(app)
    assert [name for name, *_ in authors(app)] == ["Kim Li", "Ada Roe", "Bo Ek"]


@pytest.mark.slow
def test_roles_are_chosen_typed_or_pasted_and_named_in_the_history(
    app: Flask, owner: FlaskClient
) -> None:
    typed = {"authors-0-role": "editor", "authors-1-name": "Roe, Ada (trans.)"}
    send(owner, PAGE, **typed, **{"authors-pasted": "Jo Fo and Al Mo (eds.)"})
    assert [(name, role) for name, *_, role in authors(app)] == [
        ("Kim Li", "editor"),
        ("Roe, Ada", "translator"),
        ("Bo Ek", "author"),
        ("Jo Fo", "editor"),
        ("Al Mo", "editor"),
    ]
    form = opened(owner, PAGE)
    assert [form[f"authors-{n}-role"] for n in range(2)] == ["editor", "translator"]
    assert "Kim Li (ed.)" in owner.get("/edit/history/work/1").text
    send(owner, PAGE, **{"authors-0-role": "king"})
    assert authors(app)[0][4] == "editor"


def test_a_pasted_list_adds_rows_without_saving(app: Flask, owner: FlaskClient) -> None:
    pasted = "Roe, Ada and Ek, Bo and\n  Németh, László"
    names, focus = press(owner, PART, "authors.paste", **{"authors-pasted": pasted})
    assert names == ["Kim Li", "Ada Roe", "Bo Ek", "Ada Roe", "Bo Ek", "László Németh"]
    assert focus == "3-name"
    assert len(authors(app)) == 3
    names, focus = press(owner, PAGE, "authors.paste", **{"authors-pasted": " ;, "})
    assert len(names) == 3
    # A list left in its box is added when the form is saved.
    send(owner, PAGE, **{"authors-pasted": "Jo Fo; Al Mo"})
    assert [name for name, *_ in authors(app)][3:] == ["Jo Fo", "Al Mo"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, "Ada Roe"),
        ({"authors-owner": "0"}, "Kim Li"),
        ({"authors-owner": "none"}, None),
        ({"authors-owner": "77"}, "Ada Roe"),
        ({"authors-owner": [], "authors-1-name": "A. Roe"}, "A. Roe"),
        ({"authors-owner": [], "authors-1-name": "Zed"}, None),
        ({"authors-1-name": "Ada {\\'E}. Roe"}, "Ada {\\'E}. Roe"),
    ],
)
def test_the_owner_is_recognised_by_name_or_chosen(
    app: Flask, owner: FlaskClient, typed: dict[str, Any], expected: str | None
) -> None:
    send(owner, PAGE, **typed)
    known = [name for name, person_id, *_ in authors(app) if person_id is not None]
    assert known == ([expected] if expected else [])
    # The form shows the choice, and saving it again keeps it.
    before = authors(app)
    send(owner, PAGE, volume="9")
    assert authors(app) == before


def test_double_family_names_are_edited_without_braces(app: Flask, owner: FlaskClient) -> None:
    named = {
        "authors-0-name": "Brinch Hansen, Per",
        "authors-1-name": "García Márquez, Inés (ed.)",
        "authors-2-name": "{Tides, Waves and Co}",
    }
    send(owner, PAGE, **named)
    stored = ["Per {Brinch Hansen}", "Inés {García Márquez}", "{Tides, Waves and Co}"]
    assert [name for name, *_ in authors(app)] == stored
    shown = ["Brinch Hansen, Per", "García Márquez, Inés", "{Tides, Waves and Co}"]
    assert attribute(page(owner.get(PAGE)), ROW, "value") == shown
    before = authors(app)
    send(owner, PAGE, volume="9")
    assert authors(app) == before
    answer = owner.get("/fragments/edit/suggestions/names", query_string={"x-1": "bri"})
    assert attribute(read(answer, "/fragments/"), "option", "value") == ["Brinch Hansen, Per"]


@pytest.mark.slow
def test_empty_author_rows_are_ignored(app: Flask, owner: FlaskClient) -> None:
    send(owner, PAGE, **{"authors-0-name": "  ", "authors-7-name": "Jo Fo"})
    assert [name for name, *_ in authors(app)] == ["Ada Roe", "Bo Ek", "Jo Fo"]
    values = opened(owner, PAGE)
    for name in [name for name in values if name.startswith("authors-")]:
        values.poplist(name)
    owner.post(PAGE, data=values)
    assert authors(app) == []
    assert not page(app.test_client().get("/")).query("#work-1 .authors")


def test_each_author_field_offers_name_suggestions(owner: FlaskClient) -> None:
    tree = page(owner.get(PAGE))
    row = one(tree, "#work-1-authors-0-name")
    assert row.attrs["hx-get"] == "/fragments/edit/suggestions/names"
    known = (row.attrs["list"] or "").removeprefix("#")
    assert row.attrs["hx-target"] == f"#{known}"
    assert one(tree, f"datalist#{known}")
    for typed, names in (("ro", ["Ada Roe"]), ("ada ro", ["Ada Roe"]), ("da", []), ("", [])):
        answer = owner.get("/fragments/edit/suggestions/names", query_string={"x-1": typed})
        assert attribute(read(answer, "/fragments/"), "option", "value") == names
    venues = owner.get("/fragments/edit/suggestions/venues?venue=tid")
    assert attribute(read(venues, "/fragments/"), "option", "value") == ["Journal of Tides"]
