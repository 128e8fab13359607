"""The application's log under any server: one line for each request, errors with its id."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from wsgiref.handlers import SimpleHandler

import pytest
from flask import Flask, Response, request
from werkzeug.test import EnvironBuilder, TestResponse

from app import create_app
from app.web.logs.middleware import IS_LOGGED
from app.web.logs.records import RecordFormatter
from tests.support.factories import fill
from tests.support.pages import fragment, page, texts
from tests.support.written_log import written_log

TYPED = "Jane Roe"


class Site:
    """A site with broken views, as another server runs it, and its log."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.log = io.StringIO()
        app.add_url_rule("/broken/<name>", "broken", _fail, methods=["GET", "POST"])
        app.add_url_rule("/fragments/broken/<name>", "broken_fragment", _fail)
        app.add_url_rule("/pieces", "pieces", lambda: Response(iter([b"on ", b"tides"])))

    def ask(self, path: str, method: str = "GET", **options: Any) -> TestResponse:
        """Return the answer to a request."""
        client = self.app.test_client()
        return client.open(path, method=method, errors_stream=self.log, buffered=True, **options)

    def lines(self) -> list[list[str]]:
        """Return the fields of the lines of requests."""
        found = [line.split(" ") for line in self.log.getvalue().splitlines()]
        return [fields for fields in found if re.fullmatch(r"[\d.]+ms", fields[-1])]


def _fail(name: str) -> str:
    raise RuntimeError(f"{name}, {request.values.get('q')}")


@pytest.fixture
def make(database: Path) -> Iterator[Callable[..., Site]]:
    """Make sites with settings."""

    def site(**settings: Any) -> Site:
        app = create_app({"DATABASE_URL": f"sqlite:///{database}", **settings})
        logs.enter_context(written_log(app.logger))
        return Site(app)

    with ExitStack() as logs:
        yield site


@pytest.fixture
def site(make: Callable[..., Site]) -> Site:
    return make()


def test_each_request_has_a_line_and_its_answer_the_id(site: Site) -> None:
    fill(site.app)
    paths = ["/?q=hush", "/nowhere", "/healthz", "/pieces"]
    answers = [site.ask(path) for path in paths] + [site.ask("/", "HEAD")]
    found = site.lines()
    assert [fields[2:5] for fields in found] == [
        ["GET", "/", "200"],
        ["GET", "/nowhere", "404"],
        ["GET", "/healthz", "200"],
        ["GET", "/pieces", "200"],
        ["HEAD", "/", "200"],
    ]
    assert [fields[1] for fields in found] == [one.headers["X-Request-Id"] for one in answers]
    assert [int(fields[5]) for fields in found] == [len(one.data) for one in answers]
    assert len({fields[1] for fields in found}) == len(found)
    assert "hush" not in site.log.getvalue()


def test_an_error_page_leads_to_the_error_in_the_log(site: Site) -> None:
    answer = site.ask(f"/broken/{TYPED}?q=hush", "POST", data={"q": "typed"})
    assert answer.status_code == 500
    shown = re.findall(r"[0-9a-f]{12}", " ".join(texts(page(answer), "main code")))
    assert shown == [answer.headers["X-Request-Id"]]
    log = site.log.getvalue()
    assert re.search(rf"Z {shown[0]} ERROR POST /broken/<name> failed\nTraceback", log)
    assert f'{__file__}", line ' in log
    assert "\nRuntimeError\n" in log
    assert site.lines()[0][1] == shown[0]
    assert not [word for word in (TYPED, "hush", "typed") if word in log]


def test_an_error_in_a_fragment_shows_its_id(site: Site) -> None:
    answer = site.ask("/fragments/broken/x")
    assert texts(fragment(answer), "code") == [answer.headers["X-Request-Id"]]
    assert texts(page(site.ask("/nowhere")), "main code") == []


@pytest.mark.parametrize(
    ("proxies", "told", "is_taken"),
    [
        (1, "4bf92f3577b34da6a3ce929d0e0e4736", True),
        (1, "Root=1-67891233-abcdef012345678912345678", True),
        (0, "4bf92f3577b34da6a3ce929d0e0e4736", False),
        (1, "short", False),
        (1, "4bf92f3577 GET / 200", False),
        (1, "x" * 65, False),
        (1, "4bf92f3577\x1b[31m", False),
    ],
)
def test_a_proxy_may_tell_the_id(
    make: Callable[..., Site], proxies: int, told: str, is_taken: bool
) -> None:
    site = make(PROXIES=proxies)
    answer = site.ask("/healthz", headers={"X-Request-Id": told})
    (fields,) = site.lines()
    assert answer.headers.getlist("X-Request-Id") == [fields[1]]
    assert (fields[1] == told) == is_taken


def test_the_log_may_be_json(make: Callable[..., Site]) -> None:
    site = make(LOG_FORMAT="json")
    answer = site.ask("/broken/x%0A%1B")
    error, line = map(json.loads, site.log.getvalue().splitlines())
    assert error["id"] == line["id"] == answer.headers["X-Request-Id"]
    assert error["level"] == "error"
    assert error["message"] == "GET /broken/<name> failed"
    assert error["traceback"].endswith("\nRuntimeError")
    assert (line["status"], line["path"]) == (500, "/broken/x%0A%1B")


def test_lines_can_be_left_to_a_proxy(make: Callable[..., Site]) -> None:
    site = make(LOG_REQUESTS=False)
    assert "X-Request-Id" in site.ask("/healthz").headers
    assert site.log.getvalue() == ""


def test_no_request_is_logged_twice(site: Site) -> None:
    site.ask("/healthz", environ_overrides={IS_LOGGED: True})
    assert site.log.getvalue() == ""


def test_a_request_that_a_server_breaks_off_has_a_line(site: Site) -> None:
    environ = EnvironBuilder("/pieces", errors_stream=site.log).get_environ()
    application: Any = site.app
    pieces = application(environ, lambda *_: None)
    next(iter(pieces))
    pieces.close()
    pieces.close()
    (fields,) = site.lines()
    assert fields[3:6] == ["/pieces", "200", "3"]


def test_an_error_that_nobody_answers_has_a_line(site: Site) -> None:
    site.app.testing = True
    with pytest.raises(RuntimeError):
        site.ask("/broken/x")
    assert site.lines()[0][4] == "500"


def test_a_server_of_the_standard_library_gets_the_line(site: Site) -> None:
    environ = EnvironBuilder("/healthz").get_environ()
    SimpleHandler(io.BytesIO(), io.BytesIO(), site.log, environ).run(site.app)
    assert [fields[3] for fields in site.lines()] == ["/healthz"]


def test_what_a_record_says_can_forge_no_line() -> None:
    record = logging.LogRecord("app", logging.INFO, "", 0, "a\nb \x1b[31m %s", ("\u2028",), None)
    written = RecordFormatter("plain").format(record)
    assert written.endswith("INFO a\\nb \\x1b[31m \\u2028")
