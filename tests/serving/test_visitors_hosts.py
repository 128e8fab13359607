"""Answers name the host that was asked, so each host has its own, and untrusted ones have none."""

from flask import Flask

from app.serving.front import Front
from tests.support.link_headers import read, targets
from tests.support.rsgi import get, headers_of, kept

ADDRESS = "/fragments/publications/study-number-1/abstract"


def test_each_trusted_host_has_answers_of_its_own(site: Flask, front: Front) -> None:
    site.config["TRUSTED_HOSTS"] = ["a.example", "b.example"]
    for host in ("a.example", "b.example", "a.example"):
        link = headers_of(get(front, ADDRESS, host=host))["link"]
        assert link == f'<http://{host}/publications/study-number-1>; rel="canonical"'
    assert get(front, ADDRESS, host="eve.example").status == 400
    assert kept(front) == 2


def test_kept_answers_have_the_typed_links_of_their_host(front: Front) -> None:
    address = "/publications/study-number-1"
    for host in ("a.example", "b.example"):
        for _ in range(2):
            links = read(headers_of(get(front, address, host=host))["link"])
            url = f"http://{host}{address}.linkset.json"
            assert targets(links, "linkset")[0] == url
            whole = get(front, f"{address}.linkset.json", "HEAD", host=host)
            assert headers_of(whole)["content-type"] == "application/linkset+json"
    assert kept(front) == 4
