"""Adding a student or collaborator, as a page and in place."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.models import Supervision
from tests.support.accounts import sign_in
from tests.support.database import content, rows
from tests.support.factories import fill
from tests.support.form_posts import complaints, filled, opened, read, send
from tests.support.pages import attribute, cards, fragment, matches, page, texts
from tests.support.undo import undo_last

PLACES = ["/edit/new/person", "/fragments/edit/new/person"]
PAGE, FRAGMENT = PLACES
BO = {
    "name": "Bo Ek",
    "url": "https://bo.example/",
    "level": "PhD",
    "institution": "Cape",
    "started_on": "2024-09",
    "project": "Salt",
    "next_position": "at Harbour Ltd",
}
LINES = [
    "Bo Ek",
    "PhD",
    "Cape",
    "Principal supervisor",
    "Salt",
    "Since 2024",
    "Now at Harbour Ltd",
]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app)
    return sign_in(app)


def supervisions(app: Flask) -> int:
    with app.app_context():
        return rows(Supervision)


def test_an_empty_section_of_people_is_shown_to_the_owner_only(
    app: Flask, owner: FlaskClient
) -> None:
    assert attribute(page(owner.get("/")), "#people .edit", "href") == [PAGE]
    assert not page(app.test_client().get("/")).query("#people")


@pytest.mark.parametrize("address", PLACES)
def test_visitors_see_the_new_person(app: Flask, owner: FlaskClient, address: str) -> None:
    with app.app_context():
        before = content()
    assert send(owner, address, **BO).status_code in {200, 303}
    assert cards(app) == [LINES]
    undo_last(app)
    with app.app_context():
        assert content() == before


def test_the_page_redirects_to_the_form_of_the_new_person(owner: FlaskClient) -> None:
    answer = send(owner, PAGE, **BO)
    assert (answer.status_code, answer.location) == (303, "/edit/people/1")
    assert texts(page(owner.get("/edit/people/1")), "h1") == ["Bo Ek"]


def test_the_fragment_returns_the_new_card_beside_the_button(owner: FlaskClient) -> None:
    tree = fragment(send(owner, FRAGMENT, **BO))
    assert attribute(tree, "li", "id") == ["new-person", "person-1"]
    assert texts(tree, "#person-1 > p")[:7] == LINES
    assert "Added Bo Ek." in texts(tree, ".saved")[0]
    assert [e.attrs["href"] for e in matches(tree, "[autofocus]")] == ["/edit/people/1"]


def test_a_person_with_a_past_end_date_is_added_to_alumni(app: Flask, owner: FlaskClient) -> None:
    tree = fragment(send(owner, FRAGMENT, **BO, ended_on="2024"))
    assert "Added Bo Ek to Alumni." in texts(tree, ".saved")[0]
    assert cards(app, "people")[0][0] == "Bo Ek"
    assert texts(page(app.test_client().get("/")), "#people h2") == ["Alumni"]


@pytest.mark.parametrize("address", PLACES)
def test_a_repeated_submission_adds_one_person(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    values = {**opened(owner, address), **BO}
    first, second = (owner.post(address, data=values) for _ in range(2))
    assert first.status_code == second.status_code
    assert first.location == second.location
    assert supervisions(app) == 1


@pytest.mark.parametrize("address", PLACES)
def test_a_repeated_submission_after_undo_adds_nobody(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    values = {**opened(owner, address), **BO}
    owner.post(address, data=values)
    undo_last(app)
    assert owner.post(address, data=values).status_code in {200, 303}
    assert supervisions(app) == 0


def test_two_people_can_have_the_same_name(app: Flask, owner: FlaskClient) -> None:
    send(owner, PAGE, **BO)
    send(owner, PAGE, **{**BO, "url": "https://other.example/"})
    addresses = attribute(page(app.test_client().get("/")), "#people li a", "href")
    assert addresses == ["https://bo.example/", "https://other.example/"]


@pytest.mark.parametrize("address", PLACES)
def test_a_missing_name_must_be_marked_as_not_published(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    answer = send(owner, address, **{**BO, "name": ""})
    assert answer.status_code == 422
    assert complaints(read(answer, address)) == ["Enter a name or tick “Don't publish the name”."]
    kept = filled(answer, address)
    assert {**BO, "name": ""}.items() <= kept.to_dict().items()
    assert supervisions(app) == 0
    assert owner.post(address, data={**kept, "is_unnamed": "y"}).status_code in {200, 303}
    assert cards(app)[0][0] == "PhD"
    assert cards(app)[0][-1] == "Name not published"
    assert "bo.example" not in app.test_client().get("/").text


@pytest.mark.parametrize("address", PLACES)
def test_a_wrong_token_or_method_adds_nobody(app: Flask, owner: FlaskClient, address: str) -> None:
    assert send(owner, address, **BO | {"token": "wrong"}).status_code == 422
    assert owner.put(address, data=BO).status_code == 405
    assert supervisions(app) == 0


def test_a_person_can_be_added_without_a_profile(app: Flask) -> None:
    owner = sign_in(app)
    assert send(owner, PAGE, name="Bo Ek").status_code == 303
    assert texts(page(owner.get("/edit/people")), "#person-1 > p")[0] == "Bo Ek"


def test_cancel_puts_the_button_back(owner: FlaskClient) -> None:
    (back,) = attribute(fragment(owner.get(FRAGMENT)), "[data-cancel]", "hx-get")
    assert attribute(fragment(owner.get(back)), "#new-person .edit", "hx-get") == [FRAGMENT]
