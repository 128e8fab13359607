"""The list of declined entries on the page of imports, and its buttons."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Declined, DeclineReason
from app.services.declined import store
from tests.support.accounts import sign_in, token
from tests.support.factories import fill, record
from tests.support.imports import seen, stage
from tests.support.pages import attribute, page, texts

PAGE, KELP = "/edit/import", record(title="On kelp")
TITLES, BUTTONS = "#declined li p", "#declined form"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(work="tides"), record(title="On dunes", work="dunes"))
    return sign_in(app)


def delete(client: FlaskClient, slug: str) -> None:
    client.post(f"/edit/works/{slug}/deletion", data={"token": token(client)})


def decline_kelp(client: FlaskClient, app: Flask) -> None:
    stage(app, KELP)
    chosen = {"token": token(client), "do": "import", "entry-0-decision": "decline"}
    client.post(f"{PAGE}/1", data=chosen)


def test_nothing_is_listed_before_anything_is_declined(owner: FlaskClient) -> None:
    assert texts(page(owner.get(PAGE)), "#declined") == []


def test_each_entry_says_when_and_why_it_was_declined(app: Flask, owner: FlaskClient) -> None:
    delete(owner, "tides")
    decline_kelp(owner, app)
    with app.app_context():
        deleted = select(Declined.work_id).where(Declined.work_id.is_not(None))
        store.hash_works([db.session.scalars(deleted).one() or 0])
        db.session.commit()
    delete(owner, "dunes")
    assert texts(page(owner.get(PAGE)), TITLES) == [
        "On dunes Deleted just now, owner@site.example",
        "On kelp Marked “Not mine” just now, the terminal",
        "A work deleted permanently Deleted permanently just now, owner@site.example",
    ]


def test_taking_back_says_so_and_can_be_undone(app: Flask, owner: FlaskClient) -> None:
    delete(owner, "tides")
    delete(owner, "dunes")
    tree = page(owner.get(PAGE))
    where = attribute(tree, BUTTONS, "action")
    assert texts(tree, f"{BUTTONS} button") == [
        "Take back: On dunes",
        "Take back: On tides",
        "Take back all 2",
    ]
    answer = owner.post(where[0], data={"token": token(owner)})
    tree = page(owner.get(answer.headers["Location"]))
    assert texts(tree, ".saved span") == ["Took back a declined entry."]
    assert texts(tree, "#declined .lines span[dir]") == ["On tides"]
    undo = attribute(tree, ".saved form", "action")[0]
    owner.post(undo, data={"token": token(owner), "next": PAGE})
    answer = owner.post(where[2], data={"token": token(owner)})
    tree = page(owner.get(answer.headers["Location"]))
    assert texts(tree, ".saved span") == ["Took back 2 declined entries."]
    assert texts(tree, "#declined") == []
    assert seen(app, stage(app, record())).counts["new"] == 1


def test_taking_back_twice_or_without_a_token_changes_nothing(owner: FlaskClient) -> None:
    delete(owner, "tides")
    one, every = f"{PAGE}/declined/1/deletion", f"{PAGE}/declined/deletion"
    assert [owner.post(where).status_code for where in (one, every)] == [403, 403]
    places = [owner.post(one, data={"token": token(owner)}).headers["Location"] for _ in range(2)]
    assert places == [f"{PAGE}?done=3", PAGE]
    assert owner.get(one).status_code == 405


def test_the_preview_says_why_an_entry_is_skipped(app: Flask, owner: FlaskClient) -> None:
    delete(owner, "tides")
    stage(app, record(), KELP)
    tree = page(owner.get(f"{PAGE}/1"))
    assert texts(tree, ".entry .state") == ["Declined before", "New"]
    assert texts(tree, ".entry > .hint") == ["Deleted just now"]
    assert attribute(tree, "#entry-0 [checked]", "value") == ["skip"]
    assert texts(tree, "#entry-0 .choice span") == ["Skip", "Import"]
    assert texts(tree, "#show-declined") == ["Declined before 1"]
    assert texts(tree, "#import-button") == ["Import 1 entry"]


def test_importing_all_new_entries_leaves_declined_ones_out(app: Flask, owner: FlaskClient) -> None:
    delete(owner, "tides")
    stage(app, record(), KELP)
    owner.post(f"{PAGE}/1", data={"token": token(owner), "do": "all.add.new"})
    assert seen(app, 1).chosen == 1
    owner.post(f"{PAGE}/1", data={"token": token(owner), "do": "all.add.declined"})
    assert seen(app, 1).chosen == 2


def test_entries_marked_as_not_mine_can_be_declined_alone(app: Flask, owner: FlaskClient) -> None:
    decline_kelp(owner, app)
    tree = page(owner.get(f"{PAGE}/1"))
    assert texts(tree, ".saved span") == ["Declined 1 entry of an import."]
    assert texts(tree, ".decided") == ["Not mine"]
    stage(app, KELP)
    tree = page(owner.get(f"{PAGE}/2"))
    assert texts(tree, "#import-foot p") == [
        "Nothing new: your site already has these entries, or you declined them before."
    ]


def test_more_than_a_page_is_listed_in_pages(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        for number in range(51):
            one = store.NewDecline(DeclineReason.NOT_MINE, f"Study {number}", [])
            store.remember([one], "Ada Roe", 1)
        db.session.commit()
    tree = page(owner.get(PAGE))
    assert len(texts(tree, TITLES)) == 50
    assert texts(tree, BUTTONS)[-1] == "Take back all 51"
    older = attribute(tree, "#declined .more a", "href")[0]
    assert texts(page(owner.get(older)), TITLES) == ["Study 0 Marked “Not mine” just now, Ada Roe"]
