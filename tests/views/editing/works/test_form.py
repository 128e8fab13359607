"""The form of a work, as a page and in place."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import Noun, Publication, Revision, Venue, Work
from app.services.editing import work_fields
from app.services.history import snapshots
from tests.support.accounts import sign_in
from tests.support.database import rows
from tests.support.factories import PREPRINT, fill, record
from tests.support.form_posts import filled, opened, read, send
from tests.support.pages import attribute, one, page, texts
from tests.support.undo import undo_last

PAGE, PART = "/edit/works/on-tides", "/fragments/edit/works/on-tides"
WORK = "/publications/on-tides"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    links = [{"url": "https://code.example/tides", "kind": "code"}]
    topics = ["Tides", "Salt"]
    paper = record(abstract="We weigh tides.", month=3, topics=topics, links=links)
    fill(app, paper, PREPRINT, record(title="Salt", doi="10.1000/salt"))
    return sign_in(app)


def first_work(app: Flask) -> dict[str, Any]:
    with app.app_context():
        return snapshots.take_snapshots(Noun.WORK, [1])[1]


@pytest.mark.parametrize("address", [PAGE, PART])
def test_saving_without_changes_records_no_revision(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    with app.app_context():
        before = rows(Revision)
    assert send(owner, address).status_code == (303 if address == PAGE else 200)
    with app.app_context():
        assert rows(Revision) == before


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("title", "On \\emph{High} Tides", None),
        ("year", "1999", 1999),
        ("month", "2", 2),
        ("day", "31", 31),
        ("type", "book", None),
        ("type", "entry-encyclopedia", None),
        ("genre", "Master's thesis", None),
        ("status", "in-press", None),
        ("abstract", "We weigh $x$.\n\nTwice.", None),
        ("volume", "12", None),
        ("issue", "3", None),
        ("pages", "1--10", None),
        ("publisher", "Cape Press", None),
        ("doi", "https://doi.org/10.1000/TIDES", "10.1000/tides"),
        ("arxiv_id", "https://arxiv.org/abs/2410.08811v2", "2410.08811"),
        ("isbn", "978-3-16-148410-0", None),
        ("citation_key", "roe2024tides", None),
        ("language", "pt-BR", None),
        ("note", "With \\emph{errata}.", None),
    ],
)
def test_each_field_is_saved_and_shown_again(
    app: Flask, owner: FlaskClient, field: str, typed: str, kept: Any
) -> None:
    wanted = typed if kept is None else kept
    assert send(owner, PAGE, **{field: typed}).status_code == 303
    assert first_work(app)[f"1.{field}"] == wanted
    assert opened(owner, PAGE)[field].replace("\r\n", "\n") == str(wanted)


def test_changes_are_shown_on_the_public_page_and_in_the_list(
    app: Flask, owner: FlaskClient
) -> None:
    send(owner, PAGE, title="On \\emph{High} Tides", abstract="It is $x^2$.", volume="12")
    visitor = app.test_client()
    assert texts(page(visitor.get(WORK)), "h1 em") == ["High"]
    assert "12" in texts(page(visitor.get(WORK)), ".versions .facts")[0]
    assert texts(page(visitor.get("/")), "#work-1 h4 em") == ["High"]
    assert page(visitor.get("/?q=high")).query("#work-1")


def test_the_fragment_returns_the_entry_and_the_edit_can_be_undone(
    app: Flask, owner: FlaskClient
) -> None:
    before = first_work(app)
    tree = read(send(owner, PART, title="On Ebb"), PART)
    assert texts(tree, "article#work-1 h4") == ["On Ebb"]
    assert "Edited “On Ebb”" in texts(tree, "#work-1 .saved")[0]
    assert one(tree, "#work-1 .edit[autofocus]").attrs["hx-get"] == PART
    undo_last(app)
    assert first_work(app) == before


@pytest.mark.slow
def test_another_version_is_edited_by_its_id(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        preprint = db.session.query(Publication.id).where(Publication.position == 1).scalar()
    address = f"{PAGE}?version={preprint}"
    tree = page(owner.get(address))
    assert "arXiv 2301.00001, 2023" in texts(tree, ".hint strong")
    assert attribute(tree, "form.owners", "action") == [address]
    part = read(owner.get(f"{PART}?version={preprint}"), PART)
    assert attribute(part, "form.owners", "hx-post") == [f"{PART}?version={preprint}"]
    assert send(owner, address, note="Superseded").headers["Location"] == address
    assert first_work(app)[f"{preprint}.note"] == "Superseded"
    assert first_work(app)["1.note"] is None
    for wrong in ("99", str(2**70), "-1"):
        assert owner.get(f"{PAGE}?version={wrong}").status_code == 404
    assert owner.get(f"{PAGE}?version=x").status_code == 200


@pytest.mark.slow
def test_topics_can_be_selected_deselected_and_created(app: Flask, owner: FlaskClient) -> None:
    before = first_work(app)
    assert send(owner, PAGE, topics=["", "Salt"], new_topics="Ebb,  tides , Ebb").status_code == 303
    assert texts(page(app.test_client().get(WORK)), ".pills li") == ["Tides", "Salt", "Ebb"]
    assert send(owner, PAGE, topics=[""]).status_code == 303
    assert texts(page(app.test_client().get(WORK)), ".pills li") == []
    undo_last(app, 2)
    assert first_work(app) == before
    assert "Ebb" not in owner.get(PAGE).text


@pytest.mark.slow
def test_a_venue_can_be_edited_created_and_cleared(app: Flask, owner: FlaskClient) -> None:
    send(owner, PAGE, venue_short="JT", venue_kind="conference")
    assert texts(page(app.test_client().get("/")), ".facts b") == ["JT", "JT"]
    assert page(app.test_client().get("/?q=jt")).query("#work-2")
    # A new venue does not get the short name of the old one.
    send(owner, PAGE, venue="Annals of Salt")
    with app.app_context():
        made = db.session.query(Venue).where(Venue.name == "Annals of Salt").one()
        assert (made.short_name, made.kind.value) == (None, "journal")
    undo_last(app, 2)
    assert texts(page(app.test_client().get("/")), ".facts cite") == ["Journal of Tides"] * 2
    with app.app_context():
        assert not db.session.query(Venue).where(Venue.name == "Annals of Salt").count()
    send(owner, PAGE, venue="")
    assert texts(page(app.test_client().get("/")), "#work-1 .facts b, #work-1 .facts cite") == []


@pytest.mark.slow
def test_links_are_added_and_removed_as_rows(app: Flask, owner: FlaskClient) -> None:
    send(owner, PAGE, **{"links-1-kind": "web", "links-1-url": "https://hal.science/tides"})
    shown = texts(page(app.test_client().get("/")), "#work-1 .link")
    assert {"Code", "HAL"} <= set(shown)
    send(
        owner,
        PAGE,
        **{"links-0-url": "", "links-0-label": "", "links-1-url": "", "links-1-label": ""},
    )
    assert not {"Code", "HAL"} & set(texts(page(app.test_client().get("/")), "#work-1 .link"))


@pytest.mark.slow
def test_the_old_address_redirects_to_the_new_one(app: Flask, owner: FlaskClient) -> None:
    before = first_work(app)
    assert send(owner, PAGE, slug="on-ebb").headers["Location"] == "/edit/works/on-ebb?version=1"
    assert app.test_client().get(WORK).headers["Location"] == "/publications/on-ebb"
    for old in (PAGE, PART, f"{PART}/shown", f"{PAGE}?version=1"):
        answer = owner.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (
            301,
            old.replace("on-tides", "on-ebb"),
        )
    assert send(owner, "/edit/works/on-ebb", slug="on-tides").status_code == 303
    assert first_work(app)["former"] == ["on-ebb"]
    undo_last(app, 2)
    assert first_work(app) == before
    assert owner.get("/edit/works/nowhere").status_code == 404
    assert owner.get("/fragments/edit/works/nowhere/shown").status_code == 404
    assert owner.post("/edit/works/nowhere", data={}).status_code == 404


def test_missing_fields_keep_their_values(app: Flask, owner: FlaskClient) -> None:
    before = first_work(app)
    values = opened(owner, PAGE)
    kept = {name: values[name] for name in ("token", "key", "version", "seen")}
    assert owner.post(PAGE, data={**kept, "volume": "7"}).status_code == 303
    assert first_work(app) == before | {"1.volume": "7"}


@pytest.mark.slow
def test_either_value_of_a_conflict_can_be_chosen(app: Flask, owner: FlaskClient) -> None:
    for address, choice, title in ((PAGE, "mine", "Mine"), (PART, "theirs", "Theirs")):
        values = opened(owner, address)
        send(sign_in(app, "other@site.example"), PAGE, title="Theirs", topics=["", "Salt"])
        values.setlist("title", ["Mine"])
        answer = owner.post(address, data=values)
        assert answer.status_code == 409
        assert texts(read(answer, address), ".conflict legend")[0] == "Title"
        chosen = filled(answer, address)
        assert chosen["title"] == "Mine"
        chosen.setlist("choice-title", [choice])
        assert owner.post(address, data=chosen).status_code in {200, 303}
        assert (first_work(app)["1.title"], len(first_work(app)["topics"])) == (title, 1)
        send(owner, PAGE, title="On tides", topics=["", "Tides", "Salt"])


def test_a_repeated_submission_has_the_same_result(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, PART)
    values.setlist("title", ["On Ebb"])
    answers = [owner.post(PART, data=values) for _ in range(2)]
    assert all("Edited “On Ebb”" in answer.text for answer in answers)


@pytest.mark.slow
def test_drafts_are_visible_only_to_editors(app: Flask, owner: FlaskClient) -> None:
    tree = read(send(owner, PART, do="draft"), PART)
    assert texts(tree, "#work-1 .draft") == ["Draft"]
    assert app.test_client().get(WORK).status_code == 404
    assert not page(app.test_client().get("/")).query("#work-1")
    tree = page(owner.get(PAGE))
    assert texts(tree, ".actions button") == ["Save", "Publish"]
    # Pressing Enter or Save keeps it a draft.
    send(owner, PAGE, volume="3")
    assert first_work(app)["state"] == "draft"
    assert send(owner, PAGE, do="publish").status_code == 303
    assert app.test_client().get(WORK).status_code == 200
    with app.app_context():
        titles = [title for (title,) in db.session.query(Revision.title)]
    assert titles[1:] == [
        "Hid “On tides” from visitors",
        "Edited “On tides”",
        "Published “On tides”",
    ]


def test_saving_updates_the_list_date_of_the_work(app: Flask, owner: FlaskClient) -> None:
    send(owner, PAGE, year="2001", month="", day="")
    with app.app_context():
        assert db.session.get_one(Work, 1).listed_on == 20010000


@pytest.mark.parametrize("address", [PAGE, PART])
def test_a_save_reads_the_current_values_once(
    owner: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    form, read_values, seen = opened(owner, address), work_fields.version_values, list[int]()

    def counted(publication: Publication) -> work_fields.Values:
        seen.append(publication.id)
        return read_values(publication)

    monkeypatch.setattr(work_fields, "version_values", counted)
    form["volume"] = "77"
    assert owner.post(address, data=form).status_code == (303 if address == PAGE else 200)
    assert seen == [1]
