"""Typed links of works' pages: the FAIR profile of Signposting, levels 1 and 2."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.database import db
from app.models import Authorship, Person, Publication, Work, WorkSlug, WorkState
from app.views.public.signposting import MOST_AUTHORS
from tests.support.accounts import sign_in
from tests.support.factories import PREPRINT, fill, record
from tests.support.link_headers import ReadLink, read, read_json, targets
from tests.support.pdf_files import attach

SITE = "http://localhost"
PAGE, SETS = "/publications/on-tides", ("linkset.json", "linkset")
TYPES = {
    f"{SITE}{PAGE}.bib": "application/x-bibtex",
    f"{SITE}{PAGE}.ris": "application/x-research-info-systems",
    f"{SITE}{PAGE}.json": "application/vnd.citationstyles.csl+json",
    f"{SITE}{PAGE}.csv": "text/csv",
}
IS_LONG = Publication.title == "Many"
ORCID = "0000-0002-1825-0097"


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(app, record(doi="10.1000/a(b)"), {**PREPRINT, "doi": "10.48550/arxiv.2301.00001"})
    with app.app_context():
        db.session.execute(update(Person).where(Person.name == "Ada Roe").values(orcid=ORCID))
        db.session.commit()


def of_page(client: FlaskClient, **headers: str) -> list[ReadLink]:
    return read(client.get(PAGE, headers=headers).headers["Link"])


def test_a_page_names_its_types_authors_files_and_identifiers(client: FlaskClient) -> None:
    links = of_page(client)
    assert targets(links, "type") == [
        "https://schema.org/AboutPage",
        "https://schema.org/ScholarlyArticle",
    ]
    assert targets(links, "author") == [f"https://orcid.org/{ORCID}"]
    described = {x.target: dict(x.parameters)["type"] for x in links if x.rel == "describedby"}
    assert described == TYPES
    # The DOIs are those of publishers: no page of ours is what they resolve to.
    assert targets(links, "related") == [
        "https://doi.org/10.1000/a(b)",
        "https://doi.org/10.48550/arxiv.2301.00001",
    ]
    assert not targets(links, "cite-as")
    assert not targets(links, "license")
    assert targets(links, "linkset") == [f"{SITE}{PAGE}.{form}" for form in SETS]


def test_pdf_files_are_items_and_lead_back(app: Flask, client: FlaskClient) -> None:
    attach(app, "paper", "supplement")
    urls = [f"{SITE}{PAGE}/{name}.pdf" for name in ("paper", "supplement")]
    links = of_page(client)
    assert targets(links, "item") == urls
    assert {x.parameters for x in links if x.rel == "item"} == {(("type", "application/pdf"),)}
    for url in urls:
        back = client.head(url.removeprefix(SITE))
        assert back.mimetype == "application/pdf"
        assert targets(read(back.headers["Link"]), "collection") == [f"{SITE}{PAGE}"]
    whole = read_json(client.get(f"{PAGE}.linkset.json").text)
    found = {x.anchor: x.target for x in whole if x.rel == "collection"}
    assert found == dict.fromkeys(urls, f"{SITE}{PAGE}")


def test_a_name_that_two_authors_share_names_neither(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="Twice", authors=["Ada Roe", "Kim Li", "Ada Roe"]))
    assert not targets(read(client.get("/publications/twice").headers["Link"]), "author")


def test_all_forms_of_a_page_and_its_head_have_the_same_links(client: FlaskClient) -> None:
    links = of_page(client)
    for accept in ("application/ld+json", "application/x-bibtex"):
        assert of_page(client, Accept=accept) == links
    assert read(client.head(PAGE).headers["Link"]) == links
    etag = client.get(PAGE).headers["ETag"]
    again = client.get(PAGE, headers={"If-None-Match": etag})
    assert (again.status_code, read(again.headers["Link"])) == (304, links)


def test_the_files_of_a_header_exist_and_have_these_types(client: FlaskClient) -> None:
    for url, type_ in TYPES.items():
        answer = client.get(url.removeprefix(SITE))
        assert (answer.status_code, answer.mimetype) == (200, type_)
        links = read(answer.headers["Link"])
        assert targets(links, "canonical") == targets(links, "describes") == [f"{SITE}{PAGE}"]


def test_both_link_sets_say_what_the_header_says_and_lead_back(client: FlaskClient) -> None:
    header = [x._replace(anchor=f"{SITE}{PAGE}") for x in of_page(client) if x.rel != "linkset"]
    back = [ReadLink("describes", f"{SITE}{PAGE}", url, (("type", "text/html"),)) for url in TYPES]
    as_json = client.get(f"{PAGE}.linkset.json")
    assert as_json.content_type == "application/linkset+json"
    assert sorted(read_json(as_json.text)) == sorted([*header, *back])
    as_text = client.get(f"{PAGE}.linkset")
    assert as_text.content_type == "application/linkset"
    assert sorted(read(as_text.text)) == sorted([*header, *back])


@pytest.mark.parametrize("form", SETS)
def test_link_sets_are_not_for_search_engines_and_revalidate(
    client: FlaskClient, form: str
) -> None:
    first = client.get(f"{PAGE}.{form}")
    assert first.headers["X-Robots-Tag"] == "noindex"
    assert targets(read(first.headers["Link"]), "canonical") == [f"{SITE}{PAGE}"]
    again = client.get(f"{PAGE}.{form}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    head = client.head(f"{PAGE}.{form}")
    assert (head.status_code, head.data, head.content_length) == (200, b"", len(first.data))


@pytest.mark.parametrize("form", SETS)
def test_former_addresses_redirect_and_drafts_are_for_editors(
    app: Flask, client: FlaskClient, form: str
) -> None:
    with app.app_context():
        work = db.session.scalars(select(Work)).one()
        db.session.add(WorkSlug(slug="former", work_id=work.id))
        db.session.commit()
    moved = client.get(f"/publications/former.{form}")
    assert (moved.status_code, moved.location) == (301, f"{PAGE}.{form}")
    with app.app_context():
        db.session.scalars(select(Work)).one().state = WorkState.DRAFT
        db.session.commit()
    assert client.get(f"{PAGE}.{form}").status_code == 404
    assert sign_in(app).get(f"{PAGE}.{form}").status_code == 200
    assert client.get(f"/publications/none.{form}").status_code == 404


def test_a_header_is_short_and_the_link_set_whole(app: Flask, client: FlaskClient) -> None:
    names = [f"Person {chr(65 + n // 26)}{chr(97 + n % 26)}" for n in range(300)]
    fill(app, record(title="Many", authors=names))
    with app.app_context():
        for one in db.session.scalars(select(Authorship).join(Publication).where(IS_LONG)):
            name = one.name_as_published
            person = Person(slug=f"p-{one.position}", name=name, family_name=name)
            person.orcid = f"0000-0001-0000-{one.position:04}"
            db.session.add(person)
            db.session.flush()
            one.person_id = person.id
        db.session.commit()
    header = client.get("/publications/many").headers["Link"]
    assert len(header) < 2_000
    assert len(targets(read(header), "author")) == MOST_AUTHORS
    whole = read_json(client.get("/publications/many.linkset.json").text)
    assert len(targets(whole, "author")) == len(names)
    assert targets(whole, "author")[:MOST_AUTHORS] == targets(read(header), "author")
