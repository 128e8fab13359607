"""The list of topics and its actions."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in, token
from tests.support.database import content
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, filled, opened, read, send
from tests.support.pages import attribute, fragment, matches, one, page, texts
from tests.support.undo import undo_last

PLACES = ["/edit/topics/1", "/fragments/edit/topics/1"]
NEW = ["/edit/new/topic", "/fragments/edit/new/topic"]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    records = [
        record(title="One", topics=["Tides"]),
        record(title="Two", topics=["Tides", "Salt"]),
    ]
    fill(app, *records, topics=["Tides", "Salt", "Fish"])
    return sign_in(app)


def order(app: Flask) -> list[str]:
    return texts(page(sign_in(app).get("/edit/topics")), "#topics li > p > span")


def act(client: FlaskClient, address: str, **data: str) -> str:
    """Press a button and return the response after redirects."""
    answer = client.post(address, data={"token": token(client), **data}, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def test_the_list_shows_the_number_of_works_per_topic(owner: FlaskClient) -> None:
    tree = page(owner.get("/edit/topics"))
    assert texts(tree, "#topics li > p") == ["Tides 2 works", "Salt 1 work", "Fish no works"]
    assert attribute(tree, "#topics .edit", "href") == [
        "/edit/topics/1",
        "/edit/topics/2",
        "/edit/topics/3",
        "/edit/new/topic",
    ]
    disabled = [b.attrs["id"] for b in matches(tree, "#topics button") if "disabled" in b.attrs]
    assert disabled == ["topic-1-up", "topic-3-down"]


@pytest.mark.parametrize("address", PLACES)
def test_a_renamed_topic_keeps_its_address(app: Flask, owner: FlaskClient, address: str) -> None:
    answer = send(owner, address, name=" Ebb  and flow ")
    if address.startswith("/fragments"):
        tree = fragment(answer)
        assert texts(tree, "#topic-1 > p") == ["Ebb and flow 2 works"]
        assert "Renamed the topic “Tides” to “Ebb and flow”." in texts(tree, ".saved")[0]
    assert order(app) == ["Ebb and flow", "Salt", "Fish"]
    narrowed = page(app.test_client().get("/?topic=tides"))
    assert "Ebb and flow" in texts(narrowed, "[aria-current]")[0]


@pytest.mark.parametrize("address", [*PLACES, *NEW])
@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("  ", "A topic needs a name."),
        ("x" * 201, "At most 200 characters."),
        ("salt", "There is already a topic “Salt”, on 1 work."),
    ],
)
def test_an_invalid_name_shows_an_error_and_keeps_the_input(
    app: Flask, owner: FlaskClient, address: str, typed: str, complaint: str
) -> None:
    answer = send(owner, address, name=typed)
    assert answer.status_code == 422
    assert complaints(read(answer, address)) == [complaint]
    assert filled(answer, address)["name"].strip() == typed.strip()
    assert order(app) == ["Tides", "Salt", "Fish"]


def test_a_name_in_use_offers_to_merge_the_topics(app: Flask, owner: FlaskClient) -> None:
    tree = page(send(owner, "/edit/topics/1", name="Salt"))
    assert "Merge into “Salt”" in texts(tree, "form.act button")
    form = next(f for f in matches(tree, "form.act") if "merger" in (f.attrs["action"] or ""))
    sent = {i.attrs["name"]: i.attrs["value"] for i in matches(form, "input")}
    act(owner, form.attrs["action"] or "", into=sent["into"] or "")
    assert order(app) == ["Salt", "Fish"]


def test_changing_only_the_case_of_a_name_is_accepted(app: Flask, owner: FlaskClient) -> None:
    assert send(owner, "/edit/topics/1", name="tides").status_code == 303
    assert order(app) == ["tides", "Salt", "Fish"]


@pytest.mark.parametrize("prefix", ["", "/fragments"])
def test_moving_a_topic_changes_its_position_for_visitors(
    app: Flask, owner: FlaskClient, prefix: str
) -> None:
    html = act(owner, f"{prefix}/edit/topics/1/move", way="down")
    assert "Moved the topic “Tides” down." in html
    assert order(app) == ["Salt", "Tides", "Fish"]
    text = app.test_client().get("/").text
    assert text.index("topic=salt") < text.index("topic=tides")
    act(owner, f"{prefix}/edit/topics/1/move", way="up")
    assert order(app) == ["Tides", "Salt", "Fish"]


@pytest.mark.parametrize(("way", "focused"), [("down", "topic-2-up"), ("up", "topic-2-down")])
def test_at_the_end_of_the_list_the_other_move_button_gets_the_focus(
    owner: FlaskClient, way: str, focused: str
) -> None:
    # Salt reaches an end of the list, where its button is disabled: the other takes the focus.
    data = {"token": token(owner), "way": way}
    tree = fragment(owner.post("/fragments/edit/topics/2/move", data=data))
    assert one(tree, "[autofocus]").attrs["id"] == focused


def test_merging_moves_the_works_to_the_other_topic(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        before = content()
    choices = texts(page(owner.get("/edit/topics/1")), "select[name=into] option")
    assert choices == ["Choose a topic …", "Salt (1 work)", "Fish (no works)"]
    html = act(owner, "/edit/topics/1/merger", into="2")
    assert "Merged the topic “Tides” into “Salt”." in html
    assert texts(page(owner.get("/edit/topics")), "#topics li > p") == [
        "Salt 2 works",
        "Fish no works",
    ]
    assert app.test_client().get("/?topic=tides").location == "/?topic=salt"
    undo_last(app)
    with app.app_context():
        assert content() == before


@pytest.mark.parametrize("into", ["", "1", "99", "x", "9" * 30])
def test_merging_into_an_invalid_topic_is_refused(
    app: Flask, owner: FlaskClient, into: str
) -> None:
    answer = owner.post("/edit/topics/1/merger", data={"token": token(owner), "into": into})
    assert answer.status_code == 422
    assert "Choose a topic to merge into" in texts(page(answer), "[role=alert]")[0]
    assert order(app) == ["Tides", "Salt", "Fish"]


def test_deleting_a_topic_keeps_its_works(app: Flask, owner: FlaskClient) -> None:
    tree = page(owner.get("/edit/topics/1"))
    assert "“Tides” is on 2 works; deleting the topic keeps them." in texts(tree, ".hint")[0]
    assert "It is on 2 works." in attribute(tree, "button.danger", "data-ask")[0]
    assert "Deleted the topic “Tides”." in act(owner, "/edit/topics/1/deletion")
    assert order(app) == ["Salt", "Fish"]
    assert texts(page(app.test_client().get("/")), "#works h4") == ["One", "Two"]


@pytest.mark.parametrize("address", NEW)
def test_a_repeated_submission_adds_one_topic_at_the_end(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    values = {**opened(owner, address), "name": "Zebrafish"}
    answers = [owner.post(address, data=values) for _ in range(2)]
    assert order(app) == ["Tides", "Salt", "Fish", "Zebrafish"]
    if address.startswith("/fragments"):
        for answer in answers:
            ids = attribute(fragment(answer), "li", "id")
            assert ids == ["topic-4", "new-topic", "topic-3"]


@pytest.mark.parametrize("address", PLACES)
def test_saving_over_a_newer_version_shows_both_names(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    values = opened(owner, address)
    send(sign_in(app, "editor@site.example"), "/edit/topics/1", name="Waves")
    answer = owner.post(address, data={**values, "name": "Ebb"})
    assert answer.status_code == 409
    assert texts(read(answer, address), ".conflict .text") == ["Ebb", "Waves"]
    assert order(app) == ["Waves", "Salt", "Fish"]


def test_missing_topics_and_invalid_requests_are_refused(app: Flask, owner: FlaskClient) -> None:
    own, wrong = {"token": token(owner), "way": "up", "into": "2"}, {"token": "x", "way": "down"}
    for id_ in ("4", "99999999999999999999999"):
        for address in (f"/edit/topics/{id_}", f"/fragments/edit/topics/{id_}"):
            assert owner.get(address).status_code == 404
            assert owner.post(f"{address}/move", data=own).status_code == 404
        assert owner.get(f"/fragments/edit/topics/{id_}/shown").status_code == 404
        for verb in ("merger", "deletion"):
            assert owner.post(f"/edit/topics/{id_}/{verb}", data=own).status_code == 404
    for verb in ("move", "merger", "deletion"):
        assert owner.get(f"/edit/topics/1/{verb}").status_code == 405
        assert owner.post(f"/edit/topics/1/{verb}", data=wrong).status_code == 403
    assert owner.post("/edit/topics/1/move", data={**own, "way": "left"}).status_code == 400
    assert order(app) == ["Tides", "Salt", "Fish"]


def test_cancel_leads_back_to_the_line(owner: FlaskClient) -> None:
    for address, line in (("topics/1", "#topic-1"), ("new/topic", "#new-topic")):
        form = fragment(owner.get(f"/fragments/edit/{address}"))
        (back,) = attribute(form, "[data-cancel]", "hx-get")
        assert matches(fragment(owner.get(back)), f"{line} .edit")


def moved(app: Flask, address: str) -> str | None:
    answer = app.test_client().get(address)
    return answer.location if answer.status_code == 301 else None


def merge(owner: FlaskClient, topic: int, into: int) -> None:
    act(owner, f"/edit/topics/{topic}/merger", into=str(into))


def test_addresses_of_a_merged_topic_lead_to_the_other(app: Flask, owner: FlaskClient) -> None:
    merge(owner, 1, 2)
    assert moved(app, "/?topic=tides") == "/?topic=salt"
    assert moved(app, "/?topic=tides&topic=salt&q=a+b") == "/?topic=salt&q=a+b"
    assert moved(app, "/publications?topic=tides") == "/publications?topic=salt"
    assert moved(app, "/fragments/publications?topic=tides") == "/fragments/publications?topic=salt"
    for suffix in ("bib", "ris", "json", "csv"):
        address = f"/publications.{suffix}?versions=all&topic="
        assert moved(app, f"{address}tides") == f"{address}salt"
    for other in ("/", "/?topic=salt", "/?topic=fish", "/?topic=unknown", "/?q=tides"):
        assert moved(app, other) is None


def test_addresses_of_topics_merged_in_turn_lead_to_the_last(
    app: Flask, owner: FlaskClient
) -> None:
    merge(owner, 1, 2)
    merge(owner, 2, 3)
    assert moved(app, "/?topic=tides") == "/?topic=fish"
    assert moved(app, "/?topic=salt") == "/?topic=fish"
    undo_last(app)
    assert moved(app, "/?topic=tides") == "/?topic=salt"
    assert moved(app, "/?topic=salt") is None
    act(owner, "/edit/history/2/undo")
    assert moved(app, "/?topic=tides") is None
    assert order(app) == ["Tides", "Salt", "Fish"]
    undo_last(app)
    assert moved(app, "/?topic=tides") == "/?topic=salt"


def test_a_merged_topic_that_is_restored_has_its_address_again(
    app: Flask, owner: FlaskClient
) -> None:
    merge(owner, 1, 2)
    act(owner, "/edit/history/1/restore", noun="topic", record="1")
    assert moved(app, "/?topic=tides") is None
    act(owner, "/edit/topics/1/deletion")
    assert moved(app, "/?topic=tides") is None


def test_a_new_topic_does_not_take_over_the_address_of_a_merged_one(
    app: Flask, owner: FlaskClient
) -> None:
    merge(owner, 1, 2)
    send(owner, "/edit/new/topic", name="Tides")
    assert moved(app, "/?topic=tides") == "/?topic=salt"
    act(owner, "/edit/topics/2/deletion")
    assert moved(app, "/?topic=tides") is None
    undo_last(app)
    assert moved(app, "/?topic=tides") == "/?topic=salt"
