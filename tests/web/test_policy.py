"""The HTTP policy of all responses, errors included."""

import gzip

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse, create_environ, run_wsgi_app

from app import create_app
from app.web import sub_path
from app.web.assets import Assets
from tests.support.factories import fill, record, varied
from tests.support.pages import fragment, one, page

ADDRESSES = [
    "/",
    "/?topic=none",
    "/publications/on-tides",
    "/publications/none",
    "/publications",
    "/people/kim-li",
    "/people/none",
    "/fragments/people/kim-li",
    "/fragments/publications",
    "/fragments/publications/on-tides/abstract",
    "/charts",
    "/cv",
    "/cv?years=all",
    "/cv.css",
    "/cv.docx",
    "/cv.tex",
    "/feed.atom",
    "/feed.json",
    "/sitemap.xml",
    "/robots.txt",
    "/opensearch.xml",
    "/fragments/charts",
    "/embed",
    "/fragments/embed",
    "/oembed?url=http://localhost/",
    "/fragments/none",
    "/healthz",
    "/readyz",
    "/none",
]


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(app, record(abstract="Brief."))


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_has_the_security_headers_and_no_cookie(
    client: FlaskClient, address: str
) -> None:
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    if not address.startswith("/fragments/"):
        assert policy["script-src"] == policy["img-src"] == policy["connect-src"] == "'self'"
        assert policy["style-src"] == f"'self' '{Assets().style_hash}'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", ["/", "/fragments/publications", "/nothing", "/healthz"])
def test_https_is_required_from_then_on_where_it_is_used(client: FlaskClient, address: str) -> None:
    name = "Strict-Transport-Security"
    assert name not in client.get(address).headers
    secure = client.get(address, base_url="https://ada.example")
    assert secure.headers[name] == "max-age=31536000"


@pytest.mark.parametrize("address", ["/~roe/vitae/", "/~roe/vitae/nothing", "/nothing"])
def test_a_site_below_another_one_decides_nothing_for_its_host(app: Flask, address: str) -> None:
    sub_path.serve_under(app, "/~roe/vitae")
    headers = app.test_client().get(address, base_url="https://dept.example").headers
    assert "Strict-Transport-Security" not in headers


@pytest.mark.slow
def test_a_trusted_proxy_says_whether_https_is_used(app: Flask) -> None:
    settings = {"DATABASE_URL": app.config["DATABASE_URL"]}
    headers = {"X-Forwarded-Proto": "https"}
    for proxies in (0, 1):
        behind = create_app({**settings, "PROXIES": proxies}).test_client()
        found = "Strict-Transport-Security" in behind.get("/healthz", headers=headers).headers
        assert found is bool(proxies)


def test_the_policy_allows_no_inline_script_and_the_page_has_none(client: FlaskClient) -> None:
    response = client.get("/")
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    # What has this type is data, and no script to the policy.
    assert response.text.count("<script") == response.text.count('type="application/ld+json"') + 1
    assert " style=" not in response.text
    assert "hx-on" not in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/publications/on-tides",
        "/fragments/publications",
        "/fragments/publications/on-tides/abstract",
    ],
)
def test_pages_and_fragments_revalidate_to_304(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert "Content-Security-Policy" in again.headers
    assert "Accept-Encoding" in again.headers["Vary"]


def test_a_change_invalidates_the_etag(app: Flask, client: FlaskClient) -> None:
    first = client.get("/")
    fill(app, record(title="News"))
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "News" in again.text


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
def test_pages_are_compressed(
    client: FlaskClient, accepted: str, encoding: str | None, decode: type[bytes]
) -> None:
    response = client.get("/", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert decode(response.data) == client.get("/").data
    assert int(response.headers["Content-Length"]) == len(response.data)


def test_a_url_with_a_nul_character_is_not_found(client: FlaskClient) -> None:
    assert client.get("/publications/a%00b").status_code == 404
    assert client.get("/images/%00").status_code == 404


def test_head_has_the_etag_of_get_and_no_body(client: FlaskClient) -> None:
    assert client.head("/").headers["ETag"] == client.get("/").headers["ETag"]
    assert client.head("/").data == b""


def asset(client: FlaskClient, app: Flask, kind: str) -> TestResponse:
    name = getattr(app.extensions["vitae_assets"], kind)
    return client.get(f"/assets/{name}", headers={"Accept-Encoding": "br"})


def test_assets_are_immutable_and_have_security_headers(app: Flask, client: FlaskClient) -> None:
    response = asset(client, app, "script")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    script = brotli.decompress(response.data).decode()
    for part in ("var htmx=", 'registerExtension("preload"', "htmx:before:response"):
        assert part in script
    assert asset(client, app, "icon").mimetype == "image/svg+xml"


def test_an_asset_with_another_content_hash_is_not_found(client: FlaskClient) -> None:
    assert client.get("/assets/site.000000000000.js").status_code == 404


def test_the_stylesheet_is_small(app: Flask) -> None:
    css = app.extensions["vitae_assets"].stylesheet.encode()
    assert len(brotli.compress(css, quality=5)) <= 6_000


@pytest.mark.slow
def test_a_first_visit_transfers_few_bytes(app: Flask, client: FlaskClient) -> None:
    fill(app, *varied(300))
    # Visitors get pages from memory, which are compressed as well as can be.
    whole = brotli.compress(client.get("/").data, quality=11)
    assert len(whole) <= 14_600
    assert len(whole) + len(asset(client, app, "script").data) <= 40_000
    topic = one(page(client.get("/")), "nav[aria-label=Topics] li:nth-child(2) a").attrs["id"]
    address = f"/fragments/publications?topic={(topic or '').removeprefix('topic-')}"
    filtered = brotli.compress(client.get(address).data, quality=11)
    assert len(fragment(client.get(address)).query("article")) == 25
    # 5.4 kB of it is this random text, with DOIs; `make bench` measures that of English text.
    assert len(filtered) <= 8_600


def test_pages_load_nothing_from_other_hosts(client: FlaskClient) -> None:
    for address in ("/", "/publications/on-tides"):
        text = client.get(address).text
        assert 'src="http' not in text
        assert "@import" not in text
        assert "url(http" not in text


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("ada.example", 200),
        ("ada.example:8080", 200),
        ("my_site:8000", 200),
        ("[::1]:5000", 200),
        ("127.0.0.1", 200),
        ("", 400),
        ("ada.example,eve.example", 400),
        ("ada.example, eve.example", 400),
        ("ada.example/path", 400),
        ("ada@eve.example", 400),
        ("ada.example:80:90", 400),
        ("ada.example:port", 400),
    ],
)
def test_a_request_names_one_host(client: FlaskClient, host: str, status: int) -> None:
    assert client.get("/", headers={"Host": host}).status_code == status


def test_only_an_old_client_need_not_name_a_host(app: Flask) -> None:
    for protocol, status in {"HTTP/1.1": 400, "HTTP/2": 400, "HTTP/1.0": 200}.items():
        environ = create_environ("/", environ_overrides={"SERVER_PROTOCOL": protocol})
        del environ["HTTP_HOST"]
        assert run_wsgi_app(app.wsgi_app, environ)[1].startswith(str(status))
