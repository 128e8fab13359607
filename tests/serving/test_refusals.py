"""Requests that the server refuses before the application sees them."""

import pytest
from flask import Flask

from app.serving.front import Front
from app.web import sub_path
from tests.support.rsgi import FakeScope, HeaderFields, finished, headers_of, send


@pytest.mark.parametrize("prefix", ["", "/~roe/vitae"])
def test_a_refusal_asks_for_https_only_where_the_host_is_the_sites_own(
    site: Flask, front: Front, prefix: str
) -> None:
    site.config["PROXIES"] = 1
    sub_path.serve_under(site, prefix)
    without_host = FakeScope(headers=HeaderFields(("x-forwarded-proto", "https")))
    answer = finished(send(front, without_host))
    assert answer.status == 400
    assert ("strict-transport-security" in headers_of(answer)) == (not prefix)
