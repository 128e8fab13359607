"""Every page, fragment and feed in both languages: no link leaves its language by itself."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.web import languages, sub_path
from app.web.costs import requested_endpoint
from tests.support import own_links
from tests.support.accounts import sign_in
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, many, record
from tests.support.languages import speak
from tests.support.pdf_files import attach
from tests.support.sections import SECTIONS

# The switch, and what tells programs of the other languages.
TO_OTHERS = re.compile(r'<(?:a href="([^"]*)" lang="\w+" dir|link rel="alternate" hreflang)[^>]*>')
HREF = re.compile(r'href="([^"]*)"')
WORK_ID = re.compile(r'"@id":"([^"]*/publications/[^"]*)"')
# Of all languages, or of none.
LEFT_OUT = re.compile(r"/(sitemap|robots|assets|images|sign-in|edit)")
MOST = 90
PREFIX = "/~roe/vitae"
KINDS = {"profile.page", "publications.page", "publications.fragment", "feeds.show", "cv.page"}


@pytest.fixture
def site(app: Flask) -> Flask:
    app.config.update(EMBED_HOSTS="www.site.example")
    works = record(topics=["Tides"], abstract=LONG_ABSTRACT), PREPRINT, *many(30)
    people = [{"name": "Kim Li", "level": "PhD", "role": "principal"}]
    told = {
        "biography": "See [my list](/publications), [the CV](/cv?years=5), [a](/feed.atom?q=1)."
    }
    fill(app, *works, people=people, sections=SECTIONS, profile=told)
    attach(app, "x")
    speak(app, "en", "fr")
    return app


@pytest.mark.parametrize("start", ["/", "/fr/", f"{PREFIX}/fr/"])
@pytest.mark.parametrize("is_owner", [False, True], ids=["visitor", "owner"])
def test_no_link_leaves_its_language(site: Flask, start: str, is_owner: bool) -> None:
    if is_below := start.startswith(PREFIX):
        sub_path.serve_under(site, PREFIX)
    client = sign_in(site) if is_owner else site.test_client()
    wrong, seen = [], set[str | None]()
    for address, page, answer in walk(client, start):
        assert answer.status_code < 400, address
        assert not is_below or own_links.leaving(answer, PREFIX) == [], address
        wrong += [(address, link) for link in leaving(site, address, page, answer)]
        seen.add(requested_endpoint(site, "GET", split(address).path))
    assert wrong == []
    assert seen >= KINDS


def walk(client: FlaskClient, start: str) -> Iterator[tuple[str, str, TestResponse]]:
    """Yield addresses, each with the page that it was found on, and their answers."""
    waiting, known = deque([(start, start)]), {start}
    for _ in range(MOST):
        if not waiting:
            return
        address, page = waiting.popleft()
        answer = client.get(address, headers={"Referer": f"{own_links.HOST}{page}"})
        yield address, page, answer
        is_page = "/fragments/" not in address and answer.mimetype == "text/html"
        others = set(others_of(answer))
        for found in own_links.followed(answer, address):
            if found not in known | others and is_followed(found):
                known.add(found)
                waiting.append((found, address if is_page else page))


def is_followed(address: str) -> bool:
    """Tell whether an address is worth asking for: lists of several choices are like others."""
    return "&" not in address and not LEFT_OUT.match(split(address).path)


def leaving(app: Flask, address: str, page: str, answer: TestResponse) -> list[str]:
    """Return the links of an answer that lead to another language, or to no view's own address."""
    own = split(page if "/fragments/edit" in address else described(address)).tag
    links = Counter(own_links.every(answer)) - Counter(others_of(answer))
    with app.app_context():
        return [link for link in links if not stays(app, own, link)]


def stays(app: Flask, own: str, link: str) -> bool:
    """Tell whether a link stays in a language, or is one of no language."""
    tag, path = split(link)
    endpoint = requested_endpoint(app, "GET", path)
    if endpoint == "oembed.answer":
        return split(described(link)).tag == own
    return tag == (own if languages.is_in_languages(endpoint) else "")


def described(address: str) -> str:
    """Return the address that an address of oEmbed is about, any other unchanged."""
    asked = parse_qs(urlsplit(address).query).get("url", [address])
    return asked[0] if "/oembed" in address else address


def others_of(answer: TestResponse) -> list[str]:
    """Return the links by which an answer names the same view in other languages."""
    if answer.mimetype != "text/html":
        return []
    tags = (found[0] for found in TO_OTHERS.finditer(answer.text))
    # A work has one name in linked data.
    names = [found[1] for found in WORK_ID.finditer(answer.text)]
    return names + [unescape(found[1]) for tag in tags if (found := HREF.search(tag))]


def split(address: str) -> languages.TaggedPath:
    """Return the tag and the path of an address."""
    return languages.split_tag(urlsplit(address).path.removeprefix(PREFIX))
