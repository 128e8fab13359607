"""What search engines are told to follow and to list, found by crawling whole sites."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.database import db
from app.models import Publication, Topic, Work, WorkState
from app.web.robots import ATTRIBUTE
from tests.bench import documents
from tests.support import samples
from tests.support.crawler import Visited, crawl, headers_and_page_agree, visit
from tests.support.factories import fill, record
from tests.support.imports import applied, stage_text
from tests.support.pages import attribute, page
from tests.support.pdf_files import attach

Crawled = Mapping[str, Visited]
MOST_LINKS = 10
# How few of the pages of works are asked for where they are thousands: all link alike.
SAMPLED = 20
FILE = {"kind": "pdf", "url": "https://example.org/a.pdf"}


def addresses_allowed(app: Flask, found: Crawled) -> float:
    with app.app_context():
        works, topics, years = (
            db.session.scalar(select(func.count()).select_from(counted.distinct().subquery())) or 0
            for counted in (select(Work.id), select(Topic.id), select(Publication.year))
        )
    return 1.2 * works + Counter(one.kind for one in found.values())["people"] + topics + years + 50


def published(app: Flask) -> set[str]:
    with app.app_context():
        slugs = db.session.scalars(select(Work.slug).where(Work.state == WorkState.PUBLISHED))
        return {f"/publications/{slug}" for slug in slugs}


def assert_is_safe(app: Flask, found: Crawled) -> None:
    """Assert that a crawler finds all works, and little else."""
    assert len(found) <= addresses_allowed(app, found), Counter(v.kind for v in found.values())
    works = published(app)
    assert works
    assert works - {path for path, one in found.items() if one.links_away <= MOST_LINKS} == set()


def assert_each_page_is_listed_as_itself(found: Crawled) -> None:
    """Assert that a crawler is led to nothing that it may not list, or not as that."""
    assert [one for one in found.values() if not one.is_indexed] == []
    assert [one.path for one in found.values() if one.canonical != one.path] == []


def sampled(path: str) -> bool:
    """Return whether an address is asked for: of works and people, only some."""
    is_one_of_many = path.startswith(("/publications/", "/people/"))
    return not is_one_of_many or sum(path.encode()) % SAMPLED == 0


def few_years(count: int) -> list[dict[str, Any]]:
    """Return works of three years and some without any, many of which fit on no page."""
    return [
        record(
            title=f"Study number {index}",
            year=(2022, 2023, 2024, None)[index % 4],
            topics=[f"Topic {index % 7}"],
            authors=["Ada Roe", "Kim Li", f"Sam {chr(65 + index % 20)}oe"],
            links=[FILE],
        )
        for index in range(count)
    ]


def test_a_crawler_finds_every_work_and_little_else(app: Flask, client: FlaskClient) -> None:
    app.config["WORKS_PER_PAGE"] = 3
    fill(app, *few_years(40), people=[{"name": "Kim Li", "level": "PhD"}])
    found = crawl(client)
    assert_is_safe(app, found)
    assert_each_page_is_listed_as_itself(found)
    kinds = Counter(one.kind for one in found.values())
    assert {"profile", "publications", "people", "topic", "year"} <= kinds.keys()
    assert (kinds["topic"], kinds["year"], kinds["publications"]) == (7, 3, 40)
    assert kinds.keys() <= {
        *("profile", "publications", "people", "topic", "year", "page", "page&year"),
        *("cv",),
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("works", "limit"),
    [
        (lambda: documents.publications(300), 1_000),
        (lambda: few_years(300), 1_000),
        # A page shows fewer than a year has.
        (lambda: few_years(3_000), 200),
    ],
    ids=["300", "300 of few years", "3,000 of few years"],
)
def test_large_sites_are_safe(
    app: Flask, client: FlaskClient, works: Callable[[], list[dict[str, Any]]], limit: int
) -> None:
    app.config["SHOW_ALL_LIMIT"] = limit
    fill(app, *works(), profile={"name": documents.OWNER})
    found = crawl(client, sampled)
    assert_is_safe(app, found)
    assert_each_page_is_listed_as_itself({p: v for p, v in found.items() if sampled(p)})


@pytest.mark.slow
def test_the_real_bibliographies_are_safe(app: Flask, client: FlaskClient) -> None:
    if not samples.real_files():
        pytest.skip(samples.NEEDS_SHARED)
    fill(app)
    for file in samples.real_files():
        applied(app, stage_text(app, samples.text(file), file.name))
    found = crawl(client, sampled)
    assert_is_safe(app, found)
    assert_each_page_is_listed_as_itself({p: v for p, v in found.items() if sampled(p)})


def test_a_year_is_few_links_away_however_many_works_it_has(
    app: Flask, client: FlaskClient
) -> None:
    app.config.update(WORKS_PER_PAGE=2, SHOW_ALL_LIMIT=6)
    fill(app, *few_years(40))
    found = crawl(client)
    assert_each_page_is_listed_as_itself(found)
    assert max(found[path].links_away for path in published(app)) <= 3


@pytest.mark.parametrize(
    ("address", "is_listed"),
    [
        ("/", True),
        ("/?page=2", True),
        ("/?page=all", True),
        ("/?topic=topic-1", True),
        ("/?year=2023", True),
        ("/?year=2023&page=all", True),
        ("/publications/study-number-1", True),
        ("/people/kim-li", True),
        ("/cv", True),
        ("/cv?years=5", False),
        ("/people/kim-li?page=2", False),
        ("/?topic=none", False),
        ("/?year=1900", False),
        ("/?author=kim-li", False),
        ("/?type=article-journal", False),
        ("/?has=pdf", False),
        ("/?status=published", False),
        ("/?year=2022-2023", False),
        ("/?topic=topic-1&page=2", False),
        ("/?topic=topic-1&year=2023", False),
        ("/?sort=oldest", False),
        ("/?view=compact", False),
        ("/?group=type", False),
        ("/?q=study", False),
        ("/charts", False),
        ("/embed", False),
        ("/facets/author", False),
        ("/publications/study-number-1/cite", False),
        ("/sign-in", False),
        ("/none", False),
        ("/publications/none", False),
    ],
)
def test_pages_and_their_headers_agree_on_what_is_listed(
    app: Flask, client: FlaskClient, address: str, is_listed: bool
) -> None:
    app.config["WORKS_PER_PAGE"] = 3
    fill(app, *few_years(40))
    answer = client.get(address)
    assert ("X-Robots-Tag" not in answer.headers) is is_listed
    assert headers_and_page_agree(answer)


def test_a_site_without_works_is_listed(app: Flask, client: FlaskClient) -> None:
    fill(app)
    assert "X-Robots-Tag" not in client.get("/").headers


@pytest.mark.parametrize(
    "address",
    [
        "/publications.bib",
        "/publications/study-number-1.json",
        "/fragments/publications",
        "/fragments/charts",
        "/oembed?url=http://localhost/",
        "/edit/works",
        "/healthz",
    ],
)
def test_what_is_no_page_says_so_in_its_header(
    app: Flask, client: FlaskClient, address: str
) -> None:
    fill(app, *few_years(2))
    assert client.get(address).headers["X-Robots-Tag"] == "noindex"


def test_what_the_sitemap_names_is_listed_as_itself(app: Flask, client: FlaskClient) -> None:
    fill(app, *few_years(40), people=[{"name": "Kim Li", "level": "PhD"}])
    named = re.findall(r"<loc>http://localhost(/[^<]*)</loc>", client.get("/sitemap.xml").text)
    assert len(named) > 40
    for path in map(unescape, named):
        visited = visit(client, path)
        assert (path, visited.is_indexed, visited.canonical) == (path, True, path)


def test_crawlers_may_read_what_says_noindex(client: FlaskClient) -> None:
    told = re.findall("(?m)^Disallow: *(.*)$", client.get("/robots.txt").text)
    assert sorted(path.rstrip("/") for path in told) == ["/edit", "/fragments"]


def test_a_file_is_listed_but_known_from_its_work_alone(app: Flask, client: FlaskClient) -> None:
    fill(app, record(work="on-tides"), *few_years(2))
    attach(app, "paper", "slides")
    address = "/publications/on-tides/paper.pdf"
    assert address in client.get("/").text
    assert "X-Robots-Tag" not in client.get(address).headers
    assert [path for path in crawl(client) if path.endswith(".pdf")] == []
    # What is elsewhere is not ours to judge.
    assert attribute(page(client.get("/")), ".link[href^=https]", "rel") == [""] * 2


def test_a_work_in_another_format_is_not_listed(app: Flask, client: FlaskClient) -> None:
    fill(app, *few_years(2))
    accept = {"Accept": "application/ld+json"}
    answer = client.get("/publications/study-number-1", headers=accept)
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_new_addresses_are_not_listed_unless_they_are_meant_to(app: Flask) -> None:
    listed = {name for name, view in app.view_functions.items() if hasattr(view, ATTRIBUTE)}
    assert listed == {
        "asset",
        "cv.page",
        "files.show",
        "images.show",
        "profile.page",
        "public_people.page",
        "publications.page",
    }
