"""Answers name the host that was asked, so each host has its own, and untrusted ones have none."""

from flask import Flask

from app.serving.front import Front
from tests.support.rsgi import get, headers_of, kept

ADDRESS = "/fragments/publications/study-number-1/abstract"


def test_each_trusted_host_has_answers_of_its_own(site: Flask, front: Front) -> None:
    site.config["TRUSTED_HOSTS"] = ["a.example", "b.example"]
    for host in ("a.example", "b.example", "a.example"):
        link = headers_of(get(front, ADDRESS, host=host))["link"]
        assert link == f'<http://{host}/publications/study-number-1>; rel="canonical"'
    assert get(front, ADDRESS, host="eve.example").status == 400
    assert kept(front) == 2
