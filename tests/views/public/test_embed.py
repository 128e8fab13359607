"""The list for a frame of another site's page."""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import Element, JustHTML

from app import create_app
from app.settings import SettingsError
from tests.support.accounts import sign_in
from tests.support.factories import fill, many, record
from tests.support.pages import attribute, fragment, matches, one, page, texts

HOSTS = "group.example, *.lab.example:8080"


@pytest.fixture(autouse=True)
def works(app: Flask) -> None:
    fill(app, *many(30), record(title="Salt", year=1999, topics=["Sea & salt"]))


def elsewhere(tree: JustHTML) -> list[Element]:
    """Return the links that open outside the frame."""
    return [link for link in matches(tree, "a[href]") if link.attrs.get("target") != "_self"]


def policy(client: FlaskClient, address: str) -> dict[str, str]:
    header = client.get(address).headers["Content-Security-Policy"]
    return dict(part.split(" ", 1) for part in header.split("; "))


def test_it_is_the_filtered_list_alone(client: FlaskClient) -> None:
    tree = page(client.get("/embed?topic=topic-1&year=2022-2024"))
    assert texts(tree, "title") == ["Publications by Ada Roe: Topic 1, 2022–2024"]
    assert texts(tree, "h1") == ["Ada Roe"]
    assert texts(tree, ".narrowed") == ["Topic 1 · 2022–2024"]
    assert texts(tree, ".count") == ["10 of 31 publications"]
    whole = page(client.get("/?topic=topic-1&year=2022-2024"))
    assert texts(tree, "#works h4") == texts(whole, "#works h4")
    for part in ("header", "footer", "nav", "form", "#facets", ".pills", "#search"):
        assert matches(tree, part) == []


def test_links_open_outside_the_frame_and_more_works_in_it(client: FlaskClient) -> None:
    tree = page(client.get("/embed?sort=oldest"))
    assert attribute(tree, "base", "target") == ["_blank"]
    assert attribute(tree, "base", "href") == [""]
    more, whole = one(tree, ".more .button"), one(tree, ".more .all")
    assert (more.attrs["href"] or "").startswith("/embed?sort=oldest&page=2#work-")
    assert more.attrs["hx-get"] == "/fragments/embed?sort=oldest&page=2"
    assert "hx-push-url" not in more.attrs
    assert (whole.attrs["href"] or "").startswith("/embed?sort=oldest&page=all")
    assert more.attrs["target"] == whole.attrs["target"] == "_self"
    assert all(not (a.attrs["href"] or "").startswith("/embed") for a in elsewhere(tree))
    site = one(tree, ".all-of-it a")
    assert site.attrs == {
        "href": "/?sort=oldest#publications",
        "target": "_blank",
        "rel": "noopener",
    }


def test_what_is_added_also_leads_to_the_frame(client: FlaskClient) -> None:
    first = texts(page(client.get("/embed")), "#works h4")
    added = fragment(client.get("/fragments/embed?page=2"))
    assert [*first, *texts(added, "h4")] == texts(page(client.get("/embed?page=2")), "#works h4")
    assert len(texts(page(client.get("/embed?page=all")), "#works h4")) == 31


def test_it_names_the_list_as_canonical(client: FlaskClient) -> None:
    answer = client.get("/embed?topic=topic-1&page=2")
    assert answer.headers["Link"] == '<http://localhost/?topic=topic-1>; rel="canonical"'
    assert urlsplit(attribute(page(answer), "link[rel=canonical]", "href")[0]).query == (
        "topic=topic-1"
    )
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_only_named_hosts_may_frame_it(app: Flask, client: FlaskClient) -> None:
    assert policy(client, "/embed")["frame-ancestors"] == "'none'"
    app.config["EMBED_HOSTS"] = HOSTS
    assert policy(client, "/embed")["frame-ancestors"] == "group.example *.lab.example:8080"
    others = policy(client, "/")
    assert others["frame-ancestors"] == "'none'"
    assert {**policy(client, "/embed"), "frame-ancestors": "'none'"} == others
    headers = client.get("/embed").headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "X-Frame-Options" not in headers


@pytest.mark.parametrize("address", ["/", "/edit/works", "/sign-in", "/fragments/embed", "/none"])
def test_nothing_else_may_be_framed(app: Flask, client: FlaskClient, address: str) -> None:
    app.config["EMBED_HOSTS"] = HOSTS
    for visitor in (client, sign_in(app)):
        assert policy(visitor, address)["frame-ancestors"] == "'none'"
        headers = visitor.get(address).headers
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_owner_sees_it_as_visitors_do(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="Secret", work="secret"), works=[{"work": "secret", "state": "draft"}])
    owner = sign_in(app)
    for address in ("/embed", "/embed?page=2", "/fragments/embed?page=2"):
        assert owner.get(address).text == client.get(address).text
    assert "Secret" in owner.get("/").text


def test_what_is_not_there_says_so(client: FlaskClient) -> None:
    tree = page(client.get("/embed?topic=none&year=1850"))
    assert texts(tree, ".message p") == ["No publications have the topic “none”."]
    assert texts(tree, ".count") == ["0 of 31 publications"]


@pytest.mark.parametrize(
    "hosts",
    ["", "a.example", "https://a.example", "a.example,*.b.example", "127.0.0.1:8000 localhost"],
)
def test_hosts_are_written_as_a_policy_writes_them(
    monkeypatch: pytest.MonkeyPatch, hosts: str
) -> None:
    monkeypatch.setenv("VITAE_EMBED_HOSTS", hosts)
    assert create_app().config["EMBED_HOSTS"].split(", ") == re.split("[, ]", hosts)


@pytest.mark.parametrize(
    "hosts",
    ["*", "'self'", "https:", "a.example; script-src *", "a.example/path", "a.example\n", "a b*"],
)
def test_other_words_of_a_policy_are_no_hosts(monkeypatch: pytest.MonkeyPatch, hosts: str) -> None:
    monkeypatch.setenv("VITAE_EMBED_HOSTS", hosts)
    with pytest.raises(SettingsError, match=r"^VITAE_EMBED_HOSTS takes hosts separated by commas"):
        create_app()


def test_the_owner_finds_the_code_below_the_list(app: Flask, client: FlaskClient) -> None:
    assert "iframe" not in client.get("/?topic=topic-1").text
    owner = sign_in(app)
    tree = page(owner.get("/?topic=topic-1&page=2"))
    code = attribute(tree, "#embed-code input", "value")[0]
    frame = one(JustHTML(code, strict=True, fragment=True, sanitize=False), "iframe")
    assert frame.attrs["src"] == "http://localhost/embed?topic=topic-1"
    assert frame.attrs["title"] == "Publications by Ada Roe: Topic 1"
    assert "EMBED_HOSTS" in " ".join(texts(tree, "#embed-code p"))
    app.config["EMBED_HOSTS"] = HOSTS
    tree = page(owner.get("/?topic=sea-salt"))
    assert texts(tree, "#embed-code p") == [
        f"Pages of {HOSTS} can show it in a frame with this HTML."
    ]
    assert "Sea &amp; salt" in attribute(tree, "#embed-code input", "value")[0]
