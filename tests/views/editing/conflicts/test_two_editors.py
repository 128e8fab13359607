"""Saving over a newer version: both values are shown and nothing typed is lost."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import Revision
from app.services import form_state
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.form_posts import filled, opened, read, send
from tests.support.pages import page, texts

PLACES = ["/edit/profile", "/fragments/edit/profile"]
# `make bench` does 500 rounds against several server processes.
ROUNDS, HANDS = 50, 8


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app)
    return sign_in(app)


def save_as_other_editor(app: Flask, **typed: str) -> None:
    other = sign_in(app, "editor@site.example")
    assert send(other, "/edit/profile", **typed).status_code == 303


@pytest.mark.parametrize("address", PLACES)
def test_both_values_are_shown_and_the_own_one_is_selected(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    values = opened(owner, address)
    save_as_other_editor(app, position_title="Dean", affiliation="The Cape")
    values.setlist("position_title", ["Provost"])
    answer = owner.post(address, data=values)
    assert answer.status_code == 409
    tree = read(answer, address)
    assert "editor@site.example" in texts(tree, ".wrongs p")[0]
    assert texts(tree, ".conflict legend") == ["Position"]
    assert texts(tree, ".conflict .text") == ["Provost", "Dean"]
    kept = filled(answer, address)
    assert kept["position_title"] == "Provost"
    assert kept["choice-position_title"] == "mine"
    # Fields that were not edited get the newer value.
    assert texts(tree, ".wrongs p strong")[1] == "Affiliation"
    assert kept["affiliation"] == "The Cape"
    assert "choice-affiliation" not in kept
    assert texts(page(app.test_client().get("/")), ".position") == ["Dean, The Cape"]
    owner.post(address, data=kept)
    assert texts(page(app.test_client().get("/")), ".position") == ["Provost, The Cape"]


def test_the_current_values_are_digested_once(
    app: Flask, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    values, digest = opened(owner, "/edit/profile"), form_state.digest
    save_as_other_editor(app, position_title="Dean of the Cape")
    values.setlist("position_title", ["Provost"])
    digested: list[object] = []

    def counted(value: object) -> str:
        digested.append(value)
        return digest(value)

    monkeypatch.setattr(form_state, "digest", counted)
    assert owner.post("/edit/profile", data=values).status_code == 409
    assert digested.count("Dean of the Cape") == 1


def test_the_newer_value_can_be_chosen(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, "/edit/profile")
    save_as_other_editor(app, position_title="Dean")
    values.setlist("position_title", ["Provost"])
    values.setlist("email", ["ada@cape.example"])
    chosen = filled(owner.post("/edit/profile", data=values), "/edit/profile")
    chosen.setlist("choice-position_title", ["theirs"])
    assert owner.post("/edit/profile", data=chosen).status_code == 303
    assert texts(page(app.test_client().get("/")), ".position") == ["Dean"]
    assert "ada@cape.example" in app.test_client().get("/").text


def test_another_form_of_the_same_record_is_no_conflict(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, "/edit/biography")
    save_as_other_editor(app, position_title="Dean")
    values.setlist("biography", ["I swim."])
    assert owner.post("/edit/biography", data=values).status_code == 303
    assert texts(page(app.test_client().get("/")), ".prose") == ["I swim."]


@pytest.mark.parametrize("version", ["", "x", "999999", "-1"])
def test_an_invalid_version_overwrites_nothing(
    app: Flask, owner: FlaskClient, version: str
) -> None:
    values = opened(owner, "/edit/profile")
    save_as_other_editor(app, position_title="Dean")
    values.setlist("version", [version])
    values.setlist("position_title", ["Provost"])
    assert owner.post("/edit/profile", data=values).status_code == 409
    values.setlist("seen", ["garbage : :: position_title:"])
    assert owner.post("/edit/profile", data=values).status_code == 409


def test_a_nul_character_in_the_form_key_is_removed(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, "/edit/biography")
    values.setlist("biography", ["I swim."])
    values.setlist("key", ["a\0b"])
    assert owner.post("/edit/biography", data=values).status_code == 303
    with app.app_context():
        keys = db.session.scalars(db.select(Revision.form_key)).all()
    assert str(keys[-1]).startswith("ab.")


@pytest.mark.slow
def test_only_one_of_eight_concurrent_saves_succeeds(app: Flask, owner: FlaskClient) -> None:
    address = "/fragments/edit/biography"
    clients = [sign_in(app, f"editor{hand}@site.example") for hand in range(HANDS)]
    opened_once = [dict(opened(client, address)) for client in clients]

    def save(hand: int, now: dict[str, str], text: str) -> int:
        sent = {**opened_once[hand], **now, "biography": text, "key": f"{hand} {text}"}
        return clients[hand].post(address, data=sent).status_code

    with ThreadPoolExecutor(HANDS) as pool:
        for turn in range(ROUNDS):
            html = owner.get(address).text
            now = dict(re.findall(r'name="(version|seen)"[^>]* value="([^"]*)"', html))
            assert len(now) == 2
            tries = [pool.submit(save, hand, now, f"{turn}, by {hand}") for hand in range(HANDS)]
            answers = sorted(one_try.result() for one_try in tries)
            assert answers == [200] + [409] * 7, turn
    with app.app_context():
        assert db.session.query(Revision).where(Revision.action == "save").count() == ROUNDS
    assert f"{ROUNDS - 1}, by " in app.test_client().get("/").text


def test_conflicts_name_choices_and_roles_in_words(app: Flask) -> None:
    fill(app, record(authors=["Kim Li"]))
    owner, address = sign_in(app), "/edit/works/on-tides"
    values = opened(owner, address)
    other = sign_in(app, "editor@site.example")
    changes = {
        "type": "speech",
        "genre": "Keynote",
        "status": "in-press",
        "authors-0-role": "editor",
    }
    assert send(other, address, **changes).status_code == 303
    for name, value in {**changes, "type": "book", "genre": "Poster", "status": "accepted"}.items():
        values.setlist(name, [value])
    values.setlist("authors-0-role", ["translator"])
    tree = page(owner.post(address, data=values))
    assert texts(tree, ".conflict legend") == ["Authors, in order", "Type", "Kind", "Status"]
    assert texts(tree, ".conflict .text") == [
        *("Kim Li (trans.)", "Kim Li (ed.)"),
        *("Book", "Talk"),
        *("Poster", "Keynote"),
        *("Accepted", "In press"),
    ]
