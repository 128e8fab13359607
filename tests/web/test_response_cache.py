"""What caches between the site and its visitors may keep, and for how long."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.accounts import sign_in
from tests.support.factories import fill, many, record

PUBLIC = (
    "/",
    "/?sort=oldest",
    "/fragments/publications",
    "/publications.bib",
    "/publications/on-tides",
    "/publications/on-tides.json",
    "/fragments/publications/on-tides/cite",
    "/cv",
    "/charts",
    "/embed",
    "/feed.atom",
    "/feed.json",
    "/sitemap.xml",
    "/robots.txt",
)
SHARED = "public, max-age=0, s-maxage=600, stale-while-revalidate=60"


@pytest.fixture
def cached(app: Flask) -> Flask:
    fill(app, record(title="On tides"), *many(3))
    app.config.update(CACHE_S_MAXAGE=600, CACHE_STALE_WHILE_REVALIDATE=60)
    return app


def control(response: TestResponse) -> str:
    return response.headers["Cache-Control"]


@pytest.mark.parametrize("address", PUBLIC)
def test_shared_caches_keep_what_is_the_same_for_all_visitors(cached: Flask, address: str) -> None:
    response = cached.test_client().get(address)
    assert (response.status_code, control(response)) == (200, SHARED)
    assert {"Cookie", "Accept-Encoding"} <= {*response.vary}
    same = cached.test_client().get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (same.status_code, control(same)) == (304, SHARED)
    assert "Cookie" in same.vary


@pytest.mark.parametrize("address", PUBLIC)
def test_by_default_caches_ask_each_time(cached: Flask, address: str) -> None:
    cached.config["CACHE_S_MAXAGE"] = 0
    response = cached.test_client().get(address)
    assert control(response) == "no-cache"
    assert "Cookie" not in response.vary


def test_without_a_second_setting_nothing_old_is_given(cached: Flask) -> None:
    cached.config["CACHE_STALE_WHILE_REVALIDATE"] = 0
    response = cached.test_client().get("/")
    assert control(response) == "public, max-age=0, s-maxage=600"


@pytest.mark.parametrize("address", [*PUBLIC[:7], "/edit", "/edit/health", "/publications/nothing"])
def test_nobody_keeps_what_someone_signed_in_gets(cached: Flask, address: str) -> None:
    assert control(sign_in(cached).get(address)) == "no-store"


def test_nobody_keeps_what_they_get_as_a_visitor(cached: Flask) -> None:
    client = sign_in(cached)
    client.set_cookie("vitae-view", "visitor")
    assert control(client.get("/")) == "no-store"


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/nothing", {"no-cache"}),
        ("/publications/nothing", {"no-cache"}),
        ("/publications", {"no-cache"}),
        ("/?x=1", {"no-cache"}),
        ("/?q=unknown+words&x=1", {"no-cache"}),
        ("/sign-in", {"no-store"}),
        ("/edit", {"no-store"}),
        ("/healthz", {"no-store"}),
        ("/readyz", {"no-store"}),
    ],
)
def test_errors_redirects_and_private_pages_are_not_for_caches(
    cached: Flask, address: str, allowed: set[str]
) -> None:
    assert control(cached.test_client().get(address)) in allowed


def test_what_never_changes_is_kept_as_before(cached: Flask) -> None:
    client = cached.test_client()
    script = client.get("/").text.partition('<script src="')[2].partition('"')[0]
    assert "immutable" in control(client.get(script))


def test_a_form_is_not_for_caches(cached: Flask) -> None:
    response = cached.test_client().post("/sign-in", data={"email": "x"})
    assert control(response) == "no-store"


def test_a_visitor_with_cookies_of_others_is_a_visitor(cached: Flask) -> None:
    client: FlaskClient = cached.test_client()
    client.set_cookie("theme", "dark")
    assert control(client.get("/")) == SHARED
