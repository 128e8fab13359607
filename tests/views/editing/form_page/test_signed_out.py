"""A session that expired while a form was open: sign in in place, and the form is saved."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from app.database import db
from app.models import AccountSession, Profile, Revision, Role
from tests.support.accounts import EMAIL, PASSWORD, end_all_sessions, make_owner, sign_in
from tests.support.database import rows
from tests.support.factories import fill, record
from tests.support.form_posts import filled, opened, read
from tests.support.pages import attribute, matches, one, texts

WRONG = "wrong"
PAGE, PART = "/edit/biography", "/fragments/edit/biography"
TYPED = "I study *salt*,\nand \"<b>tides</b>\" & 'time'.\n\n潮汐"
WORDS = "You've been signed out. Sign in to save; nothing you typed is lost."


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    fill(app, record(), profile={"biography": "I study *tides*."})
    return sign_in(app)


def biography(app: Flask) -> str | None:
    with app.app_context():
        return db.session.scalars(select(Profile.biography)).one()


def fill_in_and_expire_session(
    app: Flask, client: FlaskClient, address: str
) -> MultiDict[str, str]:
    values = opened(client, address)
    values["biography"] = TYPED
    end_all_sessions(app)
    return values


@pytest.fixture(params=[PAGE, PART])
def prompt(app: Flask, client: FlaskClient, request: pytest.FixtureRequest) -> TestResponse:
    """Return the response to a form after the session expired, as a page and a fragment."""
    values = fill_in_and_expire_session(app, client, request.param)
    return client.post(request.param, data=values)


def with_credentials(response: TestResponse, **fields: str) -> MultiDict[str, str]:
    """Return the data of the completed sign-in form in a response."""
    values = filled(response, response.request.path)
    for name, value in {"sign_in_email": EMAIL, "sign_in_password": PASSWORD, **fields}.items():
        values[name] = value
    return values


def test_an_expired_session_shows_sign_in_in_place_of_the_form(prompt: TestResponse) -> None:
    address = prompt.request.path
    tree = read(prompt, address)
    assert prompt.status_code == 401
    assert texts(tree, "[role=status]")[0] == WORDS
    form = one(tree, "form.owners")
    assert form.attrs["action"] == address
    assert attribute(tree, "input[type=email]", "autocomplete") == ["username"]
    assert prompt.headers["Cache-Control"] == "no-store"
    if address == PART:
        (root,) = matches(tree, "section")
        assert form.attrs["hx-post"] == address
        assert form.attrs["hx-target"] == f"#{root.attrs['id']}" == "#biography"
        assert form.attrs["hx-swap"] == "outerHTML"


def test_the_sign_in_form_keeps_all_fields_except_the_expired_token(prompt: TestResponse) -> None:
    carried = filled(prompt, prompt.request.path)
    assert carried["biography"].replace("\r\n", "\n") == TYPED
    assert {"key", "version", "seen", "place"} <= set(carried)
    assert "token" not in carried


def test_signing_in_saves_and_gives_a_new_cookie(
    app: Flask, client: FlaskClient, prompt: TestResponse
) -> None:
    response = client.post(prompt.request.path, data=with_credentials(prompt))
    assert response.status_code == (303 if prompt.request.path == PAGE else 200)
    assert response.headers["Set-Cookie"].startswith("vitae=")
    assert biography(app) == TYPED.strip()
    assert client.get(PAGE).status_code == 200
    with app.app_context():
        assert rows(AccountSession) == 1
        assert rows(Revision) >= 1


def test_a_wrong_password_asks_again_and_keeps_everything(
    app: Flask, client: FlaskClient, prompt: TestResponse
) -> None:
    address = prompt.request.path
    response = client.post(address, data=with_credentials(prompt, sign_in_password="wrong"))  # noqa: S106
    tree = read(response, address)
    assert response.status_code == 401
    assert texts(tree, "p.wrongs") == ["Wrong e-mail or password."]
    assert attribute(tree, "[name=sign_in_email]", "value") == [EMAIL]
    assert attribute(tree, "[name=sign_in_password]", "value") == [""]
    kept, before = filled(response, address), filled(prompt, address)
    assert {**kept, "sign_in_email": ""} == {**before, "sign_in_email": ""}
    assert client.post(address, data=with_credentials(response)).status_code in {200, 303}
    assert biography(app) == TYPED.strip()


def test_too_many_attempts_are_refused_and_keep_the_input(
    app: Flask, client: FlaskClient, prompt: TestResponse
) -> None:
    app.config["SIGN_IN_TRIES"] = 1
    wrong = with_credentials(prompt, sign_in_password=WRONG)
    client.post(prompt.request.path, data=wrong)
    response = client.post(prompt.request.path, data=with_credentials(prompt))
    assert response.status_code == 429
    assert "Retry-After" in response.headers
    assert filled(response, prompt.request.path)["biography"].replace("\r\n", "\n") == TYPED
    assert biography(app) == "I study *tides*."


def test_a_session_started_in_another_window_saves_the_form(
    app: Flask, client: FlaskClient, prompt: TestResponse
) -> None:
    client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    client.post(prompt.request.path, data=with_credentials(prompt))
    assert biography(app) == TYPED.strip()


def test_a_valid_session_without_a_token_saves_nothing(app: Flask, client: FlaskClient) -> None:
    values = opened(client, PART)
    values.pop("token")
    values["biography"] = TYPED
    assert client.post(PART, data=values).status_code == 422
    values["sign_in_email"], values["sign_in_password"] = EMAIL, "wrong"
    assert client.post(PART, data=values).status_code == 401
    assert biography(app) == "I study *tides*."


def test_repeated_fields_are_kept_and_files_must_be_chosen_again(app: Flask) -> None:
    data = {"rows": ["b", "a", "b"], "place": "author-3", "image": (BytesIO(b"x"), "a.png")}
    response = app.test_client().post("/fragments/edit/portrait", data=data)
    tree = read(response, "/fragments/")
    assert attribute(tree, "[name=rows]", "value") == ["b", "a", "b"]
    assert attribute(tree, "section", "id") == ["author-3"]
    assert "You'll need to choose the file again" in response.text
    assert not matches(tree, "[name=image]")


def test_submitted_passwords_are_not_sent_back(app: Flask, client: FlaskClient) -> None:
    address = "/edit/account/password"
    sent = opened(client, "/edit/account")
    sent["current"], sent["password"] = PASSWORD, "salt of the cape at noon"
    end_all_sessions(app)
    answer = client.post(address, data=sent)
    assert answer.status_code == 401
    assert PASSWORD not in answer.text
    assert "salt of the cape" not in answer.text
    assert "You'll need to type the passwords again" in answer.text
    assert client.post(address, data=with_credentials(answer)).status_code == 422
    assert client.get("/edit/account").status_code == 200


@pytest.mark.parametrize("place", ["", "1", "a b", '"><script>', "-a", "#x", "ä"])
def test_a_place_that_is_not_a_valid_id_is_ignored(app: Flask, place: str) -> None:
    response = app.test_client().post(PART, data={"place": place})
    tree = read(response, PART)
    assert attribute(tree, "section", "id") == ["sign-in-again"]
    assert one(tree, "form").attrs["hx-target"] == "#sign-in-again"


def test_the_form_action_keeps_the_query(app: Flask) -> None:
    address = "/edit/works?q=a%26b&page=2"
    response = app.test_client().post(address, data={"x": "1"})
    assert attribute(read(response, address), "form.owners", "action") == [address]


def test_an_editor_who_signs_in_again_is_still_an_editor(app: Flask) -> None:
    make_owner(app)
    make_owner(app, "kim@site.example", role=Role.EDITOR)
    data = {"sign_in_email": "kim@site.example", "sign_in_password": PASSWORD}
    client = app.test_client()
    assert client.post("/edit/accounts/1/remove", data=data).status_code == 403
