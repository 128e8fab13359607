"""The pages of people: who has one, what it shows, and where other names lead."""

from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from app.database import db
from app.models import Person, PersonName
from app.services import cache
from app.services.actor import TERMINAL
from app.services.catalog.listing import refresh
from app.services.editing import bulk, people
from app.web.response_cache import CACHEABLE
from tests.support.accounts import sign_in
from tests.support.database import statements
from tests.support.factories import fill, record
from tests.support.pages import attribute, content, fragment, matches, one, page, texts

STUDENT = {
    "name": "Kim Li",
    "url": "https://kim.example",
    "level": "PhD student",
    "institution": "Cape College",
    "started_on": "2019-09-01",
    "ended_on": "2023-06-30",
}


def study(number: int, *authors: str, **fields: Any) -> dict[str, Any]:
    return record(
        title=f"Study {number}", year=2018 + number, authors=["Ada Roe", *authors], **fields
    )


@pytest.fixture
def site(app: Flask) -> Flask:
    """Kim is a student, Bo a co-author of two works, Tom of one and a draft."""
    fill(
        app,
        study(1, "Kim Li", "Bo Ek"),
        study(2, "BO EK", "Tom Wu"),
        study(3, "K. Li<sup>", "Kim Li"),
        people=[STUDENT],
    )
    return app


def test_a_student_has_links_supervision_and_works(site: Flask, client: FlaskClient) -> None:
    tree = page(client.get("/people/kim-li"))
    assert texts(tree, "h1") == ["Kim Li"]
    assert texts(tree, ".position")[0].startswith("PhD student · Cape College")
    assert "2019–2023" in texts(tree, ".position")[0]
    assert attribute(tree, ".contacts a", "href") == ["https://kim.example"]
    assert texts(tree, "#works h3") == ["2021", "2019"]
    assert texts(tree, "#works h4") == ["Study 3", "Study 1"]
    assert texts(tree, ".count") == ["2 with Ada Roe · Search and filter these"]
    assert attribute(tree, ".count a", "href") == ["/?author=kim-li#publications"]
    assert texts(tree, "title") == ["Kim Li · Ada Roe"]
    assert attribute(tree, "link[rel=canonical]", "href") == ["http://localhost/people/kim-li"]
    description = attribute(tree, "meta[name=description]", "content")
    assert description == ["2 publications with Ada Roe, 2019–2021"]


def test_a_co_author_of_two_works_has_a_page(site: Flask, client: FlaskClient) -> None:
    tree = page(client.get("/people/bo-ek"))
    assert texts(tree, "h1, .position") == ["Bo Ek", "Co-author, 2019–2020"]
    assert texts(tree, "#works h4") == ["Study 2", "Study 1"]


def test_a_person_without_works_has_a_page_that_claims_none(
    app: Flask, client: FlaskClient
) -> None:
    fill(app, study(1), people=[{"name": "Kim Li"}])
    tree = page(client.get("/people/kim-li"))
    assert texts(tree, "h1") == ["Kim Li"]
    assert "Co-author" not in texts(tree, "main")[0]
    assert matches(tree, "#publications") == []
    assert attribute(tree, "meta[name=description]", "content") == ["Kim Li at Ada Roe’s site"]


@pytest.mark.parametrize("slug", ["tom-wu", "nobody", "Kim-Li", "kim-li-2", "x" * 500, "é"])
def test_others_have_no_page(site: Flask, client: FlaskClient, slug: str) -> None:
    assert client.get(f"/people/{slug}").status_code == 404
    assert client.get(f"/fragments/people/{slug}").status_code == 404


def test_a_draft_counts_for_editors_only(app: Flask, client: FlaskClient) -> None:
    fill(app, study(1, "Tom Wu"), study(2, "Tom Wu"))
    with app.app_context():
        bulk.hide([2], TERMINAL, None)
    assert client.get("/people/tom-wu").status_code == 404
    assert texts(page(sign_in(app).get("/people/tom-wu")), "h4")[:2] == ["Study 2", "Study 1"]


def test_the_owner_is_at_home(site: Flask, client: FlaskClient) -> None:
    answer = client.get("/people/ada-roe")
    assert (answer.status_code, answer.location) == (301, "/")


def test_other_names_of_a_person_redirect(site: Flask, client: FlaskClient) -> None:
    with site.app_context():
        person = db.session.query(Person).filter_by(slug="kim-li").one()
        db.session.add(PersonName(person_id=person.id, name="Kim B. Li"))
        refresh.refresh_all()
        db.session.commit()
    answer = client.get("/people/kim-b-li")
    assert (answer.status_code, answer.location) == (301, "/people/kim-li")
    answer = client.get("/fragments/people/kim-b-li")
    assert (answer.status_code, answer.location) == (301, "/fragments/people/kim-li")


def test_the_slug_of_a_deleted_person_leads_to_the_printed_name(
    app: Flask, client: FlaskClient
) -> None:
    fill(app, study(1, "Kim Li"), study(2, "Kim Li"), people=[{"name": "Kim Lee"}])
    with app.app_context():
        people.save(1, people.values(1) | {"name": "Kim Li"}, TERMINAL, None)
    assert texts(page(client.get("/people/kim-lee")), "#works h4") == ["Study 2", "Study 1"]
    with app.app_context():
        people.delete(1, TERMINAL)
    answer = client.get("/people/kim-lee")
    assert (answer.status_code, answer.location) == (301, "/people/kim-li")
    assert client.get("/people/kim-li").status_code == 200


def test_more_works_have_the_address_of_the_person(app: Flask, client: FlaskClient) -> None:
    app.config["WORKS_PER_PAGE"] = 2
    fill(app, *(study(number, "Kim Li") for number in range(1, 6)))
    tree = page(client.get("/people/kim-li"))
    assert texts(tree, "h4") == ["Study 5", "Study 4"]
    more = one(tree, "#more .button").attrs
    assert (more.get("href") or "").startswith("/people/kim-li?page=2#work-")
    assert more["hx-get"] == "/fragments/people/kim-li?page=2"
    assert more["hx-push-url"] == "/people/kim-li?page=2"
    added = client.get("/fragments/people/kim-li?page=2")
    assert texts(fragment(added), "h4") == ["Study 3", "Study 2"]
    assert added.headers["Link"] == '<http://localhost/people/kim-li>; rel="canonical"'
    assert 'hx-get="/fragments/people/kim-li?page=3"' in added.text
    assert texts(page(client.get("/people/kim-li?page=3")), "h4")[-1] == "Study 1"


def test_cards_link_people_of_the_site_and_a_work_links_everyone_with_a_page(
    site: Flask, client: FlaskClient
) -> None:
    def linked(address: str) -> list[str]:
        return attribute(page(client.get(address)), "article .authors a", "href")

    assert linked("/") == ["/people/kim-li", "/people/kim-li"]
    assert linked("/?view=compact") == ["/people/kim-li", "/people/kim-li"]
    assert linked("/publications/study-1") == ["/people/kim-li", "/people/bo-ek"]
    assert linked("/publications/study-2") == ["/people/bo-ek"]
    under = client.get("/publications/study-2", environ_overrides={"SCRIPT_NAME": "/sites/ada"})
    assert attribute(page(under), "article .authors a", "href") == ["/sites/ada/people/bo-ek"]


def test_a_whole_list_of_authors_links_everyone_with_a_page(
    app: Flask, client: FlaskClient
) -> None:
    many = [f"Author {letter}" for letter in "abcdefghijkl"]
    fill(app, study(1, *many), study(2, "Author l"), people=[{"name": "Author a"}])
    preview = fragment(client.get("/fragments/publications/study-1/authors?preview=1"))
    assert texts(preview, "span a") == ["Author a"]
    whole = fragment(client.get("/fragments/publications/study-1/authors"))
    assert texts(whole, "span a") == ["Author a", "Author l"]
    assert content(one(whole, "span")) == ", ".join(["Ada Roe", *many])


def test_a_page_takes_as_many_statements_for_many_works(app: Flask, client: FlaskClient) -> None:
    fill(app, *(study(n, "Kim Li") for n in range(1, 3)))
    with statements(app) as few:
        client.get("/people/kim-li")
    fill(app, *(study(n, "Kim Li") for n in range(3, 40)))
    with statements(app) as many:
        client.get("/people/kim-li")
    assert len(many) <= len(few) <= 14


def test_a_list_of_a_merged_name_is_that_of_the_person(site: Flask, client: FlaskClient) -> None:
    with site.app_context():
        person = db.session.query(Person).filter_by(slug="kim-li").one()
        db.session.add(PersonName(person_id=person.id, name="Bo Ek"))
        refresh.refresh_all()
        cache.commit()
    for path in ("/", "/fragments/publications", "/publications.bib"):
        answer = client.get(f"{path}?year=2019&author=bo-ek&author=tom-wu")
        assert answer.status_code == 301
        assert answer.location == f"{path}?year=2019&author=kim-li&author=tom-wu"
    assert client.get("/?author=kim-li&author=nobody").status_code == 200


@pytest.mark.parametrize(("query", "is_kept"), [("", True), ("page=9", False), ("page=1", False)])
@pytest.mark.parametrize("path", ["/people/bo-ek", "/fragments/people/bo-ek"])
def test_pages_beyond_the_last_are_not_kept_in_memory(
    site: Flask, path: str, query: str, is_kept: bool
) -> None:
    with site.test_request_context(f"{path}?{query}"):
        assert site.full_dispatch_request().status_code == 200
        assert request.environ.get(CACHEABLE, False) is is_kept
