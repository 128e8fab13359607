"""Citing a work: the page and the dialog."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Work, WorkSlug, WorkState
from app.services import cache
from tests.support.factories import fill, record
from tests.support.pages import attribute, fragment, one, page, texts

PAGE, FRAGMENT = "/publications/on-tides/cite", "/fragments/publications/on-tides/cite"
HEADINGS = ["APA", "IEEE", "Chicago", "Vancouver", "BibTeX", "RIS"]


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(app, record(title="On tides <b> \\& \\emph{salt}", work="on-tides"))


def test_the_page_shows_every_style(client: FlaskClient) -> None:
    tree = page(client.get(PAGE))
    assert texts(tree, ".citations h2") == HEADINGS
    assert texts(tree, ".citations p")[0] == (
        "Roe, A., & Li, K. (2024). On tides <b> & salt. Journal of Tides."
    )
    assert texts(tree, ".citations p i")[:2] == ["salt", "Journal of Tides"]
    assert "@article{roe2024tides," in texts(tree, "pre")[0]
    assert "\n</pre>" not in client.get(PAGE).text, "no empty line below a file"
    assert texts(tree, ".files")[0].startswith("Download ")
    assert texts(tree, "title") == ["Cite: On tides <b> & salt · Ada Roe"]
    assert attribute(tree, "h1 a", "href") == ["/publications/on-tides"]
    assert attribute(tree, ".files a", "href")[0] == "/publications/on-tides.bib"


def test_the_fragment_is_a_dialog_with_the_same_citations(client: FlaskClient) -> None:
    tree = fragment(client.get(FRAGMENT))
    dialog = one(tree, "dialog")
    assert texts(dialog, "[autofocus]") == ["Close"]
    assert attribute(dialog, "form", "method") == ["dialog"]
    whole = page(client.get(PAGE))
    for part in (".citations h3", ".citations p", "pre"):
        assert texts(dialog, part) == texts(whole, part.replace("h3", "h2"))


def test_copy_buttons_are_hidden_without_javascript(client: FlaskClient) -> None:
    tree = page(client.get(PAGE))
    assert attribute(tree, "[data-copy]", "aria-label") == [f"Copy {name}" for name in HEADINGS]
    assert len(tree.query("[data-copy][hidden]")) == len(tree.query("[data-copied]")) == 6


def test_entries_to_copy_omit_the_abstract_and_keywords(app: Flask, client: FlaskClient) -> None:
    fill(
        app,
        record(
            title="Salt",
            abstract="Brief.",
            topics=["Tides"],
            venue_kind="workshop",
            authors=[{"name": "Ada Roe", "equal": True}],
        ),
    )
    for text in texts(page(client.get("/publications/salt/cite")), "pre"):
        assert "Roe, Ada" in text
        assert not [word for word in ("vitae", "Brief", "Tides.", "keywords") if word in text]


@pytest.mark.parametrize("address", [PAGE, FRAGMENT])
def test_search_engines_are_referred_to_the_work(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Link"] == '<http://localhost/publications/on-tides>; rel="canonical"'
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_entries_and_pages_link_to_the_citations(client: FlaskClient) -> None:
    for address in ("/", "/publications/on-tides"):
        link = one(page(client.get(address)), "a[data-kind=cite]")
        assert (link.attrs["href"], link.attrs["hx-get"]) == (PAGE, FRAGMENT)
        assert (link.attrs["hx-target"], link.attrs["hx-swap"]) == ("main", "beforeend")


def test_citations_show_a_change_immediately(app: Flask, client: FlaskClient) -> None:
    client.get(PAGE)
    with app.app_context():
        db.session.scalars(select(Work)).one().publications[0].year = 2020
        cache.commit()
    assert "(2020)" in client.get(PAGE).text


@pytest.mark.parametrize("address", [PAGE, FRAGMENT])
def test_drafts_and_unknown_works_are_not_found(
    app: Flask, client: FlaskClient, address: str
) -> None:
    assert client.get(address.replace("on-tides", "none")).status_code == 404
    assert client.post(address).status_code == 405
    with app.app_context():
        db.session.scalars(select(Work)).one().state = WorkState.DRAFT
        cache.commit()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [PAGE, FRAGMENT])
def test_former_addresses_redirect_to_the_current_one(
    app: Flask, client: FlaskClient, address: str
) -> None:
    with app.app_context():
        db.session.add(WorkSlug(slug="former", work_id=1))
        cache.commit()
    response = client.get(address.replace("on-tides", "former"))
    assert (response.status_code, response.location) == (301, address)


HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</pre></dialog>"]


@pytest.mark.parametrize("text", HOSTILE)
def test_input_is_escaped(app: Flask, client: FlaskClient, text: str) -> None:
    fill(app, record(title=text, authors=[text], venue=text, work="hostile", note=text))
    whole = page(client.get("/publications/hostile/cite"))
    alone = fragment(client.get("/fragments/publications/hostile/cite"))
    for tree in (whole, alone):
        assert not tree.query("main script, dialog script, img")
        assert len(tree.query("pre")) == 2
