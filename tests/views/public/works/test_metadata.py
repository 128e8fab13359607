"""What a work's page tells search engines and reference managers."""

import html
import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from sqlalchemy import select

from app.database import db
from app.models import Work
from app.services.exporting.metadata import work_metadata
from tests.support import embedded_metadata, samples, scholar_guidelines
from tests.support.factories import PREPRINT, fill, record
from tests.support.imports import applied, stage_text
from tests.support.pages import attribute, matches, page
from tests.support.pdf_files import attach
from tests.support.schema_org_shapes import violations

PAGE = "/publications/on-tides"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def meta(tree: JustHTML) -> list[tuple[str, str]]:
    """Return the names, or properties, and contents of a page's meta tags."""
    found = [one.attrs for one in matches(tree, "head meta[content]")]
    return [(one.get("name") or one.get("property") or "", one["content"] or "") for one in found]


def block(text: str) -> str:
    (found,) = BLOCK.findall(text)
    return str(found)


@pytest.mark.slow
@pytest.mark.parametrize("file", samples.bibliographies())
def test_the_page_of_every_work_is_read_as_its_record(
    app: Flask, client: FlaskClient, file: Path
) -> None:
    fill(app)
    applied(app, stage_text(app, samples.text(file), file.name))
    with app.app_context():
        works = {one.slug: work_metadata(one) for one in db.session.scalars(select(Work))}
    assert works
    for slug, found in works.items():
        address = f"http://localhost/publications/{slug}"
        answer = client.get(f"/publications/{slug}")
        tags = meta(page(answer))
        assert scholar_guidelines.complaints(tags, found.shown, address) == []
        assert embedded_metadata.read(tags) == embedded_metadata.expected(found.shown, found.others)
        assert dict(tags)["og:url"] == address
        assert violations(block(answer.text)) == []


def test_linked_data_in_the_page_is_that_of_the_negotiated_answer(
    app: Flask, client: FlaskClient
) -> None:
    fill(app, record(title='</script><!- "a" & \u2028b', work="on-tides"), {**PREPRINT})
    data = client.get(PAGE, headers={"Accept": "application/ld+json"})
    assert data.content_type == "application/ld+json"
    text = client.get(PAGE).text
    assert block(text) == data.text
    found = json.loads(data.text)
    assert found["name"].startswith("</script><!- ")
    assert text.count("</script>") == 2
    assert found["@id"] == f"http://localhost{PAGE}"


def test_its_own_pdf_is_named_below_the_page(app: Flask, client: FlaskClient) -> None:
    fill(app, record(links=[{"url": "https://a.example/x.pdf", "kind": "pdf"}]))
    names = {name for name, _ in meta(page(client.get(PAGE)))}
    assert "citation_pdf_url" not in names
    attach(app, "paper", "supplement")
    app.config["SITE_URL"] = "https://ada.example"
    answer = client.get(PAGE)
    urls = [content for name, content in meta(page(answer)) if name == "citation_pdf_url"]
    assert urls == [f"https://ada.example{PAGE}/paper.pdf"]
    assert client.get(f"{PAGE}/paper.pdf").mimetype == "application/pdf"
    encodings = json.loads(block(answer.text))["encoding"]
    assert [one["contentUrl"].rpartition("/")[2] for one in encodings] == [
        *("paper.pdf", "supplement.pdf", "x.pdf")
    ]


def test_versions_are_examples_of_the_work(app: Flask, client: FlaskClient) -> None:
    fill(app, record(doi="10.1000/t"), PREPRINT)
    (example,) = json.loads(block(client.get(PAGE).text))["workExample"]
    assert example["sameAs"] == ["https://arxiv.org/abs/2301.00001"]
    assert example["publisher"]["name"] == "arXiv"


def test_a_link_to_the_page_shows_its_title_abstract_and_the_owner(
    app: Flask, client: FlaskClient
) -> None:
    words = (
        r"We \emph{weigh} every tide of $x^2$ summers by hand, \& find that the sea forgets. " * 4
    )
    fill(app, record(title=r"On \emph{tides}", abstract=words))
    tags = dict(meta(page(client.get(PAGE))))
    assert tags["og:title"] == "On tides"
    assert tags["og:type"] == "article"
    assert tags["og:url"] == f"http://localhost{PAGE}"
    assert tags["twitter:card"] == "summary"
    description = tags["og:description"]
    assert description == tags["description"]
    assert re.fullmatch(r"We weigh every tide of x² summers by hand, & find .*\w…", description)
    assert len(description) <= 200
    # A reference manager would take it for the name of a journal.
    assert "og:site_name" not in tags


def test_an_undated_work_gets_no_date_from_the_footer(app: Flask, client: FlaskClient) -> None:
    fill(app, record(year=None), record(title="On salt"))
    assert attribute(page(client.get(PAGE)), "time", "datetime") == []
    assert len(attribute(page(client.get("/publications/on-salt")), "time", "datetime")) == 1


def test_a_work_without_abstract_has_no_description(app: Flask, client: FlaskClient) -> None:
    fill(app, record())
    names = {name for name, _ in meta(page(client.get(PAGE)))}
    assert not names & {"description", "og:description", "citation_abstract"}
    assert html.unescape(client.get(PAGE).text).count("application/ld+json") == 1
