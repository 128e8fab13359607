"""The sitemap against its schema, the rules for robots by a parser, the search for browsers."""

from datetime import UTC, datetime
from urllib.robotparser import RobotFileParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import select, update

from app.database import db
from app.models import Revision, Work, WorkState
from app.services import cache
from app.services.exporting import opensearch, sitemap
from tests.support.accounts import sign_in
from tests.support.factories import fill, many, record
from tests.support.pages import attribute, page
from tests.support.sitemap_schema import addresses

HOST = "http://localhost"
STARTED, LATER = datetime(2026, 3, 7, 12, tzinfo=UTC), datetime(2026, 5, 1, 8, tzinfo=UTC)
PEOPLE = [{"name": "Noa Levi", "level": "PhD", "role": "principal", "started_on": "2022"}]


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(
        app,
        record(topics=["Tides"], authors=["Ada Roe", "Kim Li"]),
        record(title="Salt", topics=["Tides"], year=2020, authors=["Ada Roe", "Kim Li"]),
        record(title="Sand", year=None, authors=["Ada Roe", "Once Only"]),
        people=PEOPLE,
    )
    with app.app_context():
        db.session.execute(update(Revision).values(made_at=LATER))
        db.session.execute(update(Work).values(updated_at=STARTED))
        db.session.execute(update(Work).where(Work.slug == "salt").values(updated_at=LATER))
        cache.commit()


def listed(client: FlaskClient, address: str = "/sitemap.xml") -> dict[str, datetime | None]:
    response = client.get(address)
    assert (response.status_code, response.content_type) == (200, "application/xml; charset=utf-8")
    found = addresses(response.text)
    return {url: datetime.fromisoformat(last) if last else None for url, last in found.items()}


def test_the_sitemap_has_every_page_with_its_last_change(client: FlaskClient) -> None:
    assert listed(client) == {
        f"{HOST}/": LATER,
        f"{HOST}/cv": LATER,
        f"{HOST}/publications/on-tides": STARTED,
        f"{HOST}/publications/salt": LATER,
        f"{HOST}/publications/sand": STARTED,
        f"{HOST}/people/noa-levi": None,
        f"{HOST}/people/kim-li": LATER,
        f"{HOST}/?topic=tides": LATER,
        f"{HOST}/?year=2024": STARTED,
        f"{HOST}/?year=2020": LATER,
    }


def test_every_page_of_the_sitemap_is_canonical_and_may_be_indexed(client: FlaskClient) -> None:
    for url in listed(client):
        response = client.get(url)
        assert response.status_code == 200
        assert "noindex" not in response.headers.get("X-Robots-Tag", "")
        tree = page(response)
        assert attribute(tree, 'link[rel="canonical"]', "href") == [url]
        assert "noindex" not in str(attribute(tree, 'meta[name="robots"]', "content"))


def test_drafts_are_in_no_sitemap(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        work = db.session.scalars(select(Work).where(Work.slug == "salt")).one()
        work.state = WorkState.DRAFT
        cache.commit()
    for reader in (client, sign_in(app)):
        assert f"{HOST}/publications/salt" not in listed(reader)


def test_addresses_follow_the_setting(app: Flask, client: FlaskClient) -> None:
    app.config["SITE_URL"] = "https://ada.example"
    assert all(url.startswith("https://ada.example/") for url in listed(client))
    assert "Sitemap: https://ada.example/sitemap.xml" in client.get("/robots.txt").text


def test_a_large_site_has_an_index_of_sitemaps(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, *many(25))
    whole = listed(client)
    assert client.get("/sitemap-1.xml").status_code == 404
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 10)
    index = listed(client)
    count = -(-len(whole) // 10)
    assert [*index] == [f"{HOST}/sitemap-{number}.xml" for number in range(1, count + 1)]
    parts = [listed(client, url) for url in index]
    assert all(len(part) <= 10 for part in parts)
    assert {url: last for part in parts for url, last in part.items()} == whole
    for last, part in zip(index.values(), parts, strict=True):
        assert last == max(filter(None, part.values()))
    for number in (0, count + 1, 10**15):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_an_empty_site_has_a_sitemap(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        for work in db.session.scalars(select(Work)):
            db.session.delete(work)
        cache.commit()
    assert f"{HOST}/" in listed(client)


@pytest.mark.parametrize(
    ("path", "may_be_asked_for"),
    [
        ("/", True),
        ("/?topic=tides&year=2020", True),
        ("/publications/salt", True),
        ("/publications/salt/cite", True),
        ("/publications.bib", True),
        ("/feed.atom", True),
        ("/sitemap.xml", True),
        ("/people/kim-li", True),
        ("/sign-in", True),
        ("/edit", False),
        ("/edit/works/new", False),
        ("/fragments/publications?page=2", False),
    ],
)
def test_robots_may_ask_for_all_but_forms_and_fragments(
    client: FlaskClient, path: str, may_be_asked_for: bool
) -> None:
    response = client.get("/robots.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(response.text.splitlines())
    assert rules.can_fetch("AnyBot", f"{HOST}{path}") is may_be_asked_for
    assert rules.site_maps() == [f"{HOST}/sitemap.xml"]


def test_rules_begin_with_the_prefix_of_the_application(client: FlaskClient) -> None:
    text = client.get("/robots.txt", environ_overrides={"SCRIPT_NAME": "/ada"}).text
    assert "Disallow: /ada/edit\n" in text
    assert "Sitemap: http://localhost/ada/sitemap.xml" in text


def test_browsers_can_search_the_list(client: FlaskClient) -> None:
    (address,) = attribute(page(client.get("/")), 'head link[rel="search"]', "href")
    response = client.get(address)
    assert response.content_type == "application/opensearchdescription+xml; charset=utf-8"
    tree = etree.fromstring(response.data)
    urls = tree.findall(f"{{{opensearch.NAMESPACE}}}Url")
    templates = {url.get("type"): url.get("template") or "" for url in urls}
    assert templates[opensearch.MIMETYPE] == f"{HOST}{address}"
    found = page(client.get(templates["text/html"].replace("{searchTerms}", "salt")))
    assert attribute(found, 'input[name="q"]', "value") == ["salt"]
    feed = client.get(templates["application/atom+xml"].replace("{searchTerms}", "salt"))
    assert feed.text.count("<entry") == 1
    icon = tree.findtext(f"{{{opensearch.NAMESPACE}}}Image")
    assert icon
    assert client.get(icon).mimetype == "image/svg+xml"
