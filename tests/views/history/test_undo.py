"""Undo and restore: redirects, redo, and messages when an action is refused."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.database import db
from app.models import Action, Noun, Publication, Role, Supervision, Topic, Work
from app.services.actor import TERMINAL
from app.services.catalog import stored_html
from app.services.history.recording import recording
from tests.support.accounts import sign_in, token
from tests.support.database import content
from tests.support.factories import fill, record
from tests.support.pages import attribute, matches, page, texts


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    fill(app, record(), record(title="Two"))
    retitle(app, "On waves")
    return sign_in(app)


def retitle(app: Flask, title: str) -> None:
    with app.app_context(), recording(TERMINAL, Action.SAVE, f"Edited “{title}”") as done:
        done.watch(Noun.WORK, 1)
        shown = db.session.get_one(Work, 1).publications[0]
        shown.title = title
        stored_html.render(shown, 1)


def title(app: Flask) -> str:
    with app.app_context():
        return db.session.get_one(Publication, 1).title


def press(browser: FlaskClient, address: str, **fields: str) -> TestResponse:
    return browser.post(address, data={"token": token(browser), **fields})


def test_undo_reverts_the_change_and_offers_redo(app: Flask, browser: FlaskClient) -> None:
    answer = press(browser, "/edit/history/2/undo")
    assert (answer.status_code, answer.location) == (303, "/edit/history?done=3")
    assert title(app) == "On tides"
    shown = page(browser.get(answer.location))
    assert texts(shown, ".saved > span") == ["Undone: edited “On waves”."]
    assert texts(shown, ".saved button") == ["Redo"]
    assert texts(shown, ".undone") == ["Undone"]
    (again,) = attribute(shown, ".saved form", "action")
    redone = press(browser, again)
    assert title(app) == "On waves"
    shown = page(browser.get(redone.location))
    assert texts(shown, ".saved > span") == ["Redone: edited “On waves”."]
    assert texts(shown, ".saved button") == ["Undo"]


def test_undo_twice_acts_once(app: Flask, browser: FlaskClient) -> None:
    first, second = (press(browser, "/edit/history/2/undo") for _ in range(2))
    assert (second.status_code, second.location) == (303, first.location)
    assert title(app) == "On tides"
    shown = page(browser.get("/edit/history"))
    assert attribute(shown, ".history .act", "action") == [
        "/edit/history/3/undo",
        "/edit/history/1/undo",
    ]


@pytest.mark.parametrize(
    ("given", "location"),
    [
        ("/edit/biography", "/edit/biography?done=3"),
        ("/?topic=salt&done=2", "/?topic=salt&done=3"),
        ("https://evil.example/", "/edit/history?done=3"),
        ("//evil.example", "/edit/history?done=3"),
        ("/\\evil.example", "/edit/history?done=3"),
        ("", "/edit/history?done=3"),
    ],
)
def test_undo_redirects_only_within_the_site(
    browser: FlaskClient, given: str, location: str
) -> None:
    assert press(browser, "/edit/history/2/undo", next=given).location == location


def test_the_buttons_redirect_back_to_their_page(browser: FlaskClient) -> None:
    shown = page(browser.get("/edit/history?before=3"))
    assert (
        attribute(shown, ".history .act input[name=next]", "value")[0] == "/edit/history?before=3"
    )


def test_undo_of_a_record_changed_since_is_refused(app: Flask, browser: FlaskClient) -> None:
    retitle(app, "On salt")
    with app.app_context():
        before = content()
    answer = press(browser, "/edit/history/2/undo")
    assert answer.status_code == 409
    shown = page(answer)
    assert texts(shown, ".wrongs") == [
        "Nothing was changed. Edited “On waves”: “On waves” was changed again since. "
        "You can restore it from its history."
    ]
    assert set(attribute(shown, ".act input[name=next]", "value")) == {"/edit/history"}
    with app.app_context():
        assert content() == before


def test_an_earlier_state_is_restored(app: Flask, browser: FlaskClient) -> None:
    retitle(app, "On salt")
    answer = press(
        browser, "/edit/history/2/restore", noun="work", record="1", next="/edit/history/work/1"
    )
    assert (answer.status_code, answer.location) == (303, "/edit/history/work/1?done=4")
    assert title(app) == "On waves"
    shown = page(browser.get(answer.location))
    assert texts(shown, ".saved > span") == ["Restored “On waves”."]
    assert texts(shown, ".undone") == ["Current state", "Current state"]
    press(browser, "/edit/history/4/undo")
    assert title(app) == "On salt"
    press(browser, "/edit/history/1/restore", noun="work", record="1")
    assert title(app) == "On tides"
    again = press(browser, "/edit/history/1/restore", noun="work", record="1")
    assert (again.status_code, again.location) == (303, "/edit/history")


def test_the_state_before_history_began_is_restored(app: Flask) -> None:
    with app.app_context():
        db.session.add(Topic(name="Tides", slug="tides", position=1))
        db.session.commit()
        with recording(TERMINAL, Action.SAVE, "Renamed a topic") as done:
            done.watch(Noun.TOPIC, 1)
            db.session.get_one(Topic, 1).name = "Salt"
    browser = sign_in(app)
    shown = page(browser.get("/edit/history/topic/1"))
    assert texts(shown, ".history .act button") == ["Restore the state before this"]
    press(browser, "/edit/history/1/restore", noun="topic", record="1", before="1")
    with app.app_context():
        assert db.session.get_one(Topic, 1).name == "Tides"


@pytest.mark.parametrize(
    ("revision", "noun", "of", "status"),
    [
        ("2", "cat", "1", 404),
        ("2", "work", "x", 404),
        ("2", "", "", 404),
        ("99", "work", "1", 404),
        ("2", "work", "99", 404),
        ("2", "work", "9" * 30, 404),
        ("2", "work", "٣", 404),
    ],
)
def test_restoring_unknown_records_or_revisions_is_not_found(
    browser: FlaskClient, revision: str, noun: str, of: str, status: int
) -> None:
    answer = press(browser, f"/edit/history/{revision}/restore", noun=noun, record=of)
    assert answer.status_code == status


def test_restoring_a_state_before_the_record_existed_is_refused(
    app: Flask, browser: FlaskClient
) -> None:
    answer = press(browser, "/edit/history/1/restore", noun="work", record="1", before="1")
    assert answer.status_code == 409
    assert "It did not exist then" in texts(page(answer), ".wrongs")[0]


@pytest.mark.parametrize("address", ["/edit/history/2/undo", "/edit/history/2/restore"])
def test_undo_and_restore_require_sign_in_and_the_token(
    app: Flask, browser: FlaskClient, address: str
) -> None:
    data = {"noun": "work", "record": "1"}
    assert browser.get(address).status_code == 405
    wrong = browser.post(address, data={**data, "token": "x"})
    assert wrong.status_code in {400, 403}
    assert "Nothing was changed" in wrong.text
    assert app.test_client().post(address, data=data).status_code == 401
    assert title(app) == "On waves"
    editor = sign_in(app, "bo@site.example", Role.EDITOR)
    assert press(editor, address, **data).status_code == 303


def test_unknown_revisions_are_404(browser: FlaskClient) -> None:
    for number in ("99", "9" * 30):
        assert press(browser, f"/edit/history/{number}/undo").status_code == 404


def test_undo_of_a_large_load_asks_for_confirmation(app: Flask) -> None:
    fill(app, *(record(title=f"Study {n}") for n in range(30)))
    shown = page(sign_in(app).get("/edit/history"))
    assert attribute(shown, ".history .act button", "data-ask") == [
        "Undo this change to 33 records?"
    ]
    assert len(matches(shown, "details:not([open])")) == 1


def change(app: Flask, *changed: tuple[Noun, int], made: bool = False, slug: str = "") -> None:
    """Record a revision that makes records, or gives the first work another slug."""
    with app.app_context(), recording(TERMINAL, Action.SAVE, "Changed it") as done:
        if slug:
            done.watch(Noun.WORK, 1)
            db.session.get_one(Work, 1).slug = slug
        if made:
            version = Publication(position=0, type="book", title="A book")
            stored_html.render(version, 1)
            db.session.add(Work(slug="a-book", publications=[version]))
            db.session.add(Topic(slug="new", name="New", position=9))
            db.session.add(Supervision(level="PhD"))
            db.session.flush()
            for noun, id_ in changed:
                done.made(noun, id_)


@pytest.mark.parametrize(
    ("page_before", "page_after"),
    [
        ("/edit/works/waves?version=1", "/edit/works/on-tides?version=1&done=4"),
        ("/publications/waves", "/publications/on-tides?done=4"),
        ("/publications/waves/cite", "/publications/on-tides/cite?done=4"),
        ("/publications/two", "/publications/two?done=4"),
        ("/edit/people/waves", "/edit/people/waves?done=4"),
    ],
)
def test_undo_of_a_slug_leads_to_the_former_address(
    app: Flask, browser: FlaskClient, page_before: str, page_after: str
) -> None:
    change(app, slug="waves")
    assert press(browser, "/edit/history/3/undo", next=page_before).location == page_after


@pytest.mark.parametrize(
    ("page_before", "page_after"),
    [
        ("/edit/works/a-book", "/edit/works?done=4"),
        ("/publications/a-book", "/edit/works?done=4"),
        ("/edit/people/1", "/edit/people?done=4"),
        ("/edit/topics/1", "/edit/topics?done=4"),
        ("/edit/topics/2", "/edit/topics/2?done=4"),
        ("/?q=salt", "/?q=salt&done=4"),
    ],
)
def test_undo_on_the_page_of_a_new_record_leads_to_the_list(
    app: Flask, browser: FlaskClient, page_before: str, page_after: str
) -> None:
    change(app, (Noun.WORK, 3), (Noun.TOPIC, 1), (Noun.SUPERVISION, 1), made=True)
    assert press(browser, "/edit/history/3/undo", next=page_before).location == page_after
