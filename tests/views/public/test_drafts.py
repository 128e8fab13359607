"""Drafts: visitors find them nowhere; signed-in people see them in every list, count and file."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Work, WorkSlug, WorkState
from app.services import cache
from tests.support.accounts import sign_in, token
from tests.support.factories import fill, record
from tests.support.pages import attribute, fragment, one, page, texts

DOI = "10.1000/hidden"
# Each names the draft for those who may see it.
LISTS = [
    "/",
    "/?topic=tides&q=secret",
    "/fragments/publications",
    *(f"/publications.{suffix}" for suffix in ("bib", "ris", "json", "csv")),
]
OWN_PAGES = [
    *(f"/publications/secret{suffix}" for suffix in ("", ".bib", ".ris", ".json", ".csv", "/cite")),
    "/fragments/publications/secret/cite",
    "/fragments/publications/secret/abstract",
    "/fragments/publications/secret/authors",
]


@pytest.fixture(autouse=True)
def draft(app: Flask) -> None:
    abstract = "It is a secret " * 30
    fill(
        app,
        record(title="New", topics=["Tides"]),
        record(
            title="Secret", topics=["Tides"], abstract=abstract, authors=["Kim Li"] * 12, doi=DOI
        ),
        record(title="Old", year=2020, topics=["Tides"]),
    )
    with app.app_context():
        work = db.session.scalars(select(Work).where(Work.slug == "secret")).one()
        work.state, work.featured_position = WorkState.DRAFT, 1
        db.session.add(WorkSlug(slug="former-secret", work_id=work.id))
        cache.commit()


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    return sign_in(app)


def as_visitor(owner: FlaskClient) -> FlaskClient:
    address = "/publications/secret"
    answer = owner.post("/edit/visitor-view", data={"token": token(owner), "next": address})
    assert (answer.status_code, answer.location) == (303, address)
    return owner


def test_the_list_and_counts_omit_a_draft(client: FlaskClient) -> None:
    tree = page(client.get("/"))
    assert texts(tree, "h4") == ["New", "Old"]
    assert texts(tree, ".count") == ["2 publications"]
    assert texts(tree, "nav[aria-label=Topics] li") == ["All topics", "Tides 2"]
    assert texts(page(client.get("/?topic=tides")), ".count") == ["2 of 2 publications"]


def test_a_signed_in_user_sees_the_draft_marked_and_counted(owner: FlaskClient) -> None:
    tree = page(owner.get("/"))
    assert texts(tree, "h4") == ["New", "Secret", "Old"]
    assert texts(tree, ".count") == ["3 publications"]
    assert texts(tree, "nav[aria-label=Topics] li") == ["All topics", "Tides 3"]
    assert texts(one(tree, "#work-2"), ".draft") == ["Draft"]
    assert texts(tree, ".draft") == ["Draft", "Draft"], "also among the selected works"
    found = fragment(owner.get("/fragments/publications?q=secret"))
    assert texts(found, "h4") == ["Secret"]
    assert texts(found, ".count") == ["1 of 3 publications"]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("first", ["owner", "visitor", "owner as visitor"])
def test_no_cached_answer_shows_a_draft_to_others(app: Flask, address: str, first: str) -> None:
    readers = {
        "owner": sign_in(app),
        "visitor": app.test_client(),
        "owner as visitor": as_visitor(sign_in(app)),
    }
    for name in (first, *readers, *readers):
        answer = readers[name].get(address)
        assert (DOI in answer.text) == (name == "owner"), name
        assert (answer.headers["Cache-Control"] == "no-store") == (name != "visitor")
        assert ("ETag" in answer.headers) == (name == "visitor")


@pytest.mark.parametrize("address", OWN_PAGES)
def test_a_draft_is_found_only_by_signed_in_users(
    client: FlaskClient, owner: FlaskClient, address: str
) -> None:
    assert client.get(address).status_code == 404
    assert owner.get(address).status_code == 200
    assert client.get(address).status_code == 404
    assert as_visitor(owner).get(address).status_code == 404


@pytest.mark.parametrize("type_", ["application/ld+json", "application/x-bibtex"])
def test_a_draft_is_data_for_signed_in_users_only(
    client: FlaskClient, owner: FlaskClient, type_: str
) -> None:
    for reader, status in ((owner, 200), (client, 404)):
        answer = reader.get("/publications/secret", headers={"Accept": type_})
        assert answer.status_code == status
    assert owner.get("/publications/secret", headers={"Accept": type_}).mimetype == type_


def test_a_former_address_of_a_draft_leads_signed_in_users_to_it(
    client: FlaskClient, owner: FlaskClient
) -> None:
    for suffix in ("", ".bib", "/cite"):
        assert client.get(f"/publications/former-secret{suffix}").status_code == 404
        answer = owner.get(f"/publications/former-secret{suffix}")
        assert (answer.status_code, answer.location) == (301, f"/publications/secret{suffix}")


def test_neighbour_links_skip_a_draft_for_visitors(client: FlaskClient, owner: FlaskClient) -> None:
    def neighbours(reader: FlaskClient) -> list[str]:
        return attribute(page(reader.get("/publications/new")), ".neighbours a", "href")

    assert "Secret" not in client.get("/publications/new").text, "nor is it a related work"
    assert neighbours(client) == ["/publications/old"]
    assert neighbours(owner) == ["/publications/secret"]


def press(owner: FlaskClient, slug: str, do: str, key: str = "k") -> str:
    data = {"token": token(owner), "key": key, "do": do}
    answer = owner.post(f"/edit/works/{slug}/visibility", data=data)
    assert answer.status_code == 303
    return str(answer.location)


def test_the_page_of_a_draft_says_who_sees_it_and_publishes_it(
    client: FlaskClient, owner: FlaskClient
) -> None:
    tree = page(owner.get("/publications/secret"))
    said = "Draft Only people who are signed in can see this page."
    assert texts(tree, ".visibility p") == [said]
    assert texts(tree, ".visibility button") == ["Publish"]
    address = press(owner, "secret", "publish")
    assert press(owner, "secret", "publish") == address, "the same form does it once"
    tree = page(owner.get(address))
    assert texts(tree, ".saved span") == ["Published “Secret”."]
    assert texts(tree, ".visibility p") == ["Everyone can see this page."]
    assert client.get("/publications/secret").status_code == 200


def test_the_page_of_a_work_hides_it(client: FlaskClient, owner: FlaskClient) -> None:
    assert texts(page(owner.get("/publications/new")), ".visibility button") == [
        "Hide from visitors"
    ]
    tree = page(owner.get(press(owner, "new", "draft")))
    assert texts(tree, ".saved span") == ["Hid “New” from visitors."]
    assert client.get("/publications/new").status_code == 404
    tree = page(owner.get(press(owner, "new", "draft", "another key")))
    assert texts(tree, ".saved") == [], "it was hidden already"
    assert not page(client.get("/publications/old")).query(".visibility")


def test_a_visibility_that_does_not_exist_is_refused(owner: FlaskClient) -> None:
    data = {"token": token(owner), "do": "publish"}
    assert owner.post("/edit/works/none/visibility", data=data).status_code == 404
    data["do"] = "delete"
    assert owner.post("/edit/works/new/visibility", data=data).status_code == 400
