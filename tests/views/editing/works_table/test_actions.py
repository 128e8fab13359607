"""The bulk actions of the works table, as a page and in place."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db
from app.models import Revision, Topic, Work, WorkState
from tests.support.accounts import sign_in, token
from tests.support.database import content, rows
from tests.support.factories import fill, many, record
from tests.support.form_posts import filled
from tests.support.pages import attribute, fragment, matches, page, texts

PAGE, FRAGMENT = "/edit/works", "/fragments/edit/works"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, *many(60))
    return sign_in(app)


def press(client: FlaskClient, do: str, *works: Any, to: str = PAGE, **more: Any) -> TestResponse:
    data = {"do": do, "works": list(map(str, works)), "token": token(client), **more}
    return client.post(to, data={name.replace("_", "-"): value for name, value in data.items()})


def followed(client: FlaskClient, answer: TestResponse) -> JustHTML:
    assert answer.status_code == 303
    return page(client.get(answer.headers["Location"]))


def drafts(app: Flask) -> list[int]:
    with app.app_context():
        found = select(Work.id).where(Work.state == WorkState.DRAFT).order_by(Work.id)
        return list(db.session.scalars(found))


def tagged(app: Flask, topic: str) -> list[int]:
    with app.app_context():
        works = db.session.scalars(select(Work).order_by(Work.id))
        return [work.id for work in works if topic in {one.name for one in work.topics}]


@pytest.mark.slow
def test_drafts_leave_the_public_list_until_undo(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        before = content()
    tree = followed(owner, press(owner, "draft", 1, 2))
    assert texts(tree, ".saved span, #works-table .count")[:2] == [
        "60 works, 2 drafts, page 1 of 2",
        "Hid 2 works from visitors.",
    ]
    assert drafts(app) == [1, 2]
    visitor = app.test_client()
    assert "58 publications" in visitor.get("/").text
    assert visitor.get("/publications/study-number-0").status_code == 404
    undone = followed(owner, press(owner, attribute(tree, ".saved button", "value")[0]))
    assert texts(undone, ".saved span") == ["Undone: hid 2 works from visitors."]
    with app.app_context():
        assert content() == before
    assert "60 publications" in visitor.get("/").text


def test_an_action_keeps_the_filters_and_sort_order(owner: FlaskClient) -> None:
    answer = press(owner, "draft", 1, to=f"{PAGE}?q=study&topic=topic-0&sort=oldest")
    view = f"{PAGE}?topic=topic-0&q=study&sort=oldest&done="
    assert answer.headers["Location"].startswith(view)
    assert attribute(followed(owner, answer), "#works-form", "action") == [view[: -len("&done=")]]


def test_the_fragment_returns_the_table_with_a_message(app: Flask, owner: FlaskClient) -> None:
    answer = press(owner, "add-topic", 1, 2, to=f"{FRAGMENT}?topic=topic-1", topic_name="Steering")
    tree = fragment(answer)
    assert answer.status_code == 200
    assert texts(tree, "#works-desk .saved span") == ["Added “Steering” to 2 works."]
    assert texts(tree, "#facet-topic a") == ["Topic 1 20", "Steering 1"]
    assert tagged(app, "Steering") == [1, 2]


def test_topics_are_added_and_removed(app: Flask, owner: FlaskClient) -> None:
    press(owner, "add-topic", 2, 3, topic_name=" topic 0 ")
    assert {2, 3} < set(tagged(app, "Topic 0"))
    press(owner, "remove-topic", 1, 2, 3, topic_name="Topic 0")
    assert not {1, 2, 3} & set(tagged(app, "Topic 0"))
    assert len(tagged(app, "Topic 0")) == 19


@pytest.mark.parametrize("to", [PAGE, FRAGMENT])
def test_deleting_asks_for_confirmation_with_the_number_of_works(
    app: Flask, owner: FlaskClient, to: str
) -> None:
    asked = press(owner, "delete", 1, 2, to=f"{to}?sort=title", key="k")
    tree = fragment(asked) if to == FRAGMENT else page(asked)
    assert texts(tree, "#works-going, .going li") == [
        "Delete 2 works?",
        "Study number 0",
        "Study number 1",
    ]
    with app.app_context():
        assert rows(Work) == 60
    fields = {i.attrs["name"]: i.attrs["value"] for i in matches(tree, ".going input")}
    assert press(owner, "delete", 1, 2, to=to, key=fields["key"], sure="9").status_code == 200
    press(owner, "delete", 1, 2, to=to, key=fields["key"], sure=fields["sure"])
    with app.app_context():
        assert rows(Work) == 58
    assert app.test_client().get("/publications/study-number-0").status_code == 404


@pytest.mark.slow
def test_selecting_all_matches_applies_across_pages(app: Flask, owner: FlaskClient) -> None:
    assert "All 60" in texts(page(owner.get(PAGE)), ".acts label")[0]
    press(owner, "draft", to=f"{PAGE}?topic=topic-1", scope="all")
    assert drafts(app) == tagged(app, "Topic 1")
    press(owner, "draft", 1, scope="all")
    assert len(drafts(app)) == 60
    facets = "topic=topic-1&year=2020-2022&type=article-journal&author=kim-li&state=draft"
    press(owner, "publish", to=f"{PAGE}?{facets}", scope="all")
    assert set(tagged(app, "Topic 1")) - set(drafts(app)) == set(range(23, 51, 3))
    tree = page(press(owner, "delete", to=f"{PAGE}?q=number", scope="all"))
    assert texts(tree, "#works-going") == ["Delete 60 works?"]
    assert texts(tree, ".going li")[-1] == "… and 50 more"
    press(owner, "delete", to=f"{PAGE}?q=number", scope="all", sure="60")
    with app.app_context():
        assert rows(Work) == 0
    assert "There are no works yet" in owner.get(PAGE).text


def test_without_javascript_a_button_selects_the_page(app: Flask, owner: FlaskClient) -> None:
    tree = page(press(owner, "select-page", to=f"{PAGE}?topic=topic-2"))
    ticked = attribute(tree, "[name=works][checked]", "value")
    assert sorted(map(int, ticked)) == tagged(app, "Topic 2")


@pytest.mark.slow
@pytest.mark.parametrize("do", ["publish", "draft", "add-topic", "remove-topic", "delete"])
def test_an_empty_selection_is_reported(app: Flask, owner: FlaskClient, do: str) -> None:
    answer = press(owner, do, to=f"{PAGE}?q=study", topic_name="Steering")
    assert answer.status_code == 422
    assert texts(page(answer), "#works-note")[0].startswith("Select at least one work")
    assert attribute(page(answer), "#works-q", "value") == ["study"]
    assert attribute(page(answer), "#topic-name", "value") == ["Steering"]
    assert drafts(app) == []
    assert tagged(app, "Steering") == []


@pytest.mark.parametrize(
    ("do", "name", "complaint"),
    [
        ("add-topic", "", "Choose a topic or type its name."),
        ("add-topic", " \0\u202e ", "Choose a topic or type its name."),
        ("remove-topic", "Nobody's", "There is no topic “Nobody's”."),
        ("add-topic", "x" * 201, "At most 200"),
    ],
)
def test_an_invalid_topic_shows_an_error_and_keeps_the_selection(
    app: Flask, owner: FlaskClient, do: str, name: str, complaint: str
) -> None:
    answer = press(owner, do, 59, 60, topic_name=name, to=f"{PAGE}?page=2")
    assert answer.status_code == 422
    tree = page(answer)
    assert complaint in texts(tree, ".acts .error")[0]
    assert attribute(tree, "[name=works][checked]", "value") == ["59", "60"]
    with app.app_context():
        assert rows(Topic) == 3


@pytest.mark.parametrize("do", ["", "fly", "undo.", "undo.9999", "row.1", "do" * 999])
def test_an_unknown_action_does_nothing(app: Flask, owner: FlaskClient, do: str) -> None:
    with app.app_context():
        before = content()
    assert press(owner, do, 1).status_code in {200, 422}
    with app.app_context():
        assert content() == before


@pytest.mark.slow
def test_deleted_works_are_skipped_with_a_notice(app: Flask, owner: FlaskClient) -> None:
    tree = followed(owner, press(owner, "draft", 1, 777, "x", "9" * 40, 0))
    assert texts(tree, ".saved span") == ["Hid 1 work from visitors."]
    assert texts(tree, "#works-note") == ["2 of the selected works no longer exist."]
    assert drafts(app) == [1]
    gone = press(owner, "draft", 777)
    assert gone.status_code == 422
    assert "The selected works no longer exist." in texts(page(gone), "#works-note")[0]


def test_actions_without_effect_are_reported_and_write_nothing(
    app: Flask, owner: FlaskClient
) -> None:
    answer = press(owner, "publish", 1, 2)
    assert (answer.status_code, drafts(app)) == (200, [])
    assert "all of these are already published" in texts(page(answer), "#works-note")[0]


@pytest.mark.slow
def test_a_repeated_submission_acts_once(app: Flask, owner: FlaskClient) -> None:
    for _ in range(2):
        tree = followed(owner, press(owner, "delete", 1, key="once", sure="1"))
        assert texts(tree, ".saved span") == ["Deleted 1 work."]
    with app.app_context():
        titles = list(db.session.scalars(select(Revision.title)))
    assert titles.count("Deleted 1 work") == 1


@pytest.mark.parametrize("to", [PAGE, FRAGMENT])
@pytest.mark.parametrize("wrong", ["", "x", None])
def test_a_wrong_token_changes_nothing(
    app: Flask, owner: FlaskClient, to: str, wrong: str | None
) -> None:
    data = {"do": "draft", "works": ["1"], **({} if wrong is None else {"token": wrong})}
    assert owner.post(to, data=data).status_code in {400, 403}
    assert drafts(app) == []


@pytest.mark.slow
def test_unsaved_row_input_blocks_other_actions_and_is_kept(app: Flask, owner: FlaskClient) -> None:
    seen = attribute(page(owner.get(PAGE)), "#row-2-seen", "value")[0]
    answer = press(owner, "draft", 1, row_2_year="2001", row_2_seen=seen)
    assert answer.status_code == 422
    assert attribute(page(answer), "#row-2-year", "value") == ["2001"]
    assert "Save the rows you changed first." in texts(page(answer), "#works-note")[0]
    assert drafts(app) == []


def test_whitespace_normalised_by_the_form_is_not_a_change(app: Flask) -> None:
    fill(app, record(venue="Journal  of\u00a0Tides "))
    owner = sign_in(app)
    shown = filled(owner.get(PAGE), PAGE)
    shown["do"], shown["works"] = "draft", "1"
    assert owner.post(PAGE, data=shown).status_code == 303
    assert drafts(app) == [1]
