"""The page on which the owner merges names of co-authors or keeps them apart."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import Element
from werkzeug.test import TestResponse

from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.pages import attribute, matches, page, texts

ADDRESS = "/edit/people/names"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    """Two names that may be Kim Li's, two that may be Tom Wu's, and a signed-in client."""
    lists = (["Kim Li", "Bo Ek"], ["K. Li", "Bo Ek"], ["Tom Wu"], ["T. Wu"])
    fill(
        app,
        *(record(title=f"Study {n}", authors=["Ada Roe", *names]) for n, names in enumerate(lists)),
    )
    return sign_in(app)


def press(owner: FlaskClient, selector: str, do: str = "", address: str = ADDRESS) -> TestResponse:
    """Press a button of the first form that a selector matches."""
    form: Element = matches(page(owner.get(address)), selector)[0]
    hidden = matches(form, "input")
    data = {str(one.attrs["name"]): str(one.attrs["value"]) for one in hidden}
    return owner.post(form.attrs["action"] or "", data=data | ({"do": do} if do else {}))


def headings(owner: FlaskClient) -> list[str]:
    return texts(page(owner.get(ADDRESS)), ".two h2")


def test_pairs_are_shown_with_evidence(owner: FlaskClient) -> None:
    tree = page(owner.get(ADDRESS))
    assert texts(tree, ".two h2") == [
        "Kim Li 1 publication K. Li 1 publication",
        "Tom Wu 1 publication T. Wu 1 publication",
    ]
    assert texts(tree, ".two .facts") == ["Both with Bo Ek", "No co-authors in common"]
    assert texts(tree, ".count") == ["2 pairs, most co-authors in common first"]
    addresses = attribute(tree, ".two h2 a", "href")[:2]
    assert addresses == ["/?author=kim-li#publications", "/?author=k-li#publications"]
    assert attribute(page(owner.get("/edit/people")), ".acts a", "href") == [ADDRESS]


def test_the_same_person_can_be_undone_and_separated(owner: FlaskClient) -> None:
    answer = press(owner, ".two form", "same")
    assert answer.status_code == 303
    tree = page(owner.get(answer.location))
    assert texts(tree, ".saved span")[0] == "Merged the names Kim Li and K. Li."
    assert texts(tree, ".two h2") == ["Tom Wu 1 publication T. Wu 1 publication"]
    assert texts(tree, ".kept li p") == ["Kim Li K. Li"]
    assert texts(page(owner.get("/people/kim-li")), "#works h4") == ["Study 0", "Study 1"]
    assert owner.get("/people/k-li").location == "/people/kim-li"
    answer = press(owner, ".kept form")
    tree = page(owner.get(answer.location))
    assert texts(tree, ".saved span")[0] == "Separated the names Kim Li and K. Li."
    assert len(headings(owner)) == 2
    press(owner, ".saved form", address=answer.location)
    assert headings(owner) == ["Tom Wu 1 publication T. Wu 1 publication"]


def test_different_people_are_proposed_again_after_undo(owner: FlaskClient) -> None:
    answer = press(owner, ".two form", "different")
    assert answer.status_code == 303
    assert headings(owner) == ["Tom Wu 1 publication T. Wu 1 publication"]
    press(owner, ".saved form", address=answer.location)
    assert len(headings(owner)) == 2


def test_a_pair_that_is_gone_is_refused(owner: FlaskClient) -> None:
    form = matches(page(owner.get(ADDRESS)), ".two form")[0]
    inputs = matches(form, "input")
    data = {str(one.attrs["name"]): str(one.attrs["value"]) for one in inputs}
    assert owner.post(ADDRESS, data=data | {"do": "same"}).status_code == 303
    # The same form again does nothing more; another one for the same pair is refused.
    assert owner.post(ADDRESS, data=data | {"do": "same"}).status_code == 303
    again = owner.post(ADDRESS, data=data | {"do": "same", "key": "x" * 22})
    assert again.status_code == 409
    assert "no longer on the site" in texts(page(again), ".wrongs")[0]


@pytest.mark.parametrize("do", ["", "merge"])
def test_unknown_acts_are_refused(owner: FlaskClient, do: str) -> None:
    assert press(owner, ".two form", do or "none").status_code == 400


def test_no_names_to_merge_is_said(app: Flask) -> None:
    fill(app, record())
    assert texts(page(sign_in(app).get(ADDRESS)), ".message p") == ["No names to merge."]
