"""Every field has a length limit, and a keyboard type where needed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.pages import matches, one, page
from tests.support.sections import AWARD, SECTIONS

FORMS = [
    "/edit/works/on-tides",
    "/edit/profile",
    "/edit/people/1",
    "/edit/topics/1",
    "/edit/sections/1",
    "/edit/new/section",
    AWARD,
    "/edit/biography",
    "/edit/works/on-tides/versions/new",
    "/edit/works",
]
KEYBOARDS = {
    "/edit/works/on-tides": {"year": "numeric", "day": "numeric", "featured_position": "numeric"},
    "/edit/works": {"row-1-year": "numeric"},
    "/edit/profile": {"email": "email"},
    "/edit/people/1": {"url": "url"},
    AWARD: {"url": "url"},
    "/edit/works/on-tides/versions/new": {"year": "numeric"},
}


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    links = [{"url": "https://a.example"}]
    works = record(topics=["Tides"], links=links)
    fill(app, works, people=[{"name": "Bo Ek", "role": "co"}], sections=SECTIONS)
    return sign_in(app)


@pytest.mark.parametrize("address", FORMS)
def test_text_fields_have_a_length_limit(owner: FlaskClient, address: str) -> None:
    tree = page(owner.get(address))
    kinds = ("input:not([type])", "input[type=text]", "textarea")
    fields = matches(tree, ", ".join(f"form[method=post] {kind}" for kind in kinds))
    assert fields
    # A pasted list is limited as a whole.
    named = [field for field in fields if not (field.attrs.get("name") or "").endswith("-pasted")]
    assert [field.attrs["name"] for field in named if "maxlength" not in field.attrs] == []


@pytest.mark.parametrize(
    ("address", "name", "keyboard"),
    [(address, *field) for address, fields in KEYBOARDS.items() for field in fields.items()],
)
def test_some_fields_request_a_keyboard_type(
    owner: FlaskClient, address: str, name: str, keyboard: str
) -> None:
    field = one(page(owner.get(address)), f'[name="{name}"]')
    assert field.attrs["inputmode"] == keyboard
    assert field.attrs["maxlength"]
