"""Editing URLs require a session, whatever the URL and method."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, BaseConverter, Rule
from werkzeug.routing.converters import NumberConverter

from tests.support.accounts import sign_in
from tests.support.database import Rows, everything
from tests.support.factories import fill, record
from tests.support.pages import fragment, page, texts

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
PROTECTED = ("/edit", "/fragments/edit")


def addresses(app: Flask, protected: bool) -> Iterator[str]:
    """Every URL of the app, with example parameters."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.rule.startswith(PROTECTED) is protected:
                yield _build_url(app, rule)


def _build_url(app: Flask, rule: Rule) -> str:
    values = {name: _sample_value(rule._converters[name]) for name in rule.arguments}
    built = rule.build(values)
    assert built
    return built[1]


def _sample_value(converter: BaseConverter) -> object:
    if isinstance(converter, AnyConverter):
        return next(iter(converter.items))
    return 1 if isinstance(converter, NumberConverter) else "x"


def stored(app: Flask) -> Rows:
    with app.app_context():
        return everything()


@pytest.mark.parametrize(
    "method",
    [
        "GET",
        "POST",
        *(pytest.param(m, marks=pytest.mark.slow) for m in METHODS if m not in {"GET", "POST"}),
    ],
)
def test_every_editing_url_requires_a_session(app: Flask, client: FlaskClient, method: str) -> None:
    fill(app, record())
    before = stored(app)
    protected = [
        *addresses(app, protected=True),
        "/edit",
        "/edit/",
        "/edit/none",
        "/fragments/edit/x",
    ]
    assert len(protected) > 10
    for cookie in ("", "made up"):
        client.set_cookie("vitae", cookie)
        for address in protected:
            response = client.open(address, method=method)
            is_page = method in {"GET", "HEAD"} and not address.startswith("/fragments/")
            assert response.status_code == (303 if is_page else 401), (method, address)
            if is_page:
                assert response.location.startswith("/sign-in?next=/edit")
            assert response.headers["Cache-Control"] == "no-store"
            assert "Set-Cookie" not in response.headers
    assert stored(app) == before


@pytest.mark.parametrize(
    "address", ["//edit/account", "/%65dit/account", "/edit/../edit/account", "/edit%2Faccount"]
)
def test_unusual_spellings_of_editing_urls_are_refused(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code in {303, 308, 404}


def test_a_refused_fragment_links_to_sign_in_and_back(client: FlaskClient) -> None:
    response = client.get(
        "/fragments/edit/biography", headers={"Referer": "http://localhost/?topic=tides"}
    )
    tree = fragment(response)
    assert texts(tree, "a") == ["Sign in"]
    assert 'href="/sign-in?next=/?topic%3Dtides"' in response.text


def test_visitors_get_no_cookie_anywhere(app: Flask, client: FlaskClient) -> None:
    fill(app, record())
    for address in [*addresses(app, protected=False), "/publications/on-tides"]:
        for method in METHODS:
            response = client.open(address, method=method)
            assert "Set-Cookie" not in response.headers
            assert response.status_code < 500


def test_a_url_that_only_starts_like_edit_is_not_protected(client: FlaskClient) -> None:
    assert client.get("/editorial").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/publications/on-tides",
        "/fragments/publications",
        "/edit/account",
        "/none",
        "/healthz",
    ],
)
def test_responses_to_signed_in_users_are_not_cached(app: Flask, address: str) -> None:
    fill(app, record())
    visitor = app.test_client().get(address)
    client = sign_in(app)
    validator = {"If-None-Match": visitor.headers.get("ETag", "*")}
    response = client.get(address, headers=validator)
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    assert response.status_code != 304


def test_responses_that_are_the_same_for_everyone_are_cached(app: Flask) -> None:
    name = app.extensions["vitae_assets"].script
    assert "immutable" in sign_in(app).get(f"/assets/{name}").headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/sign-in", "/sign-out", "/edit/account/password", "/"])
@pytest.mark.parametrize(
    ("headers", "is_refused"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": "http://localhost"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, True),
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "http://localhost.evil.example"}, True),
        ({"Origin": "http://localhost:8080"}, True),
        ({"Origin": "null"}, True),
    ],
)
def test_cross_site_requests_are_refused(
    app: Flask, address: str, headers: dict[str, str], is_refused: bool
) -> None:
    response = sign_in(app).post(address, headers=headers)
    said = "came from another site" in response.text
    assert said is is_refused
    assert not is_refused or response.status_code == 403


def test_links_from_other_sites_are_allowed(client: FlaskClient) -> None:
    response = client.get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"})
    assert texts(page(response), "h1") == ["Sign in"]
