"""Possible duplicates: join or keep separate, with and without JavaScript."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import Element
from sqlalchemy import select

from app.database import db
from app.models import DismissedDuplicate, Work
from tests.support import accounts
from tests.support.database import versions
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, record
from tests.support.form_posts import read
from tests.support.pages import attribute, content, matches, one, page, texts

QUEUE = ("/edit/duplicates", "/fragments/edit/duplicates")
KEPT = ("/edit/duplicates/kept", "/fragments/edit/duplicates/kept")
PREPRINT_TITLE = "Salt budgets of a shallow estuary"
PAPER_TITLE = "The salt budgets of shallow estuaries"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    """A preprint and its paper, a second such pair, an unrelated work, and a signed-in client."""
    fill(
        app,
        {**PREPRINT, "title": PREPRINT_TITLE, "abstract": LONG_ABSTRACT},
        record(title=PAPER_TITLE, authors=["A. Roe", "K. Li", "Bo Ek"]),
        record(title="Harbour cranes in strong wind", year=2019),
        record(title="Harbour cranes in strong winds: a study", year=2020),
        record(title="Bystander"),
    )
    return accounts.sign_in(app)


def pairs(tree: object) -> list[Element]:
    return matches(tree, "section.two")  # type: ignore[arg-type]


def form_data(owner: FlaskClient, do: str, number: int = 1, **changes: str) -> dict[str, str]:
    """Return the data of a pair's form."""
    form = one(pairs(page(owner.get(QUEUE[0])))[number - 1], "form")
    hidden = matches(form, "input[type=hidden]") + matches(form, "input[checked]")
    values = {str(i.attrs["name"]): str(i.attrs["value"]) for i in hidden}
    return {**values, "do": do, **changes}


def test_pairs_are_shown_side_by_side_most_similar_first(owner: FlaskClient) -> None:
    tree = page(owner.get(QUEUE[0]))
    assert texts(tree, ".count") == ["2 pairs, most similar first"]
    scores = [int(re.findall(r"\d+", text)[0]) for text in texts(tree, ".two h2 small")]
    assert scores == sorted(scores, reverse=True)
    both = next(pair for pair in pairs(tree) if PAPER_TITLE in content(pair))
    assert texts(both, ".pair .title") == [PREPRINT_TITLE, PAPER_TITLE]
    assert texts(both, ".pair .title mark") == ["a", "estuary", "The", "estuaries"]
    assert texts(both, ".authors mark") == ["Bo Ek"]
    assert texts(both, ".facts mark") == ["arXiv 2301.00001, 2023", "Journal of Tides, 2024"]
    assert texts(both, ".versions-count") == [], "each of its versions is named"
    assert "We weigh every tide" in texts(both, ".abstract")[0]
    assert "arXiv" in texts(both, ".links-of")[0]
    assert attribute(both, "input[checked]", "value") == ["2"], "the paper, not the preprint"


def test_marked_words_are_escaped(app: Flask, owner: FlaskClient) -> None:
    fill(
        app,
        record(title="Cranes <b>& “x” $y^2$ of wide harbours"),
        record(title="Cranes <b>& “x” $y^2$ of the wide harbour: notes"),
    )
    answer = owner.get(QUEUE[0])
    assert "<b>" not in answer.text
    assert any("Cranes <b>&" in title for title in texts(page(answer), ".two .title"))


@pytest.mark.slow
@pytest.mark.parametrize("address", QUEUE)
def test_joining_merges_the_pair_and_focuses_the_next_one(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    number = 1 + [PAPER_TITLE in content(p) for p in pairs(page(owner.get(QUEUE[0])))].index(True)
    answer = owner.post(address, data=form_data(owner, "join", number))
    if address == QUEUE[0]:
        assert answer.status_code == 303
        answer = owner.get(answer.location)
    assert answer.status_code == 200
    assert versions(app)[0] == [(PAPER_TITLE, 2024), (PREPRINT_TITLE, 2023)]
    tree = read(answer, address)
    (left,) = pairs(tree)
    assert "autofocus" in one(left, "h2").attrs
    assert f"Joined “{PREPRINT_TITLE}” with “{PAPER_TITLE}”." in texts(tree, ".saved")[0]
    undo = attribute(tree, ".saved form", "action")[0]
    assert owner.post(undo, data={"token": accounts.token(owner)}).status_code == 303
    assert len(pairs(page(owner.get(QUEUE[0])))) == 2


def test_the_selected_version_stays_the_shown_version(app: Flask, owner: FlaskClient) -> None:
    values = form_data(owner, "join", shown="1", one="1", other="2")
    owner.post(QUEUE[1], data=values)
    assert [title for title, _ in versions(app)[0]] == [PREPRINT_TITLE, PAPER_TITLE]
    with app.app_context():
        assert db.session.get_one(Work, 1).is_arranged
    assert owner.post(QUEUE[1], data=values).status_code == 200, "sent twice, joined once"
    assert len(versions(app)) == 4


@pytest.mark.parametrize("address", QUEUE)
def test_a_dismissed_pair_is_hidden_until_the_dismissal_is_undone(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    answer = owner.post(address, data=form_data(owner, "apart"))
    if address == QUEUE[0]:
        answer = owner.get(answer.location)
    tree = read(answer, address)
    assert len(pairs(tree)) == 1
    assert texts(tree, ".saved")[0].startswith("Kept apart: “")
    assert len(pairs(page(owner.get(QUEUE[0])))) == 1
    back = one(tree, ".saved form")
    hidden = matches(back, "input")
    owner.post(address, data={str(i.attrs["name"]): str(i.attrs["value"]) for i in hidden})
    assert len(pairs(page(owner.get(QUEUE[0])))) == 2
    with app.app_context():
        assert list(db.session.scalars(select(DismissedDuplicate))) == []


@pytest.mark.parametrize("address", KEPT)
def test_a_dismissed_pair_is_listed_and_can_be_restored(owner: FlaskClient, address: str) -> None:
    assert texts(page(owner.get(KEPT[0])), ".message") == ["No works are kept apart."]
    owner.post(QUEUE[0], data=form_data(owner, "apart", 2))
    form = one(page(owner.get(KEPT[0])), ".lines form")
    hidden = matches(form, "input")
    values = {str(i.attrs["name"]): str(i.attrs["value"]) for i in hidden}
    answer = owner.post(address, data=values)
    assert answer.status_code == (303 if address == KEPT[0] else 200)
    assert texts(page(owner.get(KEPT[0])), ".lines") == []
    assert len(pairs(page(owner.get(QUEUE[0])))) == 2


@pytest.mark.parametrize("address", QUEUE)
@pytest.mark.parametrize("do", ["join", "apart", "back"])
def test_a_pair_with_a_missing_work_is_reported(
    app: Flask, owner: FlaskClient, address: str, do: str
) -> None:
    values = form_data(owner, do)
    owner.post(QUEUE[1], data={**values, "do": "join"})
    before = versions(app)
    answer = owner.post(address, data={**values, "key": "another"})
    assert answer.status_code == 409
    words = texts(read(answer, address), ".wrongs")[0]
    assert words.startswith("Nothing was changed. One of the two works no longer exists: Joined “")
    assert versions(app) == before


@pytest.mark.parametrize(
    "wrong", [{"one": "x"}, {"other": "99"}, {"one": "9" * 30}, {"other": ""}, {"one": "2"}]
)
def test_invalid_work_ids_are_refused(
    app: Flask, owner: FlaskClient, wrong: dict[str, str]
) -> None:
    values = {**form_data(owner, "join"), "one": "1", "other": "2", **wrong}
    assert owner.post(QUEUE[1], data=values).status_code == 409
    assert len(versions(app)) == 5


@pytest.mark.parametrize("address", [*QUEUE, *KEPT])
def test_a_wrong_token_changes_nothing(app: Flask, owner: FlaskClient, address: str) -> None:
    for do in ("join", "apart"):
        answer = owner.post(address, data=form_data(owner, do, token="wrong"))  # noqa: S106
        assert answer.status_code in {400, 403}
    assert app.test_client().post(address, data=form_data(owner, "join")).status_code == 401
    assert owner.post(QUEUE[1], data=form_data(owner, "nothing")).status_code == 400
    assert len(versions(app)) == 5
    with app.app_context():
        assert list(db.session.scalars(select(DismissedDuplicate))) == []


@pytest.mark.parametrize("query", ["page=99", "page=x", "done=x", "apart=1.x", "apart=1.2&at=9"])
def test_invalid_query_values_are_ignored(owner: FlaskClient, query: str) -> None:
    answer = owner.get(f"{QUEUE[0]}?{query}")
    assert answer.status_code == 200
    assert len(pairs(page(answer))) == 2


def test_the_hint_explains_joining_a_draft_with_a_published_work(
    app: Flask, owner: FlaskClient
) -> None:
    with app.app_context():
        db.session.get_one(Work, 1).state = "draft"  # type: ignore[assignment]
        db.session.commit()
    tree = page(owner.get(QUEUE[0]))
    hint = next(text for text in texts(tree, ".two .hint") if PREPRINT_TITLE in text)
    assert f"“{PREPRINT_TITLE}” is a draft; joining publishes its versions." in hint
    assert "at /publications/the-salt-budgets-of-shallow-estuaries;" in hint


def test_a_site_without_duplicates_says_so(app: Flask) -> None:
    fill(app, record())
    client = accounts.sign_in(app)
    assert texts(page(client.get(QUEUE[0])), ".message") == ["No possible duplicates."]
