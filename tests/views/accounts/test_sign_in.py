"""Signing in and out."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from tests.support.accounts import EMAIL, PASSWORD, make_owner, sign_in, token
from tests.support.pages import attribute, one, page, texts

NEXT = "/edit/account?x=1"
WRONG = "wrong"


def enter(client: FlaskClient, **fields: str) -> TestResponse:
    return client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, **fields})


def test_the_page_asks_for_e_mail_and_password(client: FlaskClient) -> None:
    response = client.get("/sign-in", query_string={"next": NEXT})
    tree = page(response)
    assert response.status_code == 200
    assert texts(tree, "h1") == ["Sign in"]
    assert attribute(tree, "input[name=email]", "autocomplete") == ["username"]
    assert attribute(tree, "input[name=password]", "autocomplete") == ["current-password"]
    assert attribute(tree, "input[name=password]", "type") == ["password"]
    assert attribute(tree, "input[name=next]", "value") == [NEXT]
    reveal = one(tree, "button[data-reveal=password]")
    assert "hidden" in reveal.attrs
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_signing_in_redirects_and_sets_an_http_only_cookie(app: Flask, client: FlaskClient) -> None:
    make_owner(app)
    response = enter(client, next=NEXT, email=f" {EMAIL.upper()} ")
    assert (response.status_code, response.location) == (303, NEXT)
    name, *attributes = response.headers["Set-Cookie"].split("; ")
    assert name.startswith("vitae=")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Lax"]
    assert client.get("/edit/account").status_code == 200


def test_with_https_the_cookie_is_bound_to_the_host(app: Flask, client: FlaskClient) -> None:
    make_owner(app)
    data = {"email": EMAIL, "password": PASSWORD, "remember": "y"}
    response = client.post("/sign-in", data=data, base_url="https://ada.example")
    name, *attributes = response.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-vitae=")
    kept = [a for a in attributes if not a.startswith("Expires=")]
    assert sorted(kept) == ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax", "Secure"]
    assert client.get("/edit/account", base_url="https://ada.example").status_code == 200


def test_below_a_path_the_cookie_is_bound_to_the_path(app: Flask, client: FlaskClient) -> None:
    make_owner(app)
    data = {"email": EMAIL, "password": PASSWORD}
    site = "https://dept.example/~ada"
    response = client.post("/sign-in", data=data, base_url=site)
    assert response.location == "/~ada/"
    for cookie in response.headers.getlist("Set-Cookie"):
        name, *attributes = cookie.split("; ")
        kept = {a for a in attributes if not a.startswith(("Expires=", "Max-Age="))}
        assert name.startswith(("__Secure-vitae=", "__Secure-vitae-device="))
        assert kept == {"HttpOnly", "Path=/~ada", "SameSite=Lax", "Secure"}
    assert client.get("/edit/account", base_url=site).status_code == 200
    assert client.get("/edit/account", base_url="https://dept.example").status_code == 303


def test_strangers_do_not_lock_the_owner_out_of_her_own_browser(
    app: Flask, client: FlaskClient
) -> None:
    make_owner(app)
    signed_in = enter(client)
    _, device, *attributes = (
        signed_in.headers.getlist("Set-Cookie")[1].replace("=", "; ", 1).split("; ")
    )
    kept = sorted(a for a in attributes if not a.startswith("Expires="))
    assert kept == ["HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=Lax"]
    client.post("/sign-out", data={"token": token(client)})
    app.config["SIGN_IN_TRIES"] = 2
    stranger = app.test_client()
    for _ in range(2):
        enter(stranger, password=WRONG)
    assert enter(stranger).status_code == 429
    assert enter(client).status_code == 303
    assert enter(stranger).status_code == 429
    thief = app.test_client()
    thief.set_cookie("vitae-device", device)
    assert [enter(thief, password=WRONG).status_code for _ in range(3)] == [422, 422, 429]


@pytest.mark.parametrize("fields", [{"email": "nobody@site.example"}, {"password": "wrong"}])
def test_an_unknown_account_and_a_wrong_password_get_the_same_answer(
    app: Flask, client: FlaskClient, fields: dict[str, str]
) -> None:
    make_owner(app)
    response = enter(client, **fields)
    tree = page(response)
    assert response.status_code == 422
    assert texts(tree, ".wrongs") == ["Wrong e-mail or password."]
    assert attribute(tree, "input[name=email]", "value") == [fields.get("email", EMAIL)]
    assert attribute(tree, "input[name=password]", "value") == [""]
    assert "Set-Cookie" not in response.headers


def test_missing_values_are_reported_at_their_fields(client: FlaskClient) -> None:
    response = enter(client, email="", password="")
    tree = page(response)
    assert response.status_code == 422
    assert texts(tree, "#email-error") == ["Enter your e-mail address."]
    assert texts(tree, "#password-error") == ["Enter your password."]
    assert attribute(tree, "[autofocus]", "id") == ["email"]


def test_too_many_attempts_say_when_to_try_again(app: Flask, client: FlaskClient) -> None:
    app.config["SIGN_IN_TRIES"] = 1
    enter(client, password=WRONG)
    response = enter(client)
    assert response.status_code == 429
    assert 290 <= int(response.headers["Retry-After"]) <= 301
    assert texts(page(response), ".wrongs") == ["Too many attempts. Try again in 5 minutes."]


def test_signing_in_on_a_public_host_requires_https(app: Flask, client: FlaskClient) -> None:
    make_owner(app)
    elsewhere = "http://ada.example"
    assert "requires https" in client.get("/sign-in", base_url=elsewhere).text
    response = client.post(
        "/sign-in", data={"email": EMAIL, "password": PASSWORD}, base_url=elsewhere
    )
    assert response.status_code == 403
    assert "requires https" in response.text
    assert "Set-Cookie" not in response.headers


@pytest.mark.slow
def test_a_proxy_is_trusted_about_https_only_if_configured(app: Flask) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "ada.example"}
    settings = {"DATABASE_URL": app.config["DATABASE_URL"]}
    for proxies, says in ((0, True), (1, False)):
        behind = create_app({**settings, "PROXIES": proxies}).test_client()
        answer = behind.get("/sign-in", base_url="http://site.internal", headers=headers)
        assert ("requires https" in answer.text) is says


def test_signed_in_users_are_redirected(app: Flask) -> None:
    response = sign_in(app).get("/sign-in", query_string={"next": NEXT})
    assert (response.status_code, response.location) == (303, NEXT)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/ok\\..\\..\\evil",
        "/\x00/evil.example",
        "/\u2028/evil",
        "/\u202eevil",
        "/" + "x" * 3000,
        "",
    ],
)
def test_next_redirects_only_within_the_site(
    app: Flask, client: FlaskClient, elsewhere: str
) -> None:
    make_owner(app)
    shown = client.get("/sign-in", query_string={"next": elsewhere})
    assert attribute(page(shown), "input[name=next]", "value") == ["/"]
    response = sign_in(app).get("/sign-in", query_string={"next": elsewhere})
    assert response.location == "/"


def test_next_in_the_form_redirects_only_within_the_site(app: Flask, client: FlaskClient) -> None:
    make_owner(app)
    assert enter(client, next="//evil.example").location == "/"


def test_signing_out_ends_the_session(app: Flask) -> None:
    client = sign_in(app)
    cookie = client.get_cookie("vitae")
    assert cookie
    response = client.post("/sign-out", data={"token": token(client)})
    assert (response.status_code, response.location) == (303, "/")
    assert client.get_cookie("vitae") is None
    client.set_cookie("vitae", cookie.value)
    assert client.get("/edit/account").status_code == 303


def test_signing_out_requires_the_token_of_the_session(app: Flask) -> None:
    client = sign_in(app)
    assert client.post("/sign-out", data={"token": "of another"}).status_code == 403
    assert client.get("/edit/account").status_code == 200
