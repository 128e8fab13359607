"""Viewing the site as visitors see it, while signed in."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import EMAIL, PASSWORD, sign_in, token
from tests.support.factories import fill, record
from tests.support.pages import attribute, one, page, texts

START, END = "/edit/visitor-view", "/edit/visitor-view/end"
PAGES = ["/", "/publications/on-tides", "/publications/on-tides/cite", "/none"]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record())
    return sign_in(app)


def switch(owner: FlaskClient, address: str, page_before: str) -> None:
    """Press the button of a page."""
    form = one(page(owner.get(page_before)), f'form[action="{address}"]')
    data = {name: attribute(form, f"[name={name}]", "value")[0] for name in ("token", "next")}
    answer = owner.post(address, data=data)
    assert (answer.status_code, answer.location) == (303, page_before)


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_those_of_a_visitor_but_for_the_way_back(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    switch(owner, START, address)
    tree, theirs = page(owner.get(address)), page(app.test_client().get(address))
    for part in ("main", "header", "footer"):
        assert one(tree, part).to_html() == one(theirs, part).to_html()
    assert texts(tree, ".visitor-view p") == ["Viewing as a visitor"]
    switch(owner, END, address)
    tree = page(owner.get(address))
    assert not tree.query(".visitor-view")
    assert texts(tree, ".top .bar a")[0] == "View site"


def test_the_cookie_lasts_as_long_as_the_browser_and_is_hidden_from_scripts(
    owner: FlaskClient,
) -> None:
    answer = owner.post(START, data={"token": token(owner)})
    assert answer.headers["Set-Cookie"] == "vitae-view=visitor; HttpOnly; Path=/; SameSite=Lax"
    answer = owner.post(END, data={"token": token(owner)})
    assert "vitae-view=; " in answer.headers["Set-Cookie"]
    assert "Max-Age=0" in answer.headers["Set-Cookie"]


def test_editing_pages_stay_those_of_the_editor(owner: FlaskClient) -> None:
    switch(owner, START, "/")
    tree = page(owner.get("/edit/works"))
    assert texts(tree, "h1") == ["Works"]
    assert {"View site", "Works"} <= set(texts(tree, ".top .bar a"))
    assert not tree.query(f'form[action="{START}"]')
    assert not tree.query(".visitor-view")


def test_signing_out_or_in_ends_it(app: Flask, owner: FlaskClient) -> None:
    switch(owner, START, "/")
    owner.post("/sign-out", data={"token": token(owner)})
    assert owner.get_cookie("vitae-view") is None
    owner.set_cookie("vitae-view", "visitor")
    owner.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert not page(owner.get("/")).query(".visitor-view")


def test_the_cookie_alone_changes_nothing(app: Flask, client: FlaskClient) -> None:
    fill(app, record())
    expected = client.get("/")
    client.set_cookie("vitae-view", "visitor")
    answer = client.get("/")
    assert answer.data == expected.data
    assert answer.headers["ETag"] == expected.headers["ETag"]


def test_it_needs_a_session_and_its_token(app: Flask, owner: FlaskClient) -> None:
    assert owner.post(START, data={"token": "wrong"}).status_code == 403
    assert app.test_client().post(START).status_code == 401
    away = {"token": token(owner), "next": "https://elsewhere.example/"}
    assert owner.post(START, data=away).location == "/"
