"""Each entry of a list has COinS, by which reference managers save all of them."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from sqlalchemy import select, update

from app.bibliography.metadata.coins import coins
from app.database import db
from app.models import Publication
from app.services.catalog.selection import PublicFilter
from app.services.consistency import check
from app.services.exporting.works import export_records
from tests.support import samples
from tests.support.coins import Item, read
from tests.support.factories import PREPRINT, fill, record
from tests.support.imports import applied, stage_text
from tests.support.pages import attribute, fragment, matches, page, texts

SPAN = "article span.Z3988"


def items(tree: JustHTML) -> list[Item]:
    return [read(title) for title in attribute(tree, SPAN, "title")]


@pytest.fixture
def site(app: Flask) -> None:
    fill(
        app,
        record(title="On {T}ides & <Salt>", pages="1--9"),
        {**PREPRINT, "title": "Sand"},
        record(title="Foam", doi="10.1000/f", authors=["Kim Li", "Ada Roe"]),
    )


@pytest.mark.usefixtures("site")
def test_every_list_has_an_item_for_each_work(client: FlaskClient) -> None:
    found = items(page(client.get("/")))
    assert [(item.title, item.doi) for item in found] == [
        ("On Tides & <Salt>", ""),
        ("", "10.1000/f"),
        ("", "10.48550/arxiv.2301.00001"),
    ]
    assert found[0].names == [("Roe", "Ada"), ("Li", "Kim")]
    assert found[0].container == "Journal of Tides"
    assert items(page(client.get("/?view=compact"))) == found
    assert items(fragment(client.get("/fragments/publications"))) == found
    assert len(items(page(client.get("/people/kim-li")))) == 3


@pytest.mark.usefixtures("site")
def test_a_work_has_the_tags_of_its_page_instead(client: FlaskClient) -> None:
    # Programs prefer COinS to these, which say more and name the PDF.
    tree = page(client.get("/publications/foam"))
    assert attribute(tree, "span.Z3988", "title") == []
    assert attribute(tree, 'meta[name="citation_title"]', "content") == ["Foam"]


@pytest.mark.usefixtures("site")
def test_nobody_sees_hears_or_copies_it(client: FlaskClient) -> None:
    tree = page(client.get("/"))
    for span in matches(tree, SPAN):
        assert "hidden" in span.attrs
        assert not span.children
    assert texts(tree, SPAN) == [""] * 3


@pytest.mark.usefixtures("site")
def test_a_check_finds_and_renews_what_is_old(app: Flask) -> None:
    with app.app_context():
        assert check.check_site() == []
        db.session.execute(update(Publication).values(coins="old"))
        db.session.commit()
        found = check.check_site()
        assert len(found) == 1
        assert check.fix_faults(found) == []
        assert "old" not in db.session.scalars(select(Publication.coins)).all()


@pytest.mark.slow
@pytest.mark.parametrize("file", samples.bibliographies())
def test_a_list_of_each_bibliography_equals_its_records(app: Flask, file: Path) -> None:
    fill(app)
    applied(app, stage_text(app, samples.text(file), file.name))
    client = app.test_client()
    with app.app_context():
        expected = [read(coins(one)) for one in export_records(PublicFilter())]
        assert check.check_site() == []
    found: list[Item] = []
    for number in range(1, 20):
        tree = page(client.get(f"/?page={number}"))
        found = items(tree)
        if len(found) == len(expected):
            break
    assert found == expected
