"""History pages: of the whole site, of one revision and of one record."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import Action, Noun, Role, Topic, Work, WorkState
from app.services.actor import Actor
from app.services.history.recording import recording
from tests.support.accounts import sign_in
from tests.support.database import statements
from tests.support.factories import fill, many, record
from tests.support.form_posts import send
from tests.support.languages import speak
from tests.support.pages import attribute, matches, one, page, texts

ADA = Actor("ada@site.example", account_id=1)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    abstract = "We weigh every tide of one summer by hand and find that the sea forgets."
    fill(app, record(abstract=abstract, topics=["Tides"]), record(title="Two"))
    with app.app_context(), recording(ADA, Action.SAVE, "Edited “On tides”") as done:
        done.watch(Noun.WORK, 1)
        work = db.session.get_one(Work, 1)
        shown = work.publications[0]
        shown.year, shown.abstract = 2025, abstract.replace("one summer", "two winters")
        shown.authorships[1].is_corresponding = True
        work.state = WorkState.DRAFT
        topic = Topic(name="Salt <b>", slug="salt", position=5)
        work.topics.append(topic)
        db.session.flush()
        done.made(Noun.TOPIC, topic.id)
    return sign_in(app)


def test_revisions_are_listed_newest_first_with_editor_and_time(browser: FlaskClient) -> None:
    shown = page(browser.get("/edit/history"))
    assert texts(shown, ".history h2") == ["Edited “On tides”", "Loaded 2 records"]
    assert attribute(shown, ".history time", "datetime")[0].endswith("+00:00")
    assert "just now" in texts(shown, ".history .hint")[0]
    assert "ada@site.example" in texts(shown, ".history .hint")[0]
    assert "the terminal" in texts(shown, ".history li > header .hint")[1]


def test_differences_use_the_field_labels_of_the_forms(browser: FlaskClient) -> None:
    shown = page(browser.get("/edit/history"))
    first = matches(shown, ".history > li")[0]
    labels = texts(first, ".fields dt")
    assert labels == ["Authors", "Abstract", "Year", "Topics", "State"]
    values = dict(zip(labels, texts(first, ".fields dd"), strict=True))
    assert values["Authors"] == "Ada Roe Kim Li Kim Li†"
    assert values["Year"] == "2024 2025"
    assert values["State"] == "Published Draft"
    assert values["Topics"] == "Tides Salt <b>"
    assert texts(first, "del") == ["Kim Li", "one summer", "2024", "Published"]
    assert texts(first, "ins") == ["Kim Li†", "two winters", "2025", "Salt <b>", "Draft"]
    assert "Added with 3 fields." in texts(first, ".records .hint")


def test_many_records_are_collapsed_and_truncated(app: Flask) -> None:
    fill(app, *many(30))
    browser = sign_in(app)
    shown = page(browser.get("/edit/history"))
    assert texts(shown, "details > summary") == ["36 records"]
    assert len(matches(shown, "details .records > li")) == 20
    (everything,) = attribute(shown, "details > p > a", "href")
    whole = page(browser.get(everything))
    assert len(matches(whole, ".records > li")) == 36
    assert texts(whole, ".records a")[29] == "Study number 29"


@pytest.mark.slow
def test_a_long_revision_has_pages(app: Flask) -> None:
    fill(app, *many(230))
    browser = sign_in(app)
    first = page(browser.get("/edit/history/1"))
    assert len(matches(first, ".records > li")) == 200
    (more,) = attribute(first, ".desk > p > a.button", "href")
    assert len(matches(page(browser.get(more)), ".records > li")) == 36


@pytest.mark.slow
def test_history_has_pages_of_fifty_revisions(app: Flask) -> None:
    fill(app, record())
    with app.app_context():
        for number in range(60):
            with recording(ADA, Action.SAVE, f"Edit {number}") as done:
                done.watch(Noun.WORK, 1)
                db.session.get_one(Work, 1).publications[0].pages = str(number)
    browser = sign_in(app)
    for address in ("/edit/history", "/edit/history/work/1"):
        first = page(browser.get(address))
        assert texts(first, ".history h2")[0] == "Edit 59"
        assert len(texts(first, ".history h2")) == 50
        second = page(browser.get(attribute(first, ".desk > p > a.button", "href")[0]))
        assert texts(second, ".history h2") == [
            *(f"Edit {number}" for number in range(9, -1, -1)),
            "Loaded 1 record",
        ]
        assert matches(second, ".desk > p > a.button") == []


def test_each_record_has_its_own_history(browser: FlaskClient) -> None:
    shown = page(browser.get("/edit/history/work/1"))
    assert texts(shown, "h1") == ["On tides"]
    assert texts(shown, ".history h2") == ["Edited “On tides”", "Loaded 2 records"]
    assert texts(shown, ".undone") == ["Current state"]
    assert attribute(shown, ".history .act", "action") == ["/edit/history/1/restore"]
    assert texts(shown, ".history .act button") == ["Restore this state"]


@pytest.mark.parametrize(
    "address",
    [
        "/edit/history/99",
        "/edit/history/work/99",
        "/edit/history/cat/1",
        "/edit/history/x",
        "/edit/history/99999999999999999999",
        "/edit/history/work/99999999999999999999",
    ],
)
def test_missing_revisions_and_records_are_not_found(browser: FlaskClient, address: str) -> None:
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", "before=" + "9" * 30, "done=x", "before=٣"]
)
def test_malformed_queries_are_ignored(browser: FlaskClient, query: str) -> None:
    for address in ("/edit/history", "/edit/history/work/1", "/edit/history/1", "/edit/trash"):
        assert browser.get(f"{address}?{query}").status_code == 200


def test_an_empty_history_says_so(app: Flask) -> None:
    shown = page(sign_in(app).get("/edit/history"))
    assert "No changes yet." in texts(shown, ".desk > p")


def test_editors_have_access_and_visitors_do_not(app: Flask, browser: FlaskClient) -> None:
    editor = sign_in(app, "bo@site.example", Role.EDITOR)
    for address in ("/edit/history", "/edit/history/1", "/edit/history/work/1", "/edit/trash"):
        answer = editor.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert app.test_client().get(address).status_code == 303


@pytest.mark.slow
def test_the_number_of_statements_does_not_grow_with_revisions(app: Flask) -> None:
    fill(app, *many(3), people=[{"name": "Kim Li"}])
    browser = sign_in(app)
    browser.get("/edit/history")
    counts = []
    for _ in range(2):
        with statements(app) as sent:
            browser.get("/edit/history")
        counts.append(len(sent))
        for number in range(30):
            with app.app_context(), recording(ADA, Action.SAVE, "Edited") as done:
                done.watch(Noun.WORK, 1 + number % 3)
                work = db.session.get_one(Work, 1 + number % 3)
                work.publications[0].pages = str(number)
                work.topics = [] if work.topics else [db.session.get_one(Topic, 1)]
    assert max(counts) <= 14


def test_a_form_links_to_the_history_of_its_record(browser: FlaskClient) -> None:
    shown = page(browser.get("/edit/biography"))
    assert one(shown, ".last > a").attrs["href"] == "/edit/history/profile/1"
    assert texts(shown, ".last > span") == ["Loaded 2 records, just now by the terminal."]
    # A load of many records can't be undone from the form of one of them.
    assert matches(shown, ".last form") == []


def test_a_text_is_marked_with_its_language(app: Flask, browser: FlaskClient) -> None:
    speak(app, "en", "ar")
    send(browser, "/edit/biography", **{"biography": "I study tides.", "biography.ar": "بحر"})
    shown = matches(page(browser.get("/edit/history")), ".history > li")[0]
    assert texts(shown, ".fields dt") == ["Biography (English)", "Biography (العربية)"]
    assert attribute(shown, ".fields dd", "lang") == ["en", "ar"]
    assert attribute(shown, ".fields dd", "dir") == ["ltr", "rtl"]
    speak(app, "en")
    assert texts(page(browser.get("/edit/history")), ".fields dt")[0] == "Biography"
