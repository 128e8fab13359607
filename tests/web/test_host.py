"""Hosts are the same in any case; what can't be one is refused, never an error of the program."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.web.host import is_host
from tests.support.factories import fill, record
from tests.support.pages import attribute, page

MALFORMED = (
    "ada@eve.example",
    "a b",
    "ada.example:abc",
    "..",
    ".",
    "a..b",
    "x:65536",
    "x:99999",
    "a%00b",
    "<script>",
    "ada.example/x",
    "[::1",
    "[x]",
    "é.example",
    "-" * 64,
    "a." * 130,
    "a,b",
    ":80",
)


@pytest.mark.parametrize(
    "host", ["a", "ada.example", "ada.example.", "my_site:8000", "127.0.0.1:5000", "[::1]:80", "x:"]
)
def test_hosts_are_names_and_addresses(host: str) -> None:
    assert is_host(host)


@pytest.mark.parametrize("trusted", [None, ["ada.example"]])
@pytest.mark.parametrize("host", MALFORMED)
def test_what_is_no_host_is_refused_in_a_sentence(
    app: Flask, client: FlaskClient, host: str, trusted: list[str] | None
) -> None:
    app.config["TRUSTED_HOSTS"] = trusted
    for address in ("/", "/none", "/edit", "/feed.atom"):
        refused = client.get(address, headers={"Host": host})
        assert (refused.status_code, refused.text) == (400, "The request names no valid host.\n")
        assert refused.mimetype == "text/plain"
        assert refused.headers["X-Content-Type-Options"] == "nosniff"


def test_a_host_is_the_same_in_any_case(app: Flask, client: FlaskClient) -> None:
    fill(app, record())
    app.config["TRUSTED_HOSTS"] = ["ada.example"]
    answer = client.get("/", headers={"Host": "Ada.EXAMPLE"})
    assert answer.status_code == 200
    assert attribute(page(answer), "link[rel=canonical]", "href") == ["http://ada.example/"]


def test_a_refusal_of_the_server_is_explained_to_hosts_that_are_not_trusted_too(app: Flask) -> None:
    app.config["TRUSTED_HOSTS"] = ["ada.example"]
    environ = {"vitae.refusal": 413, "HTTP_HOST": "eve.example"}
    assert app.test_client().get("/", environ_overrides=environ).status_code == 400
