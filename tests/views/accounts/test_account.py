"""The user's own account: password and sessions."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import security
from app.models import Role
from tests.support.accounts import EMAIL, PASSWORD, make_owner, sign_in, token
from tests.support.pages import attribute, page, texts

NEW = "salt of another summer"
AGENT = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"


def change(client: FlaskClient, **fields: str) -> TestResponse:
    data = {"current": PASSWORD, "password": NEW, "token": token(client), **fields}
    return client.post("/edit/account/password", data=data)


def test_the_page_lists_browsers_and_marks_this_one(app: Flask) -> None:
    client = sign_in(app)
    app.test_client().post(
        "/sign-in",
        data={"email": EMAIL, "password": PASSWORD, "remember": "y"},
        headers={"User-Agent": AGENT},
    )
    sign_in(app, "else@site.example")
    tree = page(client.get("/edit/account"))
    assert texts(tree, "#sessions li p:first-child") == [
        "Edge on Windows",
        "Firefox on Linux (this browser)",
    ]
    assert ["kept signed in" in text for text in texts(tree, "#sessions .note")] == [True, False]
    assert texts(tree, "#sessions button") == [
        "Sign out",
        "Sign out here",
        "Sign out everywhere else",
    ]
    assert attribute(tree, "#current", "autocomplete") == ["current-password"]
    assert attribute(tree, "[name=password]", "autocomplete") == ["new-password"]


def test_an_account_chooses_the_language_of_its_editing_pages(app: Flask) -> None:
    client = sign_in(app)
    tree = page(client.get("/edit/account"))
    names = texts(tree, "#language-language option")
    assert names[:3] == ["First language of the site", "English", "Français"]
    assert attribute(tree, "#language-language [value=fr]", "lang") == ["fr"]
    assert attribute(tree, "#language-language [selected]", "value") == [""]

    for chosen in ("", "fr"):
        data = {"language": chosen, "token": token(client)}
        response = client.post("/edit/account/language", data=data)
        assert response.status_code == 303
        saved = page(client.get(response.location))
        assert texts(saved, "#language .saved") != []
        assert attribute(saved, "#language-language [selected]", "value") == [chosen]
        with client:
            client.get("/edit/account")
            assert security.account_language() == (chosen or None)
    assert _language_of_another(app) is None


def _language_of_another(app: Flask) -> str | None:
    with sign_in(app, "else@site.example") as client:
        client.get("/edit/account")
        return security.account_language()


def test_only_a_known_language_is_saved(app: Flask) -> None:
    client = sign_in(app)
    data = {"language": "tlh", "token": token(client)}
    assert client.post("/edit/account/language", data=data).status_code == 422
    without_token = client.post("/edit/account/language", data={"language": "fr"})
    assert without_token.status_code == 422
    assert attribute(page(client.get("/edit/account")), "[selected]", "value") == [""]


@pytest.mark.slow
def test_only_the_new_password_works_after_a_change(app: Flask) -> None:
    client = sign_in(app)
    response = change(client)
    assert response.status_code == 303
    assert "Password changed." in client.get(response.location).text
    for password, status in ((PASSWORD, 422), (NEW, 303)):
        data = {"email": EMAIL, "password": password}
        assert app.test_client().post("/sign-in", data=data).status_code == status


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"current": "wrong"}, "This is not your current password."),
        ({"current": ""}, "Enter your password."),
        ({"password": "too short"}, "At least 15 characters"),
        ({"password": EMAIL}, "easy to guess"),
        ({"token": "of another"}, "Nothing is lost; save again"),
        ({"token": ""}, "Nothing is lost; save again"),
    ],
)
def test_an_invalid_password_change_is_refused(
    app: Flask, fields: dict[str, str], said: str
) -> None:
    client = sign_in(app)
    response = change(client, **fields)
    assert response.status_code == 422
    assert any(said in text for text in texts(page(response), ".wrongs"))
    assert PASSWORD not in response.text
    assert change(client).status_code == 303


@pytest.mark.slow
def test_a_browser_that_changes_the_password_stays_a_known_device(app: Flask) -> None:
    client = sign_in(app)
    change(client)
    app.config["SIGN_IN_TRIES"] = 1
    data = {"email": EMAIL, "password": NEW}
    stranger = app.test_client()
    stranger.post("/sign-in", data={**data, "password": "wrong"})
    assert stranger.post("/sign-in", data=data).status_code == 429
    client.post("/sign-out", data={"token": token(client)})
    assert client.post("/sign-in", data=data).status_code == 303


def test_guessing_the_current_password_is_rate_limited(app: Flask) -> None:
    app.config["SIGN_IN_TRIES"] = 1
    client = sign_in(app)
    change(client, current="wrong")
    response = change(client)
    assert response.status_code == 429
    assert "Retry-After" in response.headers


@pytest.mark.parametrize("address", ["1/end", "end-others"])
def test_ending_sessions_requires_the_token(app: Flask, address: str) -> None:
    other, client = sign_in(app), sign_in(app)
    response = client.post(f"/edit/account/sessions/{address}", data={"token": "of another"})
    assert response.status_code == 403
    assert other.get("/edit/account").status_code == 200


def test_an_unknown_session_ends_nothing(app: Flask) -> None:
    client = sign_in(app)
    data = {"token": token(client)}
    assert client.post("/edit/account/sessions/999/end", data=data).status_code == 303
    assert client.get("/edit/account").status_code == 200


def test_an_editor_has_an_account_page(app: Flask) -> None:
    make_owner(app)
    tree = page(sign_in(app, "kim@site.example", Role.EDITOR).get("/edit/account"))
    assert texts(tree, "h1 + p") == ["kim@site.example, editor."]
