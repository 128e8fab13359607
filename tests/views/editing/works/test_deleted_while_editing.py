"""The form of a work that was moved or deleted while editing: no input is lost."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.database import db
from app.models import Publication, Work
from app.services.actor import TERMINAL
from app.services.editing import splitting
from tests.support.accounts import sign_in, token
from tests.support.factories import PREPRINT, fill, record
from tests.support.form_posts import filled, opened, read, send
from tests.support.pages import attribute, texts

FORMS = ["/edit/works/on-tides", "/fragments/edit/works/on-tides"]
both = pytest.mark.parametrize("address", FORMS)


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(), record(title="Salt"))
    return sign_in(app)


def delete(owner: FlaskClient, slug: str = "on-tides") -> None:
    sent = {"token": token(owner), "key": slug}
    assert owner.post(f"/edit/works/{slug}/deletion", data=sent).status_code == 303


def restore(owner: FlaskClient, revision: int) -> TestResponse:
    sent = {"token": token(owner), "noun": "work", "record": "1"}
    return owner.post(f"/edit/trash/{revision}", data=sent)


def abstract(app: Flask) -> str | None:
    with app.app_context():
        return db.session.get_one(Work, 1).publications[0].abstract


@both
def test_a_repeated_submission_of_a_new_address_has_the_same_result(
    owner: FlaskClient, address: str
) -> None:
    sent = opened(owner, address)
    sent["slug"] = "tides"
    first, second = (owner.post(address, data=sent) for _ in range(2))
    assert first.status_code == second.status_code == (200 if "fragments" in address else 303)
    assert first.location == second.location


@pytest.mark.slow
@both
def test_saving_after_the_address_changed_keeps_both_changes(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    sent = opened(owner, address)
    send(sign_in(app, "editor@site.example"), FORMS[0], slug="tides")
    sent["abstract"] = "We weigh tides."
    answer = owner.post(address, data=sent)
    assert answer.status_code == 409
    # The field was not edited: it has the newer value, without a conflict.
    assert texts(read(answer, address), ".wrongs p strong")[1] == "Web address (slug)"
    assert filled(answer, address)["slug"] == "tides"
    again = owner.post(address, data=filled(answer, address))
    assert again.status_code in {200, 303}
    assert abstract(app) == "We weigh tides."
    assert owner.get("/edit/works/tides").status_code == 200


@both
def test_a_work_deleted_while_editing_keeps_the_input(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    sent = opened(owner, address)
    sent["abstract"] = "We weigh tides."
    delete(owner)
    answer = owner.post(address, data=sent)
    tree = read(answer, address)
    assert answer.status_code == 409
    assert "What you typed is still here." in texts(tree, ".wrongs p")[0]
    assert attribute(tree, ".wrongs a", "href") == ["/edit/trash"]
    assert attribute(tree, ".editing", "id") == ["work-1"]
    kept = filled(answer, address)
    assert kept["abstract"] == "We weigh tides."
    assert restore(owner, 2).status_code == 303
    assert owner.post(address, data=kept).status_code in {200, 303}
    assert abstract(app) == "We weigh tides."


@both
def test_form_buttons_still_work_after_the_work_is_deleted(
    owner: FlaskClient, address: str
) -> None:
    sent = opened(owner, address)
    delete(owner)
    sent["do"] = "authors.add"
    answer = owner.post(address, data=sent)
    assert answer.status_code == 409
    assert "authors-2-name" in filled(answer, address)


@both
def test_a_repeated_submission_after_deletion_reports_the_first_save(
    owner: FlaskClient, address: str
) -> None:
    sent = opened(owner, address)
    sent["abstract"] = "We weigh tides."
    assert owner.post(address, data=sent).status_code in {200, 303}
    delete(owner)
    answer = owner.post(address, data=sent)
    assert answer.location == "/edit/works?done=2" or "Edited “On tides”." in answer.text


@pytest.mark.slow
@both
def test_a_form_at_a_former_address_of_a_deleted_work_is_a_conflict(
    owner: FlaskClient, address: str
) -> None:
    sent = opened(owner, address)
    send(owner, FORMS[0], slug="tides")
    delete(owner, "tides")
    assert owner.post(address, data=sent).status_code == 409


def test_a_version_split_off_while_editing_keeps_the_input(app: Flask) -> None:
    fill(app, record(), PREPRINT)
    owner = sign_in(app)
    with app.app_context():
        version = db.session.scalars(db.select(Publication.id).where(Publication.position == 1))
        address = f"{FORMS[0]}?version={version.one()}"
    sent = opened(owner, address)
    sent["abstract"] = "We weigh tides."
    with app.app_context():
        splitting.split("on-tides", int(address.rpartition("=")[2]), TERMINAL, None)
    answer = owner.post(address, data=sent)
    assert answer.status_code == 409
    assert filled(answer, address)["abstract"] == "We weigh tides."


@pytest.mark.parametrize("address", ["/edit/works/never", f"{FORMS[0]}?version=99"])
def test_a_missing_work_or_version_is_not_found(owner: FlaskClient, address: str) -> None:
    sent = opened(owner, FORMS[0])
    assert owner.post(address, data=sent).status_code == 404
