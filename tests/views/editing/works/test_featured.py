"""The star that features a work, and the order of the featured works."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.database import db
from app.models import Revision, Work
from tests.support.accounts import sign_in, token
from tests.support.database import rows
from tests.support.factories import fill, record
from tests.support.pages import attribute, fragment, matches, one, page, texts
from tests.support.undo import undo_last


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, *(record(title=title, year=2020) for title in ("One", "Two", "Three")))
    return sign_in(app)


def press(client: FlaskClient, slug: str, do: str, prefix: str = "") -> TestResponse:
    data = {"token": token(client), "do": do}
    answer = client.post(f"{prefix}/edit/works/{slug}/featured", data=data, follow_redirects=True)
    assert answer.status_code == 200
    return answer


def order(owner: FlaskClient) -> list[str]:
    return texts(page(owner.get("/edit/featured")), "#featured li a")


@pytest.mark.parametrize("address", ["/", "/edit/works"])
def test_only_editors_see_the_stars(app: Flask, owner: FlaskClient, address: str) -> None:
    press(owner, "two", "feature.2")
    stars = {star.attrs["id"]: star.attrs for star in matches(page(owner.get(address)), ".star")}
    assert {id_: star["aria-pressed"] for id_, star in stars.items()} == {
        "star-1": "false",
        "star-2": "true",
        "star-3": "false",
    }
    assert stars["star-2"]["value"] == "unfeature.2"
    assert stars["star-1"]["aria-label"] == "Feature: One"
    assert not matches(page(app.test_client().get("/")), ".star")


def test_a_star_toggles_in_place(app: Flask, owner: FlaskClient) -> None:
    (star,) = matches(fragment(press(owner, "two", "feature.2", "/fragments")), ".star")
    assert (star.attrs["aria-pressed"], star.attrs["value"]) == ("true", "unfeature.2")
    assert "autofocus" in star.attrs
    assert order(owner) == ["Two"]
    (star,) = matches(fragment(press(owner, "two", "unfeature.2", "/fragments")), ".star")
    assert star.attrs["aria-pressed"] == "false"
    assert order(owner) == []
    undo_last(app)
    assert order(owner) == ["Two"]


def test_pressing_a_star_twice_acts_once(app: Flask, owner: FlaskClient) -> None:
    for _ in range(2):
        press(owner, "two", "feature.2")
    with app.app_context():
        assert rows(Revision) == 2


def test_without_a_script_a_star_leads_to_the_featured_works(owner: FlaskClient) -> None:
    press(owner, "three", "feature.3")
    shown = page(press(owner, "one", "feature.1"))
    assert texts(shown, "#featured li a") == ["Three", "One"]
    assert texts(shown, ".saved > span") == ["Featured “One”."]
    shown = page(press(owner, "three", "unfeature.3"))
    assert texts(shown, ".saved > span") == ["Stopped featuring “Three”."]


def test_the_table_features_works_without_a_script(owner: FlaskClient) -> None:
    values = {"token": token(owner), "do": "feature.2", "key": "a"}
    form = page(owner.get("/edit/works"))
    for name in ("venue", "year", "seen"):
        for field in matches(form, f'[name$="{name}"]'):
            values[field.attrs["name"] or ""] = field.attrs.get("value") or ""
    answer = owner.post("/edit/works", data=values, follow_redirects=True)
    assert texts(page(answer), ".saved > span") == ["Featured “Two”."]
    assert order(owner) == ["Two"]
    gone = owner.post("/edit/works", data={**values, "do": "feature.99"})
    assert "Nothing to change." in gone.text


@pytest.mark.parametrize("prefix", ["", "/fragments"])
def test_featured_works_move_up_and_down(app: Flask, owner: FlaskClient, prefix: str) -> None:
    for id_, slug in enumerate(("one", "two", "three"), 1):
        press(owner, slug, f"feature.{id_}")
    data = {"token": token(owner)}
    address = f"{prefix}/edit/featured/three/move"
    answer = owner.post(address, data={**data, "way": "up"}, follow_redirects=True)
    tree = fragment(answer) if prefix else page(answer)
    assert texts(tree, "#featured li a") == ["One", "Three", "Two"]
    assert texts(tree, ".saved > span") == ["Moved “Three” up."]
    if prefix:
        assert attribute(tree, "[autofocus]", "id") == ["three-up"]
    owner.post(address, data={**data, "way": "up"})
    assert order(owner) == ["Three", "One", "Two"]
    with app.app_context():
        revisions = rows(Revision)
        assert [db.session.get_one(Work, id_).featured_position for id_ in (1, 2, 3)] == [1, 2, 0]
    assert owner.post(address, data={**data, "way": "up"}).status_code in {200, 303}
    with app.app_context():
        assert rows(Revision) == revisions
    undo_last(app)
    assert order(owner) == ["One", "Three", "Two"]
    assert one(page(owner.get("/edit/featured")), "#one-up").attrs["disabled"] in {"", None}


def test_wrong_requests_are_refused(app: Flask, owner: FlaskClient) -> None:
    data = {"token": token(owner), "do": "feature.1", "way": "up"}
    for prefix in ("", "/fragments"):
        star, move = f"{prefix}/edit/works/one/featured", f"{prefix}/edit/featured/one/move"
        for address in (star, move):
            assert owner.post(address, data={**data, "do": "x", "way": "x"}).status_code == 400
            assert owner.post(address, data={**data, "token": "x"}).status_code == 403
            assert app.test_client().post(address, data=data).status_code == 401
            assert owner.post(address.replace("one", "gone"), data=data).status_code == 404
            assert owner.get(address).status_code == 405
    assert order(owner) == []
