"""Requests become WSGI environments, and what the application returns a finished answer."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Request

from app.serving import gateway
from tests.support import rsgi
from tests.support.rsgi import FakeScope, HeaderFields, scope


def request(asked: FakeScope, body: bytes = b"") -> Request:
    return Request(gateway.environ(asked, io.BytesIO(body), len(body)))


def test_a_request_keeps_its_address_headers_and_body() -> None:
    form = "application/x-www-form-urlencoded"
    asked = scope("/käse?q=%C3%A9&q=b", "POST", content_type=form, user_agent="Firefox")
    found = request(asked, b"title=On+tides")
    assert found.method == "POST"
    assert found.path == "/käse"
    assert found.args.getlist("q") == ["é", "b"]
    assert found.url == "http://site.example/käse?q=é&q=b"
    assert found.form["title"] == "On tides"
    assert found.content_length == 14
    assert found.user_agent.string == "Firefox"


@pytest.mark.parametrize(
    ("client", "address"), [("192.0.2.1:50", "192.0.2.1"), ("[2001:db8::1]:50", "2001:db8::1")]
)
def test_the_address_of_the_client_has_no_port(client: str, address: str) -> None:
    asked = scope()
    asked.client = client
    assert request(asked).remote_addr == address


def test_repeated_headers_are_joined() -> None:
    fields = HeaderFields(("cookie", "a=1"), ("accept", "text/html"), ("cookie", "b=2"))
    assert request(FakeScope(headers=fields)).cookies.to_dict() == {"a": "1", "b": "2"}
    fields = HeaderFields(("accept", "text/html"), ("accept", "text/csv"))
    assert request(FakeScope(headers=fields)).headers["Accept"] == "text/html,text/csv"


def test_a_header_with_an_underscore_does_not_pass_for_one_of_the_proxy() -> None:
    fields = HeaderFields(("x_forwarded_for", "192.0.2.7"))
    assert "HTTP_X_FORWARDED_FOR" not in gateway.environ(FakeScope(headers=fields), io.BytesIO(), 0)


def test_an_answer_is_complete_and_its_source_closed() -> None:
    closed = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            return iter([b"second ", b"third"])

        def close(self) -> None:
            closed.append(True)

    def application(environ: dict[str, Any], start_response: Any) -> Pieces:
        start_response("201 Created", [("X-Kind", "tide")])(b"first ")
        return Pieces()

    answer = gateway.call(application, {})
    assert answer == (201, [("X-Kind", "tide")], b"first second third")
    assert closed == [True]


def test_an_application_answers_as_by_any_other_server(app: Flask) -> None:
    answer = gateway.call(app, gateway.environ(scope("/nowhere"), io.BytesIO(), 0))
    expected = app.test_client().get("/nowhere", base_url="http://site.example")
    assert answer.status == expected.status_code == 404
    assert answer.body == expected.data
    assert rsgi.lasting(answer.headers) == rsgi.lasting(expected.headers)
