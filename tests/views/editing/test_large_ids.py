"""Numbers that no id can be, in addresses: they are not found or ignored, never an error."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in
from tests.support.factories import fill, record

LARGE = [2**31, 2**63, 10**30]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    app.testing = False
    fill(app, record())
    return sign_in(app)


@pytest.mark.parametrize("number", LARGE)
@pytest.mark.parametrize(
    "address",
    [
        "/edit/works/on-tides?version={}",
        "/edit/works?gone={}&done={}",
        "/edit/works?page={}",
        "/publications/on-tides.bib?version={}",
        "/?page={}",
        "/edit/people/{}",
        "/edit/people/names?page={}",
        "/edit/sections/{}/entries/{}",
        "/edit/import/{}",
        "/edit/import?declined={}",
        "/edit/duplicates?one={}&other={}&apart={}.{}",
        "/edit/history?before={}&after={}&page={}",
        "/edit/trash?before={}&page={}",
        "/edit/health/issues/venue?page={}",
    ],
)
def test_a_large_number_is_no_error(owner: FlaskClient, address: str, number: int) -> None:
    assert owner.get(address.replace("{}", str(number))).status_code in {200, 303, 404}
