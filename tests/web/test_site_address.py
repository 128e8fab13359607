"""Absolute addresses begin with the setting, or with what a trusted request names."""

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from app.web.site_address import absolute_url
from tests.support.factories import fill, record
from tests.support.pages import attribute, page

WORK = "/publications/on-tides"


def canonical(client: FlaskClient, address: str, **request: str) -> list[str]:
    return attribute(page(client.get(address, **request)), "link[rel=canonical]", "href")


@pytest.mark.parametrize(
    ("setting", "mounted_at", "expected"),
    [
        (None, "", "https://ada.example:8080/publications/on-tides"),
        (None, "/ada", "https://ada.example:8080/ada/publications/on-tides"),
        ("https://site.example", "", "https://site.example/publications/on-tides"),
        ("https://site.example/ada", "/ada", "https://site.example/ada/publications/on-tides"),
        ("https://site.example/ada", "", "https://site.example/ada/publications/on-tides"),
    ],
)
def test_an_absolute_address_has_one_beginning(
    app: Flask, setting: str | None, mounted_at: str, expected: str
) -> None:
    app.config["SITE_URL"] = setting
    with app.test_request_context(base_url=f"https://ada.example:8080{mounted_at}"):
        assert absolute_url(url_for("publications.page", slug="on-tides")) == expected


@pytest.mark.parametrize("address", ["/", "/people/kim-li", "/charts", WORK, f"{WORK}/cite"])
def test_pages_have_the_setting_in_their_canonical_links(
    app: Flask, client: FlaskClient, address: str
) -> None:
    fill(app, record(), record(title="On salt"))
    own = WORK if address.startswith(WORK) else address
    assert canonical(client, address, base_url="https://b.example") == [f"https://b.example{own}"]
    app.config["SITE_URL"] = "https://ada.example"
    assert canonical(client, address, base_url="http://b.example") == [f"https://ada.example{own}"]


def test_a_host_that_is_not_trusted_gets_no_page(app: Flask, client: FlaskClient) -> None:
    fill(app, record())
    app.config["TRUSTED_HOSTS"] = ["ada.example", ".example.org"]
    for host in ("ada.example", "ada.example:8080", "example.org", "www.example.org"):
        assert client.get("/", base_url=f"http://{host}").status_code == 200
    for host in ("eve.example", "www.ada.example", "ada.example.eve.example", "example.org.eve"):
        for address in ("/", "/none", "/edit", "/fragments/publications", "/healthz/none"):
            refused = client.get(address, base_url=f"http://{host}")
            assert (refused.status_code, refused.mimetype) == (400, "text/plain")
            assert "default-src 'none'" in refused.headers["Content-Security-Policy"]
        assert client.post("/sign-in", base_url=f"http://{host}").status_code == 400


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_what_watches_the_site_may_ask_under_any_host(
    app: Flask, client: FlaskClient, address: str
) -> None:
    app.config["TRUSTED_HOSTS"] = ["ada.example"]
    told = client.get(address, base_url="http://127.0.0.1:5000")
    assert (told.status_code, told.text) == (200, "ok\n")
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert client.head(address, base_url="http://10.0.0.7").status_code == 200
    assert client.post(address, base_url="http://10.0.0.7").status_code == 400
