"""The path of a site on its host: told by a server, a proxy, a setting or a command."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.middleware.proxy_fix import ProxyFix

from app import create_app
from app.serving.front import Front
from app.web import sub_path
from tests.support import rsgi
from tests.support.factories import fill, record
from tests.support.pages import attribute, page

PREFIX, WORK = "/~roe/vitae", "/publications/on-tides"
TOLD = {"X-Forwarded-Prefix": PREFIX}
HOST = "http://localhost"


@pytest.fixture
def proxied(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A browser that reaches the site through one trusted proxy."""
    fill(app, record())
    fixed = ProxyFix(app.wsgi_app, x_prefix=1)
    monkeypatch.setattr(app, "wsgi_app", fixed)
    return app.test_client()


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [
        ("/~roe/vitae", "/~roe/vitae"),
        ("/~roe/vitae/", "/~roe/vitae"),
        ("~roe/vitae", "/~roe/vitae"),
        ("/people/ada.roe_2", "/people/ada.roe_2"),
        ("/", ""),
        ("", ""),
    ],
)
def test_a_prefix_is_normalised(typed: str, prefix: str) -> None:
    assert sub_path.parse_prefix(typed) == prefix


@pytest.mark.parametrize(
    "typed",
    [
        *("/é", "//x", "/x//y", "/..", "/x/../y", "/./x", '/"x"', "/<b>", "/a b", "/a%20b"),
        *("/x?y", "/x#y", "https://ada.example/x", "/x\n", "/x;y", "/" + "x" * 200),
    ],
)
def test_what_is_no_path_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is not a path of letters, digits .* such as /~roe"):
        sub_path.parse_prefix(typed)


def test_all_ways_to_tell_the_path_give_the_same_answers(app: Flask, proxied: FlaskClient) -> None:
    direct = {"base_url": f"{HOST}{PREFIX}"}
    for address in ("/", WORK, "/feed.atom", "/robots.txt", "/none", "/edit", "/cv?years=5"):
        told = proxied.get(address, headers=TOLD)
        by_server = proxied.get(address, **direct)
        app.extensions[sub_path.EXTENSION] = PREFIX
        in_path = proxied.get(f"{PREFIX}{address}")
        in_both = proxied.get(f"{PREFIX}{address}", headers=TOLD)
        del app.extensions[sub_path.EXTENSION]
        assert len({a.data for a in (told, by_server, in_path, in_both)}) == 1, address
        assert len({(a.status, a.location) for a in (told, by_server, in_path, in_both)}) == 1


def test_of_several_proxies_the_trusted_one_tells(app: Flask, proxied: FlaskClient) -> None:
    assert link_home(proxied, "/", {"X-Forwarded-Prefix": f"/evil, {PREFIX}"}) == f"{PREFIX}/"
    assert link_home(proxied, "/", {"X-Forwarded-Prefix": "/"}) == "/"


def test_without_a_trusted_proxy_the_header_says_nothing(app: Flask) -> None:
    fill(app, record())
    assert link_home(app.test_client(), "/", TOLD) == "/"


@pytest.mark.parametrize("told", ["//evil.example", "evil", "/é", "/x/../y", "/<b>", "/a b"])
def test_a_proxy_that_tells_no_path_is_refused(proxied: FlaskClient, told: str) -> None:
    answer = proxied.get("/", headers={"X-Forwarded-Prefix": told})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert answer.text.startswith("A site can't be served under this path. It takes a path of")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_where_the_path_is_known_no_other_one_is_told(app: Flask, proxied: FlaskClient) -> None:
    for site in ("https://ada.example", "https://dept.example/~ada"):
        app.config["SITE_URL"] = site
        answer = proxied.get("/", headers=TOLD)
        assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    app.config["SITE_URL"] = f"https://dept.example{PREFIX}"
    assert link_home(proxied, "/", TOLD) == f"{PREFIX}/"


def test_the_address_of_the_site_has_the_path(app: Flask, client: FlaskClient) -> None:
    fill(app, record())
    app.config["SITE_URL"] = f"https://dept.example{PREFIX}"
    for address in (WORK, f"{PREFIX}{WORK}"):
        shown = page(client.get(address))
        canonical = attribute(shown, "link[rel=canonical]", "href")
        assert canonical == [f"https://dept.example{PREFIX}{WORK}"]
        assert attribute(shown, "a.home", "href") == [f"{PREFIX}/"]


def test_a_site_on_a_host_of_others_may_have_a_name_of_ours(
    app: Flask, proxied: FlaskClient
) -> None:
    fill(app, record(title="On salt"))
    told = {"X-Forwarded-Prefix": "/people/kim-li"}
    assert proxied.get("/people/kim-li", headers=told).status_code == 200
    sub_path.serve_under(app, "/people/kim-li")
    assert link_home(proxied, "/people/kim-li/", {}) == "/people/kim-li/"
    assert proxied.get("/people/kim-li/people/kim-li").status_code == 200


def test_a_setting_with_another_path_is_refused(app: Flask) -> None:
    app.config["SITE_URL"] = "https://dept.example/~ada"
    with pytest.raises(ValueError, match=r"Set it to https://dept\.example/~roe/vitae\."):
        sub_path.serve_under(app, PREFIX)
    sub_path.serve_under(app, "/~ada")


def test_the_server_keeps_answers_by_path(own_app: Flask) -> None:
    fill(own_app, record())
    sub_path.serve_under(own_app, PREFIX)
    front = Front(own_app)
    for _ in range(2):
        answer = rsgi.get(front, f"{PREFIX}{WORK}")
        assert answer.status == 200
        assert f'href="{PREFIX}/"'.encode() in answer.body
    assert rsgi.kept(front) == 1
    assert [rsgi.get(front, path).status for path in (WORK, "/", "/healthz")] == [404, 404, 200]
    assert rsgi.get(front, f"{PREFIX}/edit/works").status == 303
    assert rsgi.kept(front) == 1
    front.close()


def test_the_server_keeps_answers_by_what_the_proxy_tells(database: Path) -> None:
    app = create_app({"DATABASE_URL": f"sqlite:///{database}", "PROXIES": 1})
    fill(app, record())
    front = Front(app)
    for prefix in ("", PREFIX, "/~eve"):
        for _ in range(2):
            answer = rsgi.get(front, WORK, x_forwarded_prefix=prefix)
            assert f'<a class="home" href="{prefix}/"'.encode() in answer.body
    assert rsgi.kept(front) == 3
    assert rsgi.get(front, WORK, x_forwarded_prefix="//evil.example").status == 400
    assert rsgi.kept(front) == 3
    front.close()


def link_home(client: FlaskClient, address: str, headers: dict[str, str]) -> str:
    (found,) = attribute(page(client.get(address, headers=headers)), "a.home", "href")
    return found
