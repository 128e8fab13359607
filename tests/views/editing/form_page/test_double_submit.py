"""A button pressed twice acts once; the second press has the same result."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import Profile, Revision
from app.models.profile import PortraitFile
from tests.support.accounts import sign_in, token
from tests.support.database import rows
from tests.support.factories import PREPRINT, fill, record
from tests.support.pages import attribute, page
from tests.support.sections import AWARD, SECTIONS

BUTTONS = [
    ("/edit/portrait", "/edit/portrait/removal", {}),
    ("/edit/people/1", "/edit/people/1/deletion", {}),
    ("/edit/topics/1", "/edit/topics/1/deletion", {}),
    ("/edit/topics/1", "/edit/topics/1/merger", {"into": "2"}),
    ("/edit/sections/1", "/edit/sections/1/deletion", {}),
    (AWARD, f"{AWARD}/deletion", {}),
    ("/edit/works/on-tides", "/edit/works/on-tides/deletion", {}),
]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    works = record(topics=["Tides", "Salt"]), PREPRINT
    fill(app, *works, people=[{"name": "Bo Ek"}], sections=SECTIONS)
    with app.app_context():
        file: PortraitFile = {"hash": "0" * 64, "mimetype": "image/jpeg", "width": 176}
        db.session.get_one(Profile, 1).portrait = [file]
        db.session.commit()
    return sign_in(app)


@pytest.mark.parametrize(("opened_at", "address", "chosen"), BUTTONS)
def test_a_repeated_button_press_acts_once(
    app: Flask, owner: FlaskClient, opened_at: str, address: str, chosen: dict[str, str]
) -> None:
    keys = attribute(page(owner.get(opened_at)), f'form[action="{address}"] [name=key]', "value")
    sent = {"token": token(owner), "key": keys[0], **chosen}
    first, second = (owner.post(address, data=sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    with app.app_context():
        assert rows(Revision) == 2


def test_a_repeated_fragment_request_gets_the_same_response(owner: FlaskClient) -> None:
    sent = {"token": token(owner), "key": "once"}
    address = "/fragments/edit/people/1/deletion"
    first, second = (owner.post(address, data=sent) for _ in range(2))
    assert first.status_code == 200
    assert "Deleted Bo Ek." in first.text
    assert first.data == second.data
