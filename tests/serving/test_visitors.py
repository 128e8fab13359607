"""Visitors get from memory what Flask would answer, and never what has changed or is private."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, request
from jinja2 import BytecodeCache

from app import create_app
from app.database import db
from app.serving.front import Front
from app.serving.rsgi import Answer
from app.serving.visitors import is_visit
from app.web.response_cache import public
from tests.support import rsgi
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.rsgi import FakeScope, HeaderFields, finished, get, headers_of, kept, scope, send

BR = "gzip, deflate, br"
TITLE = "UPDATE publication SET title = 'Salt'"
CHANGE = "UPDATE site SET changes = changes + 1"
ADDRESSES = [
    "/",
    "/?topic=topic-1",
    "/?type=article-journal&page=2",
    "/fragments/publications",
    "/fragments/publications/more?page=2",
    "/publications/study-number-1",
    "/fragments/publications/study-number-1/cite",
    "/fragments/publications/study-number-1/abstract?preview=1",
    "/fragments/publications/study-number-1/authors",
    "/people/kim-li?page=2",
    "/publications.bib",
    "/publications.json?topic=topic-1&versions=all",
    "/publications/study-number-1.ris",
]


@pytest.mark.parametrize("encoding", [BR, "gzip", "", "br;q=0, gzip", "identity"])
@pytest.mark.parametrize("address", ["/", "/publications.csv", "/fragments/publications"])
def test_a_kept_answer_is_that_of_flask(
    site: Flask, front: Front, address: str, encoding: str
) -> None:
    client = site.test_client()
    fresh = get(front, address)
    for method in ("GET", "HEAD"):
        headers = {"Accept-Encoding": encoding}
        expected = client.open(
            address, method=method, base_url="http://site.example", headers=headers
        )
        found = get(front, address, method, accept_encoding=encoding)
        assert (found.status, found.body) == (200, expected.data)
        assert rsgi.lasting(found.headers) == rsgi.lasting(expected.headers)
    assert fresh.status == 200
    assert kept(front) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_public_answers_are_kept_under_their_canonical_address(front: Front, address: str) -> None:
    first = get(front, address, accept_encoding=BR)
    assert first.status == 200
    asked = scope(address, accept_encoding=BR)
    assert front.visitors.ready(asked, asked.headers) is not None
    assert kept(front) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/?utm=1",
        "/?page=1",
        "/?page=2&topic=topic-1",
        "/?topic=topic-2&topic=topic-1",
        # Combinations, ranges and words are too many, as is what does not exist.
        "/?topic=topic-1&topic=topic-2",
        "/?topic=topic-1&sort=oldest",
        "/?year=2023-2024",
        "/?q=study",
        "/?topic=sun",
        "/publications.bib?topic=sun",
        "/fragments/publications/more?year=1900",
        "/?q=",
        "/fragments/publications?x",
        "/publications/study-number-1?x=1",
        "/publications.bib?page=2",
        "/publications.bib?versions=all&topic=topic-1",
        "/publications/study-number-1.bib?version=01",
        "/fragments/publications/study-number-1/abstract?preview=2",
        "/nowhere",
        "/publications/nowhere",
        "/publications",
        "/sign-in",
        "/healthz",
    ],
)
def test_other_addresses_never_fill_the_memory(site: Flask, front: Front, address: str) -> None:
    expected = site.test_client().get(address, base_url="http://site.example")
    for _ in range(2):
        found = get(front, address)
        assert (found.status, found.body) == (expected.status_code, expected.data)
    assert kept(front) == 0


@pytest.mark.parametrize(
    "cookie", ["vitae=token", "a=1; __Host-vitae=token", "vitae-view=visitor; b=2"]
)
def test_a_request_with_our_cookie_is_not_answered_from_memory(front: Front, cookie: str) -> None:
    get(front)
    asked, other = scope("/", cookie=cookie), scope("/")
    assert front.visitors.ready(other, other.headers) is not None
    assert front.visitors.ready(asked, asked.headers) is None
    assert not is_visit(asked, asked.headers)
    assert get(front, cookie=cookie).status == 200
    two = FakeScope(headers=HeaderFields(("host", "a"), ("cookie", "a=1"), ("cookie", cookie)))
    assert not is_visit(two, two.headers)


def test_other_cookies_change_nothing(front: Front) -> None:
    get(front, cookie="theme=dark")
    asked = scope("/", cookie="theme=dark")
    assert is_visit(asked, asked.headers)
    assert kept(front) == 1


def test_an_owner_sees_her_own_page(site: Flask, front: Front) -> None:
    get(front)
    cookie = sign_in(site).get_cookie("vitae")
    assert cookie
    local = HeaderFields(("host", "localhost"), ("cookie", f"vitae={cookie.value}"))
    page = finished(send(front, FakeScope(headers=local)))
    assert b'class="signed-in"' in page.body
    assert headers_of(page)["cache-control"] == "no-store"
    assert kept(front) == 1


def test_a_visitor_who_has_the_page_is_told_so(site: Flask, front: Front) -> None:
    etag = headers_of(get(front))["etag"]
    expected = site.test_client().get(
        "/", base_url="http://site.example", headers={"If-None-Match": etag}
    )
    for condition in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
        found = get(front, if_none_match=condition, accept_encoding=BR)
        assert (found.status, found.body) == (expected.status_code, b"") == (304, b"")
        assert rsgi.lasting(found.headers) == rsgi.lasting(expected.headers)
    assert get(front, if_none_match='"other"').status == 200


def test_answers_depend_on_host_scheme_and_accepted_types(front: Front) -> None:
    address = "/publications/study-number-1"
    page, data = get(front, address), get(front, address, accept="application/x-bibtex")
    assert page.body.startswith(b"<!doctype html>")
    assert data.body.startswith(b"@article")
    assert get(front, address).body == page.body
    linked = get(front, address, accept="application/ld+json", host="other.example")
    assert b"http://other.example/" in linked.body
    secure = scope(address, accept="application/ld+json", host="other.example")
    secure.scheme = "https"
    assert b"https://other.example/" in finished(send(front, secure)).body
    assert kept(front) == 4


@pytest.mark.parametrize(("proxies", "scheme"), [(0, b'"http://'), (1, b'"https://')])
def test_only_a_trusted_proxy_says_what_the_scheme_is(
    database: Path, compiled: BytecodeCache, proxies: int, scheme: bytes
) -> None:
    app = create_app({"DATABASE_URL": f"sqlite:///{database}", "PROXIES": proxies})
    app.jinja_env.bytecode_cache = compiled
    fill(app, record())
    front, address = Front(app), "/publications/on-tides"
    plain = get(front, address, accept="application/ld+json", x_forwarded_proto="http")
    secure = get(front, address, accept="application/ld+json", x_forwarded_proto="https")
    front.close()
    with app.app_context():
        db.engine.dispose()
    assert b'"http://site.example' in plain.body
    assert scheme + b"site.example" in secure.body
    assert kept(front) == 1 + proxies


def test_nothing_else_of_a_request_reaches_a_public_view(own_app: Flask) -> None:
    own_app.add_url_rule("/echo", "echo", public()(lambda: str(sorted(request.headers.keys()))))
    front = Front(own_app)
    page = get(front, "/echo", user_agent="Firefox", accept_language="fr", accept="text/html")
    front.close()
    assert page.body == b"['Accept', 'Content-Length', 'Host']"


class Rendering:
    """A public view that says the how manyth it is, and ends when told to."""

    def __init__(self, app: Flask) -> None:
        self.begun, self.may_end = 0, threading.Event()
        app.add_url_rule("/slow", "slow", public()(self._render))

    def _render(self) -> str:
        self.begun += 1
        number = self.begun
        self.may_end.wait(5)
        return str(number)

    async def has_begun(self, number: int) -> None:
        async with asyncio.timeout(5):
            while self.begun < number:
                await asyncio.sleep(0.001)


@pytest.fixture
def rendering(own_app: Flask) -> Rendering:
    return Rendering(own_app)


def test_visitors_who_ask_at_once_share_one_rendering(own_app: Flask, rendering: Rendering) -> None:
    front = Front(own_app)

    async def run() -> list[Answer]:
        asked = [asyncio.create_task(send(front, scope("/slow"))) for _ in range(20)]
        await rendering.has_begun(1)
        await asyncio.sleep(0.005)
        rendering.may_end.set()
        return await asyncio.gather(*asked)

    answers = finished(run())
    front.close()
    assert [answer.body for answer in answers] == [b"1"] * 20
    assert rendering.begun == 1


def test_another_encoding_needs_no_other_rendering(own_app: Flask, rendering: Rendering) -> None:
    front = Front(own_app)
    rendering.may_end.set()
    for encoding in (BR, "gzip", "identity", BR):
        assert get(front, "/slow", accept_encoding=encoding).body == b"1"


def test_visitors_who_ask_after_a_save_share_another_rendering(
    own_app: Flask, rendering: Rendering, monkeypatch: pytest.MonkeyPatch
) -> None:
    front, version = Front(own_app), 1
    monkeypatch.setattr(front.visitors.version, "current", lambda: version)

    async def run() -> list[Answer]:
        nonlocal version
        asked = []
        for version in (1, 2):
            asked += [asyncio.create_task(send(front, scope("/slow"))) for _ in range(5)]
            await rendering.has_begun(version)
        version = 3
        rendering.may_end.set()
        return await asyncio.gather(*asked)

    answers = finished(run())
    front.close()
    assert [answer.body for answer in answers] == [b"1"] * 5 + [b"2"] * 5
    assert rendering.begun == 2


def test_a_rendering_is_finished_for_others_if_the_first_visitor_leaves(
    own_app: Flask, rendering: Rendering
) -> None:
    front = Front(own_app)

    async def run() -> Answer:
        first, second = (asyncio.create_task(send(front, scope("/slow"))) for _ in range(2))
        await rendering.has_begun(1)
        first.cancel()
        await asyncio.sleep(0)
        rendering.may_end.set()
        return await second

    answer = finished(run())
    front.close()
    assert (answer.body, rendering.begun) == (b"1", 1)


class AtOnce:
    """Does what is submitted without another thread."""

    def submit(self, work: Callable[[], None]) -> None:
        work()

    def shutdown(self, **_: bool) -> None:
        """Have nothing to end."""


def test_a_page_that_is_used_again_is_compressed_better_later(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front.visitors, "_compressing", AtOnce())
    first, _, later = (len(get(front, accept_encoding=BR).body) for _ in range(3))
    assert later < first
    (answer,) = front.visitors.cache._answers.values()
    assert front.visitors.cache.used >= answer.size


def test_the_time_of_an_answer_is_not_that_of_its_rendering(front: Front) -> None:
    assert "date" not in headers_of(get(front))
