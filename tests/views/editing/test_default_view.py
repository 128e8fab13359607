"""The owner chooses how her page shows the list where an address does not say how."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.bibliography.document import reader
from app.database import db
from app.models import Noun, Profile, Revision
from app.services.catalog.selection import STANDARD
from app.services.exporting import document as exporting
from app.services.history import restore, snapshots
from app.services.loading import document
from tests.support.accounts import sign_in, token
from tests.support.database import rows
from tests.support.factories import fill, record
from tests.support.pages import attribute, one, page, texts
from tests.support.undo import undo_last

BUTTON = "form[action='/edit/list-view']"
BY_TYPE = {"group": "type", "view": "compact", "sort": "oldest"}


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(title="New"), record(title="Old", year=2001, type="book"))
    return sign_in(app)


def choose(owner: FlaskClient, **chosen: str) -> TestResponse:
    return owner.post("/edit/list-view", data={"token": token(owner), "key": "k", **chosen})


def headings(client: FlaskClient, address: str) -> list[str]:
    return texts(page(client.get(address)), "#works h3")


def test_a_view_that_differs_can_become_the_default(owner: FlaskClient) -> None:
    assert not page(owner.get("/")).query(BUTTON)
    assert not page(owner.get("/?q=old&sort=relevance")).query(BUTTON)
    form = one(page(owner.get("/?group=type&view=compact&sort=oldest")), BUTTON)
    names, values = (attribute(form, "input", part) for part in ("name", "value"))
    fields = dict(zip(names, values, strict=True))
    assert fields == {"token": token(owner), **BY_TYPE, "key": fields["key"]}
    answer = choose(owner, **BY_TYPE)
    assert (answer.status_code, answer.location) == (303, "/?done=2")
    notice = one(page(owner.get("/?done=2")), ".saved")
    assert "Changed the default view of publications" in notice.to_text()
    assert not page(owner.get("/")).query(BUTTON)


def test_each_view_has_one_address_on_a_site_with_a_default_of_its_own(
    app: Flask, owner: FlaskClient
) -> None:
    assert headings(owner, "/") == ["2024", "2001"]
    choose(owner, **BY_TYPE)
    visitor = app.test_client()
    assert headings(visitor, "/") == ["Journal articles", "Books"]
    assert headings(visitor, "/?group=year&sort=newest") == ["2024", "2001"]
    tree = page(visitor.get("/?group=type&page=1&sort=oldest"))
    assert attribute(tree, "link[rel=canonical]", "href") == ["http://localhost/"]
    assert attribute(tree, ".views a", "href") == [
        "/?group=year#publications",
        "/#publications",
        "/?group=year-type#publications",
        "/?view=full#publications",
    ]
    part = visitor.get("/fragments/publications?q=&sort=newest&view=full&group=year")
    assert part.headers["HX-Push-Url"] == "/?group=year&view=full&sort=newest"


def test_files_are_newest_first_on_every_site(app: Flask, owner: FlaskClient) -> None:
    visitor = app.test_client()
    before = visitor.get("/publications.bib").text
    choose(owner, **BY_TYPE)
    assert visitor.get("/publications.bib").text == before
    tree = page(visitor.get("/?q=old&sort=newest"))
    assert attribute(tree, "#works .files a", "href")[0] == "/publications.bib?q=old"


def test_the_choice_is_recorded_and_can_be_undone(app: Flask, owner: FlaskClient) -> None:
    choose(owner, **BY_TYPE)
    # Sent twice, or chosen again.
    choose(owner, **BY_TYPE)
    choose(owner, key="other", **BY_TYPE)
    with app.app_context():
        assert rows(Revision) == 2
    history = page(owner.get("/edit/history")).to_text()
    for line in ("Grouping of publications", "View of publications", "Order of publications"):
        assert line in history
    undo_last(app)
    assert headings(app.test_client(), "/") == ["2024", "2001"]


def test_a_state_of_before_the_choice_existed_can_be_restored(
    app: Flask, owner: FlaskClient
) -> None:
    with app.app_context():
        (state,) = snapshots.take_snapshots(Noun.PROFILE, [1]).values()
        former = {key: value for key, value in state.items() if not key.startswith("list_")}
    choose(owner, **BY_TYPE)
    with app.app_context():
        present = snapshots.current_states([(Noun.PROFILE, 1)])
        restore.restore_states({(Noun.PROFILE, 1): former}, present)
        assert snapshots.take_snapshots(Noun.PROFILE, [1]) == {1: state}


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {**BY_TYPE, "group": "venue"},
        {**BY_TYPE, "view": ""},
        {**BY_TYPE, "sort": "relevance"},
        {**BY_TYPE, "sort": "relevance", "q": "tides"},
    ],
)
def test_other_views_are_refused(app: Flask, owner: FlaskClient, chosen: dict[str, str]) -> None:
    assert choose(owner, **chosen).status_code == 400
    with app.app_context():
        assert rows(Revision) == 1


def test_visitors_choose_nothing(app: Flask, owner: FlaskClient) -> None:
    visitor = app.test_client()
    assert not page(visitor.get("/?group=type")).query(BUTTON)
    assert visitor.post("/edit/list-view", data=BY_TYPE).status_code in {302, 303, 400, 401, 403}
    assert headings(visitor, "/") == ["2024", "2001"]


def test_a_document_chooses_the_view_of_a_new_site(app: Flask, client: FlaskClient) -> None:
    fill(app, record(), profile={"list_view": BY_TYPE})
    assert headings(client, "/") == ["Journal articles"]
    assert texts(page(client.get("/")), ".views [aria-current]") == ["By type", "Compact"]


def test_a_document_keeps_the_choice(app: Flask, owner: FlaskClient) -> None:
    choose(owner, **BY_TYPE)
    with app.app_context():
        whole = exporting.document()
        assert whole
        content = exporting.content(whole)
    assert json.loads(content)["profile"]["list_view"] == BY_TYPE
    with app.app_context():
        profile = db.session.get_one(Profile, 1)
        profile.list_group, profile.list_view, profile.list_sort = STANDARD
        db.session.commit()
        document.load_document(reader.read_document(content))
        profile = db.session.get_one(Profile, 1)
        assert (profile.list_group, profile.list_view, profile.list_sort) == tuple(BY_TYPE.values())
