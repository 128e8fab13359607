"""The CV: a page to print, its files and its options."""

from io import BytesIO

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services import cache
from app.services.loading import document
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.pages import attribute, one, page, texts

SITE = "http://localhost"
PEOPLE = [
    {"name": "Kim Li", "level": "PhD", "role": "principal", "started_on": "2023"},
    {
        "level": "MSc",
        "role": "co",
        "started_on": "2018",
        "ended_on": "2020",
        "next_position": "Cook",
    },
]


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(
        app,
        record(title="On $x^2$ <b>", doi="10.1000/t"),
        record(title="Salt", type="book", year=2001),
        record(title="Secret", work="secret"),
        people=PEOPLE,
        works=[{"work": "secret", "state": "draft"}],
        profile={"biography": "I *study* tides.", "email": "ada@example.org"},
    )


def test_the_page_has_every_part(client: FlaskClient) -> None:
    tree = page(client.get("/cv"))
    assert texts(tree, "title") == ["Ada Roe: curriculum vitae"]
    assert texts(tree, ".cv h1") == ["Ada Roe"]
    assert texts(tree, ".cv h2") == ["Biography", "Supervision", "Publications"]
    assert texts(tree, ".cv h3") == [
        "Doctoral (1)",
        "Master's (1)",
        "Journal articles (1)",
        "Books (1)",
    ]
    assert texts(tree, ".entries li") == [
        "2023 – Kim Li, PhD, principal",
        "2018 – 2020 name not published, MSc, co-supervisor, now Cook",
    ]
    assert texts(tree, ".references b") == ["Roe, A.", "Roe, A."]
    assert len(tree.query(".references math")) == 1
    assert len(tree.query("ol[reversed]")) == 2
    assert "Secret" not in tree.to_text()


def test_a_grant_has_a_table_and_marks(client: FlaskClient) -> None:
    tree = page(client.get("/cv?years=all&style=ieee"))
    assert texts(tree, ".cv th") == ["Level", "Name", "Role", "Years", "Now"]
    assert texts(tree, ".cv td i") == ["name not published"]
    assert texts(tree, ".summary") == ["Doctoral 1 (1 under way) · Master's 1 (1 finished)"]
    assert texts(tree, ".references u") == ["K. Li"]
    assert texts(tree, ".legend") == ["Bold: Ada Roe. Underlined: students supervised."]
    old = page(client.get("/cv?years=2000-2002"))
    assert texts(old, ".cv h2") == ["Biography", "Publications"]
    assert texts(old, ".cv h3") == ["Books (1)"]


def test_drafts_are_in_no_ones_cv(app: Flask) -> None:
    owner = sign_in(app)
    assert "Secret" not in owner.get("/cv").text
    assert attribute(page(owner.get("/cv")), ".options p a", "href")[-1] == "/edit/cv"


def test_only_the_plain_address_is_for_search_engines(client: FlaskClient) -> None:
    plain, variant = client.get("/cv"), client.get("/cv?years=5")
    assert "X-Robots-Tag" not in plain.headers
    assert not page(plain).query("[name=robots]")
    assert variant.headers["X-Robots-Tag"] == "noindex"
    assert attribute(page(variant), "[name=robots]", "content") == ["noindex"]
    assert attribute(page(variant), "[rel=canonical]", "href") == [f"{SITE}/cv?years=5"]
    for path in ("/", "/publications/salt", "/cv"):
        assert "/cv" in attribute(page(client.get(path)), "nav a", "href"), path


def test_the_form_of_the_options_leads_to_their_address(client: FlaskClient) -> None:
    tree = page(client.get("/cv"))
    form = one(tree, ".options")
    assert attribute(form, "[checked]", "value") == ["biography", "supervision", "publications"]
    assert texts(form, "[name=style] [selected]") == ["APA"]
    usual = "&".join(f"sections={key}" for key in attribute(form, "[checked]", "value"))
    sent = client.get(f"/cv?form=&years=5&style=&paper=letter&{usual}")
    assert (sent.status_code, sent.location) == (302, "/cv?years=5&paper=letter")
    fewer = client.get(
        "/cv?form=&years=&style=ieee&paper=&sections=publications&sections=biography"
    )
    assert fewer.location == "/cv?style=ieee&sections=publications,biography"
    chosen = one(page(client.get(sent.location)), ".options")
    assert texts(chosen, "[selected]") == ["Last 5, for a grant", "APA", "Letter"]
    assert attribute(chosen, "p a", "href") == [
        "/cv.docx?years=5&paper=letter",
        "/cv.tex?years=5&paper=letter",
    ]


def test_unknown_values_are_ignored(client: FlaskClient) -> None:
    plain = texts(page(client.get("/cv")), ".cv")
    for query in ("years=x", "style=mla", "paper=a5", "sections=none", "q=1", "years=5000-9999x"):
        assert texts(page(client.get(f"/cv?{query}")), ".cv") == plain, query


def test_sections_without_content_are_left_out(client: FlaskClient) -> None:
    tree = page(client.get("/cv?years=1900-1901"))
    assert texts(tree, ".cv h2") == ["Biography"]
    empty = page(client.get("/cv?years=1900-1901&sections=publications"))
    assert texts(empty, ".cv > p") == ["There is nothing to show yet."]


def test_the_files_have_their_types(client: FlaskClient) -> None:
    file = client.get("/cv.docx?years=2000-2002")
    assert "wordprocessingml.document" in file.headers["Content-Type"]
    assert file.headers["Content-Disposition"] == (
        'attachment; filename="ada-roe-cv-2000-2002.docx"'
    )
    assert docx.Document(BytesIO(file.data)).paragraphs[0].text == "Ada Roe"
    source = client.get("/cv.tex")
    assert source.headers["Content-Type"] == "application/x-tex; charset=utf-8"
    assert source.text.startswith(r"\documentclass[11pt,a4paper]{article}")
    for answer in (file, source):
        assert answer.headers["X-Robots-Tag"] == "noindex"
    assert source.headers["Link"] == f'<{SITE}/cv>; rel="canonical"'
    assert file.headers["Link"] == f'<{SITE}/cv?years=2000-2002>; rel="canonical"'


def test_the_style_of_the_pages_depends_on_the_paper(client: FlaskClient) -> None:
    for query, size in (("", "A4"), ("?paper=letter", "Letter")):
        tree = page(client.get(f"/cv{query}"))
        (address,) = attribute(tree, "link[media=print]", "href")
        style = client.get(address)
        assert style.mimetype == "text/css"
        assert f"size: {size}" in style.text
        assert '"Ada Roe"' in style.text


@pytest.mark.parametrize("path", ["/cv", "/cv.docx", "/cv.tex", "/cv.css"])
def test_nothing_else_is_possible(client: FlaskClient, path: str) -> None:
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("path", ["/cv", "/cv.docx", "/cv.tex"])
def test_an_empty_site_has_no_cv(app: Flask, client: FlaskClient, path: str) -> None:
    with app.app_context():
        document.clear_site()
        cache.commit()
    assert client.get(path).status_code == 404
    assert "/cv" not in attribute(page(client.get("/")), "nav a", "href")
