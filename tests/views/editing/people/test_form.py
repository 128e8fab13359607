"""The forms of students and collaborators, and their list."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import Revision, Supervision
from tests.support.accounts import sign_in, token
from tests.support.database import content as dump
from tests.support.database import rows
from tests.support.factories import fill
from tests.support.form_posts import complaints, filled, opened, read, send
from tests.support.pages import attribute, cards, content, fragment, matches, page, texts
from tests.support.undo import undo_last

PLACES = ["/edit/people/1", "/fragments/edit/people/1"]
TODAY = datetime.now(UTC).date()
PEOPLE = [
    {"name": "Kim Li", "level": "PhD", "role": "principal", "started_on": "2020"},
    {"level": "MSc", "institution": "Cape", "role": "co"},
    {"name": "Bo Ek", "ended_on": "2001"},
]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, people=PEOPLE)
    return sign_in(app)


def test_only_editors_see_edit_links(app: Flask, owner: FlaskClient) -> None:
    for address in ("/", "/edit/people"):
        tree = page(owner.get(address))
        assert attribute(tree, "#people .edit", "href") == [
            "/edit/new/person",
            "/edit/people/1",
            "/edit/people/2",
        ]
        assert attribute(tree, "#alumni .edit", "href") == ["/edit/people/3"]
        assert attribute(tree, "#people li", "id") == ["new-person", "person-1", "person-2"]
    tree = page(app.test_client().get("/"))
    assert not tree.query("#people .edit, #alumni .edit")
    assert attribute(tree, "#people li", "id") == ["", ""]


@pytest.mark.parametrize(
    ("field", "typed", "line"),
    [
        ("name", "Kim Q. Li", "Kim Q. Li"),
        ("level", "Postdoc", "Postdoc"),
        ("institution", "University of the Cape", "University of the Cape"),
        ("started_on", "2019-05", "Since 2019"),
        ("ended_on", "2999", "2020–2999"),
        ("project", "Salt & <memory>", "Salt & <memory>"),
        ("next_position", "at Harbour Ltd", "Now at Harbour Ltd"),
        ("supervisors-0-role", "co", "Co-supervisor"),
        ("supervisors-0-name", "Jan Bos", "Supervised by Jan Bos"),
    ],
)
def test_visitors_see_saved_changes(
    app: Flask, owner: FlaskClient, field: str, typed: str, line: str
) -> None:
    assert send(owner, "/edit/people/1", **{field: typed}).status_code == 303
    assert line in cards(app)[0]
    undo_last(app)
    assert cards(app)[0] == ["Kim Li", "PhD", "Principal supervisor", "Since 2020"]


def test_the_name_links_to_the_web_address(app: Flask, owner: FlaskClient) -> None:
    send(owner, "/edit/people/1", url="https://kim.example/a")
    tree = page(app.test_client().get("/"))
    assert attribute(tree, "#people li a", "href") == ["https://kim.example/a"]


@pytest.mark.parametrize("address", PLACES)
def test_supervisors_are_added_without_being_saved(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    values = opened(owner, address)
    grown = filled(owner.post(address, data={**values, "do": "supervisors.add"}), address)
    assert grown["supervisors-0-name"] == "Ada Roe"
    assert cards(app)[0] == ["Kim Li", "PhD", "Principal supervisor", "Since 2020"]
    more = {"supervisors-1-name": "Jan Bos", "supervisors-2-name": "Xi Wu"}
    more |= {"supervisors-2-role": "principal"}
    assert owner.post(address, data={**grown, **more}).status_code in {200, 303}
    assert "Principal supervisor, with Jan Bos and Xi Wu" in cards(app)[0]
    assert "Jan Bos" in attribute(page(owner.get("/edit/people/1")), "option", "value")


@pytest.mark.parametrize("address", PLACES)
def test_saving_without_changes_records_no_revision(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    with app.app_context():
        before = rows(Revision)
    assert send(owner, address).status_code == (303 if address.startswith("/edit") else 200)
    with app.app_context():
        assert rows(Revision) == before


@pytest.mark.parametrize("address", [pytest.param(PLACES[0], marks=pytest.mark.slow), PLACES[1]])
@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"name": " "}, "Enter a name or tick “Don't publish the name”."),
        ({"url": "kim"}, "The web address must begin with https:// or http://."),
        ({"ended_on": "2019"}, "The end is before the start."),
        ({"started_on": "soon"}, "Enter a date such as 2024, 2024-09 or 2024-09-30."),
        ({"level": "x" * 101}, "At most 100 characters."),
        ({"supervisors-1-name": "ada roe"}, "Supervisor 2: ada roe is listed twice."),
        (
            {f"supervisors-{n}-name": f"S {n}" for n in range(21)},
            "At most 20 supervisors; there are 21.",
        ),
    ],
)
def test_errors_are_shown_at_their_fields_and_input_is_kept(
    app: Flask, owner: FlaskClient, address: str, typed: dict[str, str], complaint: str
) -> None:
    before = cards(app)
    answer = send(owner, address, project="Salt", **typed)
    assert answer.status_code == 422
    tree = read(answer, address)
    assert complaints(tree) == [complaint]
    assert len(matches(tree, "[autofocus]")) == 1
    kept = filled(answer, address)
    assert kept["project"] == "Salt"
    assert {name: kept[name].strip() for name in typed} == {
        name: value.strip() for name, value in typed.items()
    }
    assert cards(app) == before


@pytest.mark.slow
def test_an_unpublished_name_appears_only_in_the_history(app: Flask, owner: FlaskClient) -> None:
    send(owner, "/edit/people/1", url="https://kim.example/")
    answer = send(owner, "/fragments/edit/people/1", is_unnamed="y")
    assert texts(fragment(answer), "li > p")[:3] == ["PhD", "Principal supervisor", "Since 2020"]
    assert cards(app)[0] == ["PhD", "Principal supervisor", "Since 2020", "Name not published"]
    for where in ("/", "/edit/people", "/edit/people/1", "/edit/people/2"):
        for client in (owner, app.test_client()):
            assert "Kim Li" not in client.get(where).text
            assert "kim.example" not in client.get(where).text
    with app.app_context():
        assert "Kim Li" not in str(dump())
        revision = db.session.get_one(Revision, rows(Revision))
        assert "Kim Li" in str([item.before for item in revision.items])
    undo_last(app)
    assert cards(app)[0][0] == "Kim Li"


def test_publishing_a_name_requires_the_name(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, "/edit/people/2")
    del values["is_unnamed"]
    assert owner.post("/edit/people/2", data=values).status_code == 422
    owner.post("/edit/people/2", data={**values, "name": "Xi Wu"})
    assert cards(app)[1] == ["Xi Wu", "MSc", "Cape", "Co-supervisor"]


@pytest.mark.parametrize(("days", "part"), [(-1, "alumni"), (0, "alumni"), (1, "people")])
def test_the_end_date_moves_a_person_to_the_alumni(
    app: Flask, owner: FlaskClient, days: int, part: str
) -> None:
    typed = (TODAY + timedelta(days)).isoformat()
    answer = send(owner, "/fragments/edit/people/1", ended_on=typed)
    said = content(matches(fragment(answer), ".saved")[0])
    assert ("Moved Kim Li to Alumni" in said) is (part == "alumni")
    assert "Kim Li" in [card[0] for card in cards(app, part)]


@pytest.mark.parametrize("prefix", ["", "/fragments"])
def test_move_to_alumni_sets_today_as_the_last_day(
    app: Flask, owner: FlaskClient, prefix: str
) -> None:
    people = page(owner.get("/edit/people"))
    assert attribute(people, "#people form.act", "action") == [
        "/edit/people/1/alumni",
        "/edit/people/2/alumni",
    ]
    assert attribute(people, "#alumni form.act", "action") == []
    address, data = f"{prefix}/edit/people/1/alumni", {"token": token(owner), "key": "one"}
    for _ in range(2):
        answer = owner.post(address, data=data, follow_redirects=True)
        assert "Moved Kim Li to Alumni." in texts(read(answer, address), ".saved")[0]
    with app.app_context():
        assert db.session.get_one(Supervision, 1).ended_on == TODAY
        assert rows(Revision) == 2
    assert [card[0] for card in cards(app, "alumni")] == ["Kim Li", "Bo Ek"]
    again = owner.post(address, data={**data, "key": "two"}, follow_redirects=True)
    assert (again.status_code, texts(read(again, address), ".saved")) == (200, [])
    undo_last(app)
    assert cards(app)[0] == ["Kim Li", "PhD", "Principal supervisor", "Since 2020"]


def test_a_move_to_alumni_is_said_once_where_the_card_was(app: Flask) -> None:
    fill(app, people=PEOPLE[:1])
    owner = sign_in(app)
    address = "/fragments/edit/people/1/alumni"
    tree = fragment(owner.post(address, data={"token": token(owner), "key": "one"}))
    assert [len(matches(tree, css)) for css in (".saved", ".gone .saved", "[autofocus]")] == [
        1,
        1,
        1,
    ]


def test_who_has_not_started_yet_cannot_move_to_alumni(app: Flask) -> None:
    fill(app, people=[{"name": "Kim Li", "started_on": "2999"}])
    owner = sign_in(app)
    assert attribute(page(owner.get("/edit/people")), "#people form.act", "action") == []
    data = {"token": token(owner)}
    assert owner.post("/edit/people/1/alumni", data=data).location == "/edit/people"
    with app.app_context():
        assert db.session.get_one(Supervision, 1).ended_on is None


@pytest.mark.slow
@pytest.mark.parametrize("address", PLACES)
def test_saving_over_a_newer_version_shows_the_conflict(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    values = opened(owner, address)
    send(sign_in(app, "editor@site.example"), "/edit/people/1", level="Postdoc", project="Salt")
    answer = owner.post(address, data={**values, "level": "MSc"})
    assert answer.status_code == 409
    assert texts(read(answer, address), ".conflict legend") == ["Level"]
    assert cards(app)[0][1] == "Postdoc"
    assert owner.post(address, data=filled(answer, address)).status_code in {200, 303}
    assert "Salt" in cards(app)[0]
    assert cards(app)[0][1] == "MSc"


@pytest.mark.parametrize("prefix", ["", "/fragments"])
def test_deleting_a_person_offers_undo(app: Flask, owner: FlaskClient, prefix: str) -> None:
    address = f"{prefix}/edit/people/1/deletion"
    answer = owner.post(address, data={"token": token(owner)}, follow_redirects=True)
    tree = read(answer, address)
    assert "Deleted Kim Li." in texts(tree, ".saved")[0]
    assert attribute(tree, ".saved form", "action")[0].endswith("/undo")
    assert [card[0] for card in cards(app)] == ["MSc"]
    assert owner.post(address, data={"token": token(owner)}).status_code == 404
    undo_last(app)
    assert cards(app)[0] == ["Kim Li", "PhD", "Principal supervisor", "Since 2020"]


def test_missing_records_and_wrong_methods_are_refused(app: Flask, owner: FlaskClient) -> None:
    sent = {"token": token(owner), "name": "Eve"}
    wrong_token = {"token": "wrong", "name": "Eve"}
    for prefix in ("", "/fragments"):
        for id_ in ("4", "99999999999999999999999", "x"):
            assert owner.get(f"{prefix}/edit/people/{id_}").status_code == 404
            assert owner.post(f"{prefix}/edit/people/{id_}", data=sent).status_code == 404
            assert owner.post(f"{prefix}/edit/people/{id_}/deletion", data=sent).status_code == 404
            assert owner.post(f"{prefix}/edit/people/{id_}/alumni", data=sent).status_code == 404
        assert owner.get(f"{prefix}/edit/people/1/deletion").status_code == 405
        assert owner.delete(f"{prefix}/edit/people/1").status_code == 405
        wrong = owner.post(f"{prefix}/edit/people/1/deletion", data=wrong_token)
        assert wrong.status_code == 403
    assert send(owner, "/edit/people/1", **wrong_token).status_code == 422
    assert owner.get("/fragments/edit/people/4/shown").status_code == 404
    assert owner.get("/edit/people?done=99999999999999999999").status_code == 200
    assert [card[0] for card in cards(app)] == ["Kim Li", "MSc"]


def test_cancel_leads_back_to_the_card(owner: FlaskClient) -> None:
    tree = fragment(owner.get("/fragments/edit/people/1"))
    assert attribute(tree, "[data-cancel]", "href") == ["/edit/people"]
    (back,) = attribute(tree, "[data-cancel]", "hx-get")
    assert texts(fragment(owner.get(back)), "#person-1 > p")[0] == "Kim Li"
