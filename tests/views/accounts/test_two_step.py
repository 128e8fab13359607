"""Two-step sign-in from the account page, and signing in with it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from app.database import db
from app.models import TwoStep
from app.services.accounts import invitations, totp
from tests.support.accounts import EMAIL, PASSWORD, end_all_sessions, make_owner, sign_in, token
from tests.support.factories import fill, record
from tests.support.form_posts import filled
from tests.support.pages import attribute, one, page, texts
from tests.support.two_step import NOON, SECRET, code, set_clock, turn_on

HOME = "/edit/account/two-step"
WRONG = "This code is wrong or was used already. Enter the one that your app shows now."


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch)


def confirmed(client: FlaskClient, path: str, **data: str) -> TestResponse:
    return client.post(path, data={"token": token(client), "current": PASSWORD, **data})


def enter(client: FlaskClient, **fields: str) -> TestResponse:
    return client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, **fields})


def enter_code(client: FlaskClient, asked: TestResponse, **fields: str) -> TestResponse:
    return client.post("/sign-in/code", data={**filled(asked, "/sign-in/code"), **fields})


@pytest.fixture
def setting_up(app: Flask) -> FlaskClient:
    """An owner who has begun to set it up."""
    client = sign_in(app)
    assert confirmed(client, HOME).location == HOME
    with app.app_context():
        db.session.execute(update(TwoStep).values(secret=SECRET, made_at=NOON))
        db.session.commit()
    return client


def test_the_setup_shows_the_secret_and_its_qr_code(
    setting_up: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = segno.make

    def noted(url: str, **_: bool) -> segno.QRCode:
        made.append(url)
        return make(url)

    monkeypatch.setattr(segno, "make", noted)
    shown = page(setting_up.get(HOME))
    assert texts(shown, "code") == [totp.grouped(SECRET)]
    picture = setting_up.get(attribute(shown, "img.qr", "src")[0])
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    url = urlsplit(made[0])
    assert (url.scheme, url.netloc) == ("otpauth", "totp")
    assert url.path == f"/localhost:{EMAIL.replace('@', '%40')}"
    assert parse_qs(url.query) == {"secret": [SECRET], "issuer": ["localhost"]}
    field = "input[name=code]"
    assert attribute(shown, field, "autocomplete") == ["one-time-code"]
    assert attribute(shown, field, "inputmode") == ["numeric"]


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Enter the code that your app shows."), ("000000", WRONG)]
)
def test_a_wrong_first_code_turns_nothing_on(
    setting_up: FlaskClient, typed: str, said: str
) -> None:
    data = {"token": token(setting_up), "code": typed}
    answer = setting_up.post(f"{HOME}/confirmation", data=data)
    assert answer.status_code == 422
    assert said in " ".join(texts(page(answer), ".wrongs"))
    assert texts(page(setting_up.get("/edit/account")), "#two-step button") == [
        "Turn on two-step sign-in"
    ]


def test_the_first_code_turns_it_on_and_shows_ten_codes_once(setting_up: FlaskClient) -> None:
    data = {"token": token(setting_up), "code": code()}
    assert setting_up.post(f"{HOME}/confirmation", data={"code": code()}).status_code == 422
    answer = setting_up.post(f"{HOME}/confirmation", data=data)
    codes = texts(page(answer), ".codes code")
    assert len(set(codes)) == 10
    assert answer.headers["Cache-Control"] == "no-store"
    account = setting_up.get("/edit/account")
    assert "10 recovery codes are left." in account.text
    assert not [one for one in codes if one in account.text]
    assert setting_up.get(HOME).status_code == 303
    assert setting_up.get(f"{HOME}/qr-code").status_code == 404


@pytest.mark.parametrize("path", [HOME, f"{HOME}/recovery-codes", f"{HOME}/end"])
def test_changing_it_asks_for_the_password(app: Flask, path: str) -> None:
    turn_on(app)
    client = sign_in(app)
    assert client.post(path, data={"token": token(client)}).status_code == 401
    assert client.post(path, data={"token": "of another"}).status_code == 403
    assert confirmed(client, path, current="wrong").status_code == 422
    assert "10 recovery codes are left." in client.get("/edit/account").text


def test_it_is_turned_off_and_codes_are_renewed(app: Flask) -> None:
    earlier = turn_on(app)
    client = sign_in(app)
    renewed = texts(page(confirmed(client, f"{HOME}/recovery-codes")), ".codes code")
    assert len(set(renewed) - set(earlier)) == 10
    assert confirmed(client, f"{HOME}/end").location == "/edit/account#two-step"
    assert enter(app.test_client()).status_code == 303
    assert confirmed(client, f"{HOME}/recovery-codes").status_code == 303


def test_signing_in_takes_the_password_then_a_code(app: Flask, client: FlaskClient) -> None:
    turn_on(app)
    asked = enter(client, next="/edit/account?x=1", remember="y")
    assert asked.status_code == 200
    assert "Set-Cookie" not in asked.headers
    assert asked.headers["Cache-Control"] == "no-store"
    tree = page(asked)
    assert texts(tree, "h1") == ["Enter your code"]
    assert attribute(tree, "input[name=code]", "autocomplete") == ["one-time-code"]
    assert attribute(tree, "input[name=code]", "inputmode") == ["numeric"]
    assert attribute(tree, "[autofocus]", "id") == ["code"]
    assert PASSWORD not in asked.text
    for typed, said in (("", "Enter the code that your app shows."), ("000000", WRONG)):
        answer = enter_code(client, asked, code=typed)
        assert (answer.status_code, "Set-Cookie" in answer.headers) == (422, False)
        assert texts(page(answer), ".error, .wrongs") == [said]
        assert attribute(page(answer), "input[name=code]", "value") == [""]
        asked = answer
    done = enter_code(client, asked, code=code())
    assert (done.status_code, done.location) == (303, "/edit/account?x=1")
    session, device = done.headers.getlist("Set-Cookie")
    assert (session.split("=")[0], device.split("=")[0]) == ("vitae", "vitae-device")
    assert "Max-Age=2592000" in session
    assert client.get("/edit/account").status_code == 200


def test_a_recovery_code_signs_in_instead(app: Flask, client: FlaskClient) -> None:
    codes = turn_on(app)
    asked = enter(client)
    again = enter_code(client, asked, recovery_code="none")
    assert "open" in one(page(again), "details").attrs
    assert enter_code(client, again, recovery_code=codes[0]).location == "/"
    assert "9 recovery codes are left." in client.get("/edit/account").text
    other = app.test_client()
    assert enter_code(other, enter(other), recovery_code=codes[0]).status_code == 422
    # Typed into the first field, it is taken too.
    assert enter_code(other, enter(other), code=codes[1]).status_code == 303


def test_an_expired_ticket_asks_for_the_password_again(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_on(app)
    asked = enter(client, next="/edit/account", remember="y")
    set_clock(monkeypatch, 600)
    answer = enter_code(client, asked, code=code(600))
    tree = page(answer)
    assert (answer.status_code, texts(tree, "h1")) == (422, ["Sign in"])
    assert texts(tree, ".wrongs") == ["That took too long. Sign in again with your password."]
    assert attribute(tree, "input[name=next]", "value") == ["/edit/account"]
    assert "Set-Cookie" not in answer.headers


def test_the_address_of_the_code_leads_to_the_password(client: FlaskClient) -> None:
    assert client.get("/sign-in/code").location == "/sign-in"


def test_codes_are_rate_limited(app: Flask, client: FlaskClient) -> None:
    turn_on(app)
    app.config["SIGN_IN_TRIES"] = 3
    asked = enter(client)
    answers = [enter_code(client, asked, code="000000") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {422}
    refused = enter_code(client, asked, code=code())
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example/"])
def test_next_redirects_only_within_the_site(
    app: Flask, client: FlaskClient, elsewhere: str
) -> None:
    turn_on(app)
    answer = enter_code(client, enter(client), next=elsewhere, code=code())
    assert answer.location == "/"


def test_no_code_is_taken_over_plain_http(app: Flask, client: FlaskClient) -> None:
    turn_on(app)
    data = {**filled(enter(client), "/sign-in/code"), "code": code()}
    answer = client.post("/sign-in/code", data=data, base_url="http://ada.example")
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_a_new_password_does_not_replace_the_code(app: Flask, client: FlaskClient) -> None:
    turn_on(app)
    with app.app_context():
        _, made = invitations.reset(make_owner(app))
    asked = client.post(f"/welcome/{made}", data={"password": "salt of another summer"})
    assert texts(page(asked), "h1") == ["Enter your code"]
    assert "Set-Cookie" not in asked.headers
    assert client.get("/edit/account").status_code == 303
    assert enter_code(client, asked, code=code()).status_code == 303
    assert client.get("/edit/account").status_code == 200


def test_a_form_sent_after_the_session_asks_for_both_and_is_saved(app: Flask) -> None:
    turn_on(app)
    client = sign_in(app)
    path = "/edit/visitor-view"
    end_all_sessions(app)
    asked = client.post(path, data={"token": token(client), "next": "/?q=tides"})
    credentials = {"sign_in_email": EMAIL, "sign_in_password": PASSWORD}
    second = client.post(path, data={**filled(asked, path), **credentials})
    assert second.status_code == 401
    assert "Set-Cookie" not in second.headers
    assert PASSWORD not in second.text
    wrong = client.post(path, data={**filled(second, path), "sign_in_code": "000000"})
    assert (wrong.status_code, texts(page(wrong), ".wrongs")) == (401, [WRONG])
    saved = client.post(path, data={**filled(wrong, path), "sign_in_code": code()})
    assert (saved.status_code, saved.location) == (303, "/?q=tides")
    assert client.get("/edit/account").status_code == 200


def test_a_form_that_only_shows_something_signs_in_too(app: Flask) -> None:
    fill(app, record())
    turn_on(app)
    client, path = sign_in(app), "/edit/biography"
    preview = {"token": token(client), "do": "preview", "biography": "I study *tides*."}
    end_all_sessions(app)
    asked = client.post(path, data=preview)
    credentials = {"sign_in_email": EMAIL, "sign_in_password": PASSWORD}
    second = client.post(path, data={**filled(asked, path), **credentials})
    shown = client.post(path, data={**filled(second, path), "sign_in_code": code()})
    assert shown.status_code == 200
    assert "I study <em>tides</em>." in shown.text
    assert client.get("/edit/account").status_code == 200


def test_the_list_of_accounts_says_who_has_it(app: Flask) -> None:
    turn_on(app)
    make_owner(app, "kim@site.example")
    notes = texts(page(sign_in(app).get("/edit/accounts")), "li .note")
    assert ["two-step sign-in is on" in note for note in notes] == [True, False]


def test_secrets_are_not_on_other_pages(app: Flask) -> None:
    turn_on(app)
    client = sign_in(app)
    for path in ("/edit/account", "/edit/accounts", "/edit/history"):
        assert not re.search(rf"{SECRET}|{totp.grouped(SECRET)}", client.get(path).text)
