"""A site in two languages below a path: what leads to its other language stays below both."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.middleware.proxy_fix import ProxyFix

from app.web import sub_path
from tests.support.accounts import EMAIL, PASSWORD, sign_in
from tests.support.factories import fill, many, record
from tests.support.form_posts import opened
from tests.support.languages import speak
from tests.support.pages import attribute, page

PREFIX, HOST = "/~roe/vitae", "http://localhost"
FRENCH = f"{PREFIX}/fr"


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, record(topics=["Tides"]), *many(30))
    speak(app, "en", "fr")
    sub_path.serve_under(app, PREFIX)
    return app


@pytest.fixture
def visitor(site: Flask) -> FlaskClient:
    return site.test_client()


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/fr", "/fr/"),
        ("/en/cv", "/cv"),
        ("/fr/publications?topic=tides", "/fr/?topic=tides#publications"),
        ("/fr/edit/works", "/edit/works"),
    ],
)
def test_redirects_stay_below(visitor: FlaskClient, asked: str, location: str) -> None:
    answer = visitor.get(f"{PREFIX}{asked}")
    assert answer.status_code in {301, 302, 303, 308}
    assert answer.location == f"{PREFIX}{location}"


@pytest.mark.parametrize("path", ["/", "/publications/on-tides", "/cv", "/?topic=tides"])
def test_both_languages_of_a_view_name_each_other(visitor: FlaskClient, path: str) -> None:
    names = {"en": f"{HOST}{PREFIX}{path}", "fr": f"{HOST}{FRENCH}{path}"}
    for root in (PREFIX, FRENCH):
        shown = page(visitor.get(f"{root}{path}"))
        tags = attribute(shown, "link[hreflang]", "hreflang")
        found = dict(zip(tags, attribute(shown, "link[hreflang]", "href"), strict=True))
        assert found == {**names, "x-default": names["en"]}
        assert attribute(shown, "link[rel=canonical]", "href") == [f"{HOST}{root}{path}"]


def test_the_sitemap_and_feeds_are_below(visitor: FlaskClient) -> None:
    sitemap = visitor.get(f"{PREFIX}/sitemap.xml").text
    named = re.findall(r"(?:<loc>|href=\")http://localhost([^<\"]*)", sitemap)
    assert {one.partition("/publications")[0] for one in named} >= {PREFIX, FRENCH}
    assert all(one.startswith(f"{PREFIX}/") for one in named)
    feed = visitor.get(f"{FRENCH}/feed.atom").text
    links = re.findall(r"href=\"http://localhost([^\"]*)", feed)
    assert links
    assert [one for one in links if not one.startswith(f"{FRENCH}/")] == []


def test_signing_in_leads_back_to_the_language(site: Flask, visitor: FlaskClient) -> None:
    sign_in(site)
    form = f"{PREFIX}/sign-in?next={FRENCH}/publications/on-tides"
    values = opened(visitor, form)
    assert values["next"] == f"{FRENCH}/publications/on-tides"
    values.setlist("email", [EMAIL])
    values.setlist("password", [PASSWORD])
    assert visitor.post(f"{PREFIX}/sign-in", data=values).location == values["next"]


def test_all_ways_to_tell_the_path_give_the_same_answers(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "wsgi_app", ProxyFix(site.wsgi_app, x_prefix=1))
    visitor, told = site.test_client(), {"X-Forwarded-Prefix": PREFIX}
    for path in ("/fr/", "/fr/publications/on-tides", "/fr/fragments/publications", "/fr", "/fr/x"):
        answers = [visitor.get(f"{PREFIX}{path}"), visitor.get(f"{PREFIX}{path}", headers=told)]
        del site.extensions[sub_path.EXTENSION]
        answers += [
            visitor.get(path, base_url=f"{HOST}{PREFIX}"),
            visitor.get(path, headers=told),
            visitor.get(f"{PREFIX}{path}", headers=told),
        ]
        site.extensions[sub_path.EXTENSION] = PREFIX
        assert len({answer.data for answer in answers}) == 1, path
        assert len({(answer.status, answer.location) for answer in answers}) == 1, path
