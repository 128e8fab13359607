"""Records deleted while editing: the input is kept and can be saved later."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in, token
from tests.support.factories import fill, record
from tests.support.form_posts import filled, opened, read
from tests.support.pages import attribute, texts
from tests.support.sections import SECTIONS

PERSON = "/edit/people/1", "project"
TOPIC = "/edit/topics/1", "name"
SECTION = "/edit/sections/1", "name"
ENTRY = "/edit/sections/1/entries/1", "what"
kinds = pytest.mark.parametrize(("page", "field"), [PERSON, TOPIC, SECTION, ENTRY])
places = pytest.mark.parametrize("prefix", ["", "/fragments"], ids=["page", "fragment"])


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    people: list[dict[str, Any]] = [{"name": "Kim Li", "level": "PhD", "role": "principal"}]
    fill(app, record(topics=["Tides"]), people=people, sections=SECTIONS)
    return sign_in(app)


def delete(owner: FlaskClient, page: str) -> str:
    """Delete the record of a form; return the id of the revision."""
    answer = owner.post(f"{page}/deletion", data={"token": token(owner), "key": page})
    return (answer.location or "").partition("done=")[2]


@kinds
@places
def test_input_for_a_deleted_record_is_kept_and_saved_after_restoring(
    owner: FlaskClient, prefix: str, page: str, field: str
) -> None:
    address = f"{prefix}{page}"
    sent = opened(owner, address)
    form_id = attribute(read(owner.get(address), address), ".editing", "id")
    sent[field] = "Ebb and flow"
    deleted = delete(owner, page)
    answer = owner.post(address, data=sent)
    assert answer.status_code == 409
    tree = read(answer, address)
    assert "What you typed is still here." in texts(tree, ".wrongs p")[0]
    assert attribute(tree, ".editing", "id") == form_id
    kept = filled(answer, address)
    assert kept[field] == "Ebb and flow"
    undo = {"token": token(owner), "next": "/edit/history"}
    owner.post(f"/edit/history/{deleted}/undo", data=undo)
    assert owner.post(address, data=kept).status_code in {200, 303}
    assert "Ebb and flow" in owner.get(page).text


@kinds
def test_unknown_records_are_not_found(owner: FlaskClient, page: str, field: str) -> None:
    sent = opened(owner, page)
    assert field in sent
    assert owner.post(page.replace("1", "9"), data=sent).status_code == 404
    delete(owner, page)
    assert owner.get(page).status_code == 404


@kinds
@places
def test_a_repeated_submission_after_deletion_reports_the_first_save(
    owner: FlaskClient, prefix: str, page: str, field: str
) -> None:
    address = f"{prefix}{page}"
    sent = opened(owner, address)
    sent[field] = "Ebb and flow"
    owner.post(address, data=sent)
    delete(owner, page)
    again = owner.post(address, data=sent)
    if prefix:
        assert len(texts(read(again, address), ".saved")) == 1
    else:
        assert "done=" in (again.location or "")
