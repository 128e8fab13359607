"""The page of a work."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Profile, Work, WorkSlug, WorkState
from tests.support.factories import LONG_ABSTRACT, fill, record
from tests.support.pages import attribute, one, page, texts


def test_the_page_shows_all_data_of_the_work(app: Flask, client: FlaskClient) -> None:
    fill(
        app,
        record(
            doi="10.1000/t",
            volume="4",
            issue="2",
            pages="1--9",
            topics=["Tides"],
            note="With \\emph{errata}.",
            isbn="978-0-00",
        ),
        record(
            type="article",
            venue="arXiv",
            year=2023,
            arxiv_id="2301.00001",
            title="On \\emph{Tides}",
            abstract=LONG_ABSTRACT,
        ),
    )
    tree = page(client.get("/publications/on-tides"))
    assert texts(tree, "h1") == ["On tides"]
    assert texts(tree, "#authors strong") == ["Ada Roe"]
    assert texts(tree, ".work .prose")[0].endswith("the code that reads it.")
    assert texts(tree, ".prose math") == ["x1+x2"]
    assert texts(tree, ".versions .facts") == [
        "Journal of Tides 2024 · Journal article · 4(2), 1–9 · ISBN 978-0-00 shown",
        "arXiv 2023 · Preprint",
    ]
    assert texts(tree, ".versions .tags") == ["DOI BibTeX", "arXiv PDF BibTeX"]
    assert texts(tree, ".note em") == ["errata"]
    assert texts(tree, ".other-title") == ["On Tides"]
    assert attribute(tree, ".work .pills a", "href") == ["/?topic=tides#publications"]


def test_the_side_column_has_the_pdf_links_topics_and_downloads(
    app: Flask, client: FlaskClient
) -> None:
    fill(
        app,
        record(
            doi="10.1000/t",
            month=4,
            day=24,
            venue_short="JoT",
            volume="4",
            pages="1--9",
            topics=["Tides"],
            links=[{"url": "https://example.org/s.pdf", "kind": "slides"}],
        ),
        record(type="article", venue="arXiv", year=2023, arxiv_id="2301.00001"),
        record(title="Alone", volume="4", issue="2", pages="1--9", year=None, note="Errata."),
    )
    tree = page(client.get("/publications/on-tides"))
    assert texts(tree, "article > .facts") == [
        "Journal of Tides (JoT) · 24 April 2024 · Journal article"
    ]
    assert texts(tree, "aside .button") == ["PDF", "Cite"]
    assert attribute(tree, "aside .button", "href") == [
        "https://arxiv.org/pdf/2301.00001",
        "/publications/on-tides/cite",
    ]
    assert texts(tree, "aside .link") == ["doi:10.1000/t", "Slides", "arXiv:2301.00001"]
    assert texts(tree, "aside .pills li") == ["Tides"]
    assert texts(tree, "aside .files a") == ["BibTeX", "RIS", "CSL-JSON", "CSV"]
    alone = page(client.get("/publications/alone"))
    facts = "Journal of Tides (JoT) 4(2), 1–9 · Undated · Journal article"
    assert texts(alone, "article > .facts, article > .note") == [facts, "Errata."]
    assert texts(alone, "aside .button") == ["Cite"]
    assert not alone.query("#versions, aside .links")


def test_related_works_share_topics_and_rare_topics_count_more(
    app: Flask, client: FlaskClient
) -> None:
    common = {"topics": ["Tides"]}
    fill(
        app,
        record(title="This", topics=["Tides", "Salt", "Wind"]),
        record(title="Both", topics=["Tides", "Salt"], year=2001),
        record(title="Rare", topics=["Wind"], year=2002),
        record(title="Draft", topics=["Tides", "Salt", "Wind"], year=2020),
        record(title="Older", year=2003, **common),
        record(title="Newer", year=2004, **common),
        record(title="Other", topics=["Foam"]),
    )
    with app.app_context():
        db.session.scalars(select(Work).where(Work.slug == "draft")).one().state = WorkState.DRAFT
        db.session.commit()
    tree = page(client.get("/publications/this"))
    assert texts(tree, "[aria-labelledby=related] li") == ["Both 2001", "Rare 2002", "Newer 2004"]
    assert attribute(tree, "[aria-labelledby=related] a", "href")[0] == "/publications/both"
    assert not page(client.get("/publications/other")).query("#related")


def test_a_work_has_metadata_for_search_engines_and_reference_managers(
    app: Flask, client: FlaskClient
) -> None:
    fill(app, record(title='AT\\&T \\textbf{"<bold>"}', doi="10.1000/t", abstract=LONG_ABSTRACT))
    tree = page(client.get("/publications/at-t-bold"))
    assert texts(tree, "title") == ['AT&T "<bold>" · Ada Roe']
    assert attribute(tree, "meta[name=citation_title]", "content") == ['AT&T "<bold>"']
    assert attribute(tree, "meta[name=citation_author]", "content") == ["Roe, Ada", "Li, Kim"]
    assert attribute(tree, "meta[name=citation_doi]", "content") == ["10.1000/t"]
    (description,) = attribute(tree, "meta[name=description]", "content")
    assert description
    assert description.endswith("…")
    assert len(description) <= 200


def test_the_page_links_to_the_previous_and_next_work(app: Flask, client: FlaskClient) -> None:
    fill(
        app,
        record(title="New", year=2024),
        record(title="Mid", year=2024),
        record(title="Old", year=None),
    )
    middle = page(client.get("/publications/mid"))
    assert attribute(middle, ".neighbours a", "href") == ["/publications/new", "/publications/old"]
    assert attribute(middle, ".neighbours a", "rel") == ["prev", "next"]
    assert attribute(page(client.get("/publications/new")), ".neighbours a", "rel") == ["next"]
    assert attribute(page(client.get("/publications/old")), ".neighbours a", "rel") == ["prev"]


def test_the_masthead_leads_to_the_sections_of_the_profile(app: Flask, client: FlaskClient) -> None:
    fill(app, record())
    links = attribute(page(client.get("/publications/on-tides")), ".top nav a", "href")
    assert links == ["/#publications", "/cv"]
    fill(app, people=[{"level": "PhD"}])
    with app.app_context():
        profile = db.session.scalars(select(Profile)).one()
        profile.biography, profile.biography_html = "I study tides.", "<p>I study tides.</p>"
        db.session.commit()
    links = attribute(page(client.get("/publications/on-tides")), ".top nav a", "href")
    assert links == ["/#biography", "/#people", "/#publications", "/cv"]
    home = page(client.get("/"))
    assert all(one(home, f"[id={link.partition('#')[2]}]") for link in links if "#" in link)


def test_marks_of_authors_are_explained(app: Flask, client: FlaskClient) -> None:
    fill(
        app,
        record(
            authors=[{"name": "Ada Roe", "equal": True}, {"name": "Kim Li", "corresponding": True}]
        ),
    )
    tree = page(client.get("/publications/on-tides"))
    assert texts(tree, "#authors") == ["Ada Roe*, Kim Li†"]
    assert texts(tree, ".marks") == ["* equal contribution, † corresponding author"]


def test_former_addresses_redirect_to_the_current_one(app: Flask, client: FlaskClient) -> None:
    fill(app, record(abstract=LONG_ABSTRACT))
    with app.app_context():
        work = db.session.scalars(select(Work)).one()
        db.session.add(WorkSlug(slug="former", work_id=work.id))
        db.session.commit()
    response = client.get("/publications/former")
    assert response.status_code == 301
    assert response.location == "/publications/on-tides"
    part = client.get("/fragments/publications/former/abstract")
    assert part.status_code == 301
    assert part.location == "/fragments/publications/on-tides/abstract"
    cut = client.get("/fragments/publications/former/abstract?preview=1")
    assert cut.location == "/fragments/publications/on-tides/abstract?preview=1"
    fill(app, record(title="Former", authors=["Bo Ek"]))
    assert client.get("/publications/former").status_code == 301
    assert client.get("/publications/former-2").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/publications/{}",
        "/fragments/publications/{}/abstract",
        "/fragments/publications/{}/authors",
    ],
)
def test_drafts_and_unknown_works_are_not_found(
    app: Flask, client: FlaskClient, address: str
) -> None:
    fill(app, record())
    with app.app_context():
        db.session.scalars(select(Work)).one().state = WorkState.DRAFT
        db.session.commit()
    assert client.get(address.format("on-tides")).status_code == 404
    assert client.get(address.format("none")).status_code == 404


def contributed(app: Flask, type_: str, *, owner: str) -> tuple[list[str], list[str]]:
    """Return the author line in the list, and the lines of names and facts on the work's page."""
    people = [{"name": name, "role": "editor"} for name in (owner, "Bo Ek")]
    fill(app, record(title="Salt", type=type_, authors=["Kim Li", *people]))
    listed = texts(page(app.test_client().get("/")), "#work-1 .authors")
    return listed, texts(page(app.test_client().get("/publications/salt")), ".facts")


def test_the_editors_of_a_book_without_authors_are_its_makers(
    app: Flask, client: FlaskClient
) -> None:
    editors = [{"name": name, "role": "editor"} for name in ("Ada Roe", "Kim Li")]
    fill(app, record(title="Salt", type="book", authors=editors))
    (line,) = texts(page(client.get("/")), "#work-1 .authors")
    assert line == "Ada Roe (ed.), Kim Li (ed.)"
    assert texts(page(client.get("/")), "#work-1 strong") == ["Ada Roe"]
    assert texts(page(client.get("/publications/salt")), ".authors") == [line]


def test_editors_and_translators_stand_below_the_authors(app: Flask) -> None:
    listed, lines = contributed(app, "chapter", owner="Una Vo")
    assert listed == ["Kim Li"]
    assert lines[0] == "Edited by Una Vo, Bo Ek"


def test_the_owner_is_named_as_editor_of_a_whole_book(app: Flask) -> None:
    listed, lines = contributed(app, "book", owner="Ada Roe")
    assert (listed, lines[0]) == (["Kim Li, Ada Roe (ed.)"], "Edited by Bo Ek")


def test_a_chapter_of_a_book_that_the_owner_edited_is_its_authors(app: Flask) -> None:
    listed, lines = contributed(app, "chapter", owner="Ada Roe")
    assert (listed, lines[0]) == (["Kim Li"], "Edited by Ada Roe, Bo Ek")


def test_the_kind_of_a_thesis_is_shown_instead_of_its_type(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="Salt", type="thesis", genre="Master's thesis", venue="Uni"))
    assert texts(page(client.get("/")), ".facts") == ["Uni 2024 · Master's thesis"]
    assert "2024 · Master's thesis" in texts(page(client.get("/publications/salt")), ".facts")[0]
