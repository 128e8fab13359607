"""Joining two works: search, preview, join and undo."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import WorkState
from app.services.catalog import version_order
from tests.support.accounts import sign_in, token
from tests.support.database import versions as titles_and_years
from tests.support.factories import PREPRINT, fill, many, record
from tests.support.form_posts import read
from tests.support.pages import attribute, fragment, matches, one, page, texts
from tests.support.undo import undo_last

JOIN = ["/edit/works/salt-in-the-sea/join", "/fragments/edit/works/salt-in-the-sea/join"]
OTHER = "why-the-sea-is-salt"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(
        app,
        {**PREPRINT, "title": "Salt in the sea", "topics": ["Salt"]},
        record(title="Why the sea is salt", topics=["Sea"], authors=["Zoë Quint"]),
        record(title="Bystander <b>"),
    )
    with app.app_context():
        version_order.work_at(OTHER).state = WorkState.DRAFT
        db.session.commit()
    return sign_in(app)


def payload(owner: FlaskClient, **fields: str) -> dict[str, str]:
    return {"token": token(owner), "with": OTHER, "key": "once", **fields}


@pytest.mark.parametrize("q", ["sea salt", "ZOE", "why the s"])
def test_the_search_finds_other_works_including_drafts(owner: FlaskClient, q: str) -> None:
    for address in (*JOIN, f"{JOIN[1]}/candidates"):
        tree = read(owner.get(address, query_string={"q": q}), address)
        assert texts(tree, ".candidates .title") == ["Why the sea is salt"]
        assert texts(tree, ".candidates .authors") == ["Zoë Quint"]
        assert texts(tree, ".candidates .facts") == ["Journal of Tides, 2024 Draft"]
        assert attribute(tree, ".candidates a", "href") == [f"{JOIN[0]}?with={OTHER}"]


def test_a_search_without_matches_says_so(owner: FlaskClient) -> None:
    for q in ("quux", "_", "%", "\0", "x" * 5000):
        tree = page(owner.get(JOIN[0], query_string={"q": q}))
        assert not matches(tree, ".candidates li"), q
    assert texts(page(owner.get(f"{JOIN[0]}?q=quux")), ".count") == ["No other works match."]
    assert texts(page(owner.get(JOIN[0])), ".candidates") == [""]


def test_the_search_shows_at_most_twenty_works(app: Flask, owner: FlaskClient) -> None:
    fill(app, *many(30))
    tree = fragment(owner.get(f"{JOIN[1]}/candidates?q=study"))
    assert len(matches(tree, ".candidates li")) == 20
    assert texts(tree, ".count")[0].startswith("Showing the newest 20")


@pytest.mark.parametrize("address", JOIN)
def test_the_preview_explains_the_result_of_joining(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    tree = read(owner.get(f"{address}?with={OTHER}"), address)
    assert texts(tree, ".pair .title") == ["Salt in the sea", "Why the sea is salt"]
    said = " ".join(texts(tree, ".what-happens li"))
    assert "one work with 2 versions. The list shows Journal of Tides, 2024." in said
    assert "Its address is /publications/salt-in-the-sea; /publications/why-the-sea" in said
    assert "Salt, Sea" in said
    assert "“Why the sea is salt” is a draft" in said
    swap = attribute(tree, ".actions a:not(.cancel)", "href")
    assert swap == [f"/edit/works/{OTHER}/join?with=salt-in-the-sea"]
    assert attribute(tree, ".actions form", "hx-post") == [JOIN[1]]
    assert len(titles_and_years(app)) == 3


@pytest.mark.parametrize("address", JOIN)
def test_both_addresses_lead_to_the_joined_work_until_undo(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    before, visitor = titles_and_years(app), app.test_client()
    answer = owner.post(address, data=payload(owner))
    if address == JOIN[0]:
        assert answer.status_code == 303
        assert answer.location.startswith("/edit/works/salt-in-the-sea?done=")
    else:
        tree = fragment(answer)
        said = "Joined “Salt in the sea” with “Why the sea is salt”."
        assert texts(tree, ".saved span") == [said]
        assert len(matches(tree, "#versions-1 li")) == 2
    moved = visitor.get(f"/publications/{OTHER}")
    assert (moved.status_code, moved.location) == (301, "/publications/salt-in-the-sea")
    assert texts(page(visitor.get(moved.location)), "h1") == ["Why the sea is salt"]
    undo_last(app)
    assert titles_and_years(app) == before
    assert visitor.get(f"/publications/{OTHER}").status_code == 404, "it is a draft again"
    with app.app_context():
        assert version_order.work_at(OTHER).state is WorkState.DRAFT


def test_a_repeated_submission_joins_once(app: Flask, owner: FlaskClient) -> None:
    answers = [owner.post(JOIN[1], data=payload(owner)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert texts(fragment(answers[1]), ".saved") == texts(fragment(answers[0]), ".saved")
    assert len(titles_and_years(app)) == 2


@pytest.mark.parametrize("address", JOIN)
def test_joining_a_work_with_itself_is_refused(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    itself = {"with": "salt-in-the-sea"}
    for answer in (
        owner.get(address, query_string=itself),
        owner.post(address, data=payload(owner, **itself)),
    ):
        assert answer.status_code == 422
        assert "joined with itself" in texts(read(answer, address), ".wrongs")[0]
        assert one(read(answer, address), "#versions-1")
    assert len(titles_and_years(app)) == 3


@pytest.mark.parametrize("address", JOIN)
def test_joining_with_a_missing_work_is_not_found(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    assert owner.get(f"{address}?with=nowhere").status_code == 404
    assert owner.get(address.replace("salt-in-the-sea", "nowhere")).status_code == 404
    for fields in ({"with": "nowhere"}, {"with": ""}):
        assert owner.post(address, data=payload(owner, **fields)).status_code == 404
    elsewhere = address.replace("salt-in-the-sea", "nowhere")
    assert owner.post(elsewhere, data=payload(owner)).status_code == 404
    assert len(titles_and_years(app)) == 3


@pytest.mark.parametrize("address", JOIN)
def test_a_wrong_token_or_method_joins_nothing(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    assert owner.post(address, data=payload(owner, **{"token": "wrong"})).status_code in {400, 403}
    assert owner.put(address, data=payload(owner)).status_code == 405
    assert owner.post(f"{JOIN[1]}/candidates", data=payload(owner)).status_code == 405
    assert app.test_client().post(address, data=payload(owner)).status_code == 401
    assert len(titles_and_years(app)) == 3


@pytest.mark.parametrize("address", JOIN)
def test_a_nul_character_in_the_query_is_ignored(owner: FlaskClient, address: str) -> None:
    answer = owner.get(address, query_string={"with": f"{OTHER}\0"})
    assert answer.status_code == 200
    assert "Why the sea is salt" in answer.text
