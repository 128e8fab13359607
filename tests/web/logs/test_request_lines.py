"""A line of the log is one line of ASCII, whatever was asked, and has no secret in it."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.web.logs.request_lines import LONGEST_PATH, WriteLine, line_writer, shown_path
from app.web.logs.timestamps import Clock

ID = "0123456789ab"
PLAIN = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [\w.=+/-]+ [!-~]+ [!-~]+ \d{3} \d+ \d+\.\dms\n",
    re.ASCII,
)
HOSTILE = [
    "/a\n2026-01-01T00:00:00.000Z x GET /forged 200 0 0.0ms",
    "/a\r\nb",
    "/\x1b]0;title\x07\x1b[31m",
    "/a b\tc",
    '/"}, {"status": 500',
    "/\\u000a\\n",
    "/\u202egpj.exe",
    "/\u2028\u0085\x00",
    "/\ud800",
    "",
]


@pytest.fixture(params=["plain", "json"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _written(write: WriteLine, path: str, method: str = "GET") -> str:
    return write(ID, (method, path), 200, 14_321, 0.000849)


def _read(form: str, line: str) -> dict[str, Any]:
    """Return the fields of a line."""
    assert line.isascii()
    assert line.count("\n") == 1
    if form == "json":
        found: dict[str, Any] = json.loads(line)
        return found
    assert PLAIN.fullmatch(line), line
    names = ["time", "id", "method", "path", "status", "bytes", "ms"]
    return dict(zip(names, line.split(), strict=True))


def test_a_line_says_what_was_asked_and_answered() -> None:
    line = _written(line_writer("plain"), "/publications/on-tides")
    assert line.partition(" ")[2] == f"{ID} GET /publications/on-tides 200 14321 0.8ms\n"
    found = json.loads(_written(line_writer("json"), "/publications/on-tides"))
    assert re.fullmatch(r"[0-9-]{10}T[0-9:]{8}\.\d{3}Z", found.pop("time"))
    assert found == {
        "id": ID,
        "method": "GET",
        "path": "/publications/on-tides",
        "status": 200,
        "bytes": 14_321,
        "ms": 0.8,
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_asked_forges_a_line(form: str, text: str) -> None:
    write = line_writer(form)
    assert _read(form, _written(write, text))["status"] in (200, "200")
    assert _read(form, _written(write, "/", method=text))["path"] == "/"


@given(st.text(), st.sampled_from(["plain", "json"]))
def test_any_path_is_one_word(text: str, form: str) -> None:
    assert _read(form, _written(line_writer(form), f"/{text}"))["path"].startswith("/")


def test_a_long_path_is_cut() -> None:
    assert shown_path(f"/{'a' * 5_000}") == f"/{'a' * (LONGEST_PATH - 1)}..."
    assert len(shown_path("/" + "\N{GRINNING FACE}" * 5_000)) < 4_000


def test_no_secret_of_an_address_is_logged(app: Flask) -> None:
    secrets = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if re.search("token|ticket|secret|code|password", " ".join(rule.arguments))
    ]
    assert secrets
    for rule in secrets:
        path = re.sub(r"<.*?>", "hush", rule)
        assert "hush" not in shown_path(path), rule
        assert "hush" not in shown_path(f"/~roe/vitae{path}/more"), rule


def test_the_clock_is_right_from_line_to_line() -> None:
    clock = Clock()
    written = [clock.at(moment) for moment in (0.5, 0.5004, 0.9999, 86_400.0, 0.25)]
    day = "1970-01-01T00:00:00"
    assert written == [
        f"{day}.500Z",
        f"{day}.500Z",
        f"{day}.999Z",
        "1970-01-02T00:00:00.000Z",
        f"{day}.250Z",
    ]
