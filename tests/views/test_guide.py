"""The guide at the site: its pages, its search, and the links that lead to it."""

import re
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.guide import pages
from app.views import guide
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.pages import attribute, fragment, one, page, texts

ADDRESS = "/edit/help"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(title="On the tides"))
    return sign_in(app)


@pytest.mark.parametrize("path", [ADDRESS, f"{ADDRESS}/import"])
def test_visitors_have_to_sign_in(client: FlaskClient, path: str) -> None:
    assert client.get(path).location == f"/sign-in?next={path}"


def test_every_page_shows_its_title_and_its_contents(owner: FlaskClient) -> None:
    for name, found in pages.all_pages().items():
        tree = page(owner.get(f"{ADDRESS}/{name}".rstrip("/")))
        assert texts(tree, "h1") == [found.title]
        ids = attribute(tree, "[id]", "id")
        assert len(ids) == len(set(ids)), name
        listed = attribute(tree, "nav[aria-labelledby] a", "href")
        headings = [f"#{part.anchor}" for part in found.contents]
        assert listed == (headings if name and len(headings) > 1 else [])


def test_pictures_are_sent(owner: FlaskClient) -> None:
    (source,) = attribute(page(owner.get(f"{ADDRESS}/import")), "article img", "src")
    response = owner.get(urljoin(f"{ADDRESS}/import", source))
    assert response.content_type == "image/png"
    assert response.data.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["nothing", "import.md", "files/config.py", "files/../config.py"])
def test_anything_else_is_not_found(owner: FlaskClient, name: str) -> None:
    assert owner.get(f"{ADDRESS}/{name}").status_code == 404


def test_the_search_shows_results_with_their_headings(owner: FlaskClient) -> None:
    tree = page(owner.get(ADDRESS, query_string={"q": "recovery codes"}))
    assert "Signing in: Two-step sign-in" in texts(tree, "h2")
    assert f"{ADDRESS}/accounts#two-step-sign-in" in attribute(tree, ".results a", "href")
    assert {"recovery", "codes"} <= {word.casefold() for word in texts(tree, "mark")}
    assert one(tree, "[role=search] input").attrs["value"] == "recovery codes"


def test_the_search_says_that_it_found_nothing(owner: FlaskClient) -> None:
    tree = page(owner.get(ADDRESS, query_string={"q": "zzz<zzy"}))
    (message,) = texts(tree, "article [role=status]")
    assert "“zzz<zzy”" in message


def test_every_topic_is_a_page_and_a_heading() -> None:
    for topic in [*guide.ERRORS.values(), *(topic for _, topic in guide.TOPICS)]:
        name, _, anchor = topic.partition("#")
        found = pages.find_page(name)
        assert found, topic
        assert not anchor or anchor in [part.anchor for part in found.parts], topic


def test_every_page_of_the_owner_leads_to_its_help(app: Flask) -> None:
    editing = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if re.match(r"/edit/(?!help)", rule.rule) and "GET" in (rule.methods or ())
    ]
    missing = []
    for path in editing:
        with app.test_request_context(re.sub("<.*?>", "1", path)):
            missing += [] if guide.help_url() else [path]
    assert missing == []


@pytest.mark.parametrize("path", ["/edit/new/work", "/fragments/edit/new/work"])
def test_what_is_too_large_leads_to_what_can_be_done(
    app: Flask, owner: FlaskClient, path: str
) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10
    response = owner.post(path, data={"text": "x" * 100})
    assert response.status_code == 413
    assert f"{ADDRESS}/{guide.ERRORS[413]}" in response.text


def test_visitors_errors_do_not_lead_there(app: Flask, client: FlaskClient) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10
    response = client.post("/sign-in", data={"email": "x" * 100})
    assert response.status_code == 413
    assert ADDRESS not in response.text


@pytest.mark.parametrize(
    ("path", "topic"),
    [
        ("/edit/import", "import"),
        ("/edit/works", "works#many-works-at-once"),
        ("/edit/works/on-the-tides", "works#edit-a-work"),
        ("/fragments/edit/profile", "profile#name-position-and-links"),
    ],
)
def test_pages_and_forms_in_place_lead_to_their_help(
    owner: FlaskClient, path: str, topic: str
) -> None:
    response = owner.get(path)
    tree = fragment(response) if path.startswith("/fragments") else page(response)
    assert attribute(tree, ".help a", "href") == [f"{ADDRESS}/{topic}"]


def test_visitors_are_not_led_to_the_guide(client: FlaskClient, owner: FlaskClient) -> None:
    assert ADDRESS in owner.get("/").text
    assert ADDRESS not in client.get("/").text
