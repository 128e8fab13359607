"""Choices in a preview, and applying, undoing, stopping and deleting an import."""

from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.database import db
from app.models import Decision, ImportBatch, ImportItem, ImportState, Revision, Work
from app.services.importing import batches, review_entries
from tests.support.accounts import sign_in, token
from tests.support.database import content
from tests.support.factories import PREPRINT, fill, record
from tests.support.imports import applied, entries, seen, stage, stage_text
from tests.support.pages import attribute, fragment, matches, one, page, texts

ONE = "/edit/import/1"
KELP, DUNES = record(title="On kelp"), record(title="On dunes of the tides")
MENDED = "@article{lost,\n  title = {Found},\n  author = {Ada Roe}\n}\n"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides"], work="tides"))
    return sign_in(app)


def press(client: FlaskClient, do: str, where: str = ONE, **fields: Any) -> TestResponse:
    chosen = {f"entry-{name.replace('_', '-')}": value for name, value in fields.items()}
    return client.post(where, data={"token": token(client), "do": do, **chosen})


def button(client: FlaskClient, path: str) -> TestResponse:
    return client.post(f"{ONE}/{path}", data={"token": token(client)})


def decisions(app: Flask) -> list[Decision]:
    return [entry.decision for entry in entries(app, 1)]


def works(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(db.select(Work.slug)))


@pytest.mark.parametrize("do", ["save", "show.new.1", "topics.none", "all.skip.version", "", "x.y"])
def test_every_button_saves_the_choices(app: Flask, owner: FlaskClient, do: str) -> None:
    stage(app, KELP, DUNES)
    answer = press(owner, do, **{"1_decision": "skip"})
    assert answer.status_code == 303
    assert decisions(app) == [Decision.ADD, Decision.SKIP]


@pytest.mark.parametrize(
    ("do", "pages_made"), [("save", 0), ("show.new.1", 0), ("all.skip.new", 0), ("mend.2", 1)]
)
def test_a_button_builds_only_the_pages_it_shows(
    app: Flask, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch, do: str, pages_made: int
) -> None:
    stage_text(app, "@misc{a, title = {A}}\n@misc{b, title = {B}}\n@misc{c, title = }", "a.bib")
    made: list[int | None] = []
    entries_of = review_entries.review_entries

    def counted(
        items: Sequence[ImportItem], revision_id: int | None
    ) -> list[review_entries.ReviewEntry]:
        made.append(revision_id)
        return entries_of(items, revision_id)

    monkeypatch.setattr(review_entries, "review_entries", counted)
    assert press(owner, do).status_code == (422 if pages_made else 303)
    assert len(made) == pages_made


def test_navigation_buttons_redirect_to_their_entries(app: Flask, owner: FlaskClient) -> None:
    stage(app, KELP)
    answer = press(owner, "show.new.2")
    assert answer.headers["Location"] == f"{ONE}?state=new&page=2#show-new"
    answer = press(owner, "show.new.2", f"{ONE}?state=new")
    assert answer.headers["Location"].endswith("#entries")


def test_invalid_choices_are_ignored(app: Flask, owner: FlaskClient) -> None:
    stage(app, KELP)
    press(owner, "save", **{"0_decision": "join", "0_fields": "title", "7_decision": "skip"})
    press(owner, "save", **{"0_decision": "burn"})
    assert decisions(app) == [Decision.ADD]


def test_a_choice_is_saved_immediately_and_updates_the_summary(
    app: Flask, owner: FlaskClient
) -> None:
    stage(app, KELP, DUNES)
    sent = {"token": token(owner), "entry-1-decision": "skip", "entry-0-decision": "skip"}
    answer = owner.post(f"/fragments{ONE}/entries/1", data=sent)
    foot = fragment(answer)
    assert texts(foot, "#import-button, .hint") == ["Import 1 entry", "1 new work"]
    assert decisions(app) == [Decision.ADD, Decision.SKIP]


@pytest.mark.parametrize("state", [ImportState.APPLYING, ImportState.APPLIED])
def test_a_choice_after_the_import_started_is_ignored(
    app: Flask, owner: FlaskClient, state: ImportState
) -> None:
    stage(app, KELP)
    with app.app_context():
        db.session.get_one(ImportBatch, 1).state = state
        db.session.commit()
    sent = {"token": token(owner), "entry-0-decision": "skip"}
    assert owner.post(f"/fragments{ONE}/entries/0", data=sent).status_code == 204
    assert decisions(app) == [Decision.ADD]


def test_all_entries_of_a_state_can_be_set_at_once(app: Flask, owner: FlaskClient) -> None:
    stage(app, KELP, DUNES, PREPRINT)
    press(owner, "all.skip.")
    assert decisions(app) == [Decision.SKIP] * 3
    press(owner, "all.add.new")
    assert decisions(app) == [Decision.ADD, Decision.ADD, Decision.SKIP]
    tree = page(owner.get(f"{ONE}?state=version"))
    assert attribute(tree, "fieldset.acts button", "value")[:3] == [
        "all.join.version",
        "all.add.version",
        "all.skip.version",
    ]


def test_suggested_topics_can_be_accepted_together_or_individually(
    app: Flask, owner: FlaskClient
) -> None:
    stage(app, DUNES, record(title="On tides"), record(title="On tides of the moon"))
    press(owner, "topics.all")
    assert [entry.topics for entry in entries(app, 1)] == [["Tides"], [], ["Tides"]]
    press(owner, "topics.none")
    both: dict[str, Any] = {"0_decision": "add", "0_topics": ["Tides", "None such"]}
    press(owner, "save", **both)
    assert [entry.topics for entry in entries(app, 1)] == [["Tides"], [], []]


def test_an_existing_work_is_changed_only_where_selected(app: Flask, owner: FlaskClient) -> None:
    fill(app, DUNES)
    stage(app, DUNES)
    tree = page(owner.get(ONE))
    assert attribute(tree, "[name=entry-0-decision]", "type") == ["hidden"]
    press(owner, "save", **{"0_decision": "join", "0_topics": "Tides"})
    assert decisions(app) == [Decision.JOIN]
    press(owner, "save", **{"0_decision": "join"})
    assert decisions(app) == [Decision.SKIP]


def test_a_repeated_import_writes_the_choices_once(app: Flask, owner: FlaskClient) -> None:
    stage(app, KELP, DUNES, PREPRINT)
    answers = [press(owner, "import", **{"1_decision": "skip"}) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {ONE}
    assert works(app) == ["on-kelp", "tides"]
    tree = page(owner.get(ONE))
    said = "Imported 1 work and 1 version from mine.json"
    assert texts(tree, ".saved span") == [f"{said}."]
    assert texts(tree, ".decided") == [
        "Imported · Edit the work",
        "Skipped",
        "Joined · Edit the work",
    ]
    assert attribute(tree, ".decided a", "href") == ["/edit/works/on-kelp", "/edit/works/tides"]
    assert matches(tree, "#import-form button, #import-form input") == []


def test_an_import_can_be_undone_and_redone_from_its_page(app: Flask, owner: FlaskClient) -> None:
    summary = applied(app, stage(app, KELP))
    undo = f"/edit/history/{summary.revision}/undo"
    assert attribute(page(owner.get(ONE)), ".saved form", "action") == [undo]
    answer = owner.post(undo, data={"token": token(owner), "next": ONE})
    assert works(app) == ["tides"]
    tree = page(owner.get(answer.headers["Location"]))
    assert texts(tree, ".saved span") == ["Undone: Imported 1 work from mine.json."]
    owner.post(one(tree, ".saved form").attrs["action"] or "", data={"token": token(owner)})
    assert works(app) == ["on-kelp", "tides"]


def test_choices_cannot_be_changed_after_importing(app: Flask, owner: FlaskClient) -> None:
    applied(app, stage(app, KELP))
    with app.app_context():
        before = content()
    for do in ("save", "all.skip.", "topics.all", "import", "mend.0"):
        press(owner, do, **{"0_decision": "skip", "0_source": MENDED})
    assert decisions(app) == [Decision.ADD]
    with app.app_context():
        assert content() == before


def test_a_stopped_import_can_be_read_again(app: Flask, owner: FlaskClient) -> None:
    stage(app, KELP)
    with app.app_context():
        db.session.get_one(ImportBatch, 1).state = ImportState.READING
        db.session.commit()
    assert button(owner, "stop").headers["Location"] == ONE
    assert seen(app, 1).state is ImportState.STOPPED
    assert button(owner, "again").headers["Location"] == ONE
    assert (seen(app, 1).state, seen(app, 1).counts["new"]) == (ImportState.READY, 1)


def test_deleting_an_import_twice_keeps_its_works(app: Flask, owner: FlaskClient) -> None:
    applied(app, stage(app, KELP))
    for place in ("/edit/import?done=3", "/edit/import"):
        assert button(owner, "deletion").headers["Location"] == place
    assert owner.get(ONE).status_code == 404
    assert works(app) == ["on-kelp", "tides"]


@pytest.mark.parametrize("path", ["", "/stop", "/again", "/deletion"])
def test_a_wrong_token_does_nothing(app: Flask, owner: FlaskClient, path: str) -> None:
    stage(app, KELP)
    sent = {"token": "another", "do": "import", "entry-0-decision": "skip"}
    assert owner.post(f"{ONE}{path}", data=sent).status_code == 403
    assert (seen(app, 1).state, decisions(app)) == (ImportState.READY, [Decision.ADD])


def test_a_changed_site_returns_to_the_preview(app: Flask, owner: FlaskClient) -> None:
    stage(app, PREPRINT)
    owner.post("/edit/works/tides/deletion", data={"token": token(owner)})
    press(owner, "import")
    tree = page(owner.get(ONE))
    assert texts(tree, "#import-note")[0].startswith("The site has changed")
    assert texts(tree, ".entry .state") == ["Declined before"]


def test_removing_an_import_from_the_list_can_be_undone(app: Flask, owner: FlaskClient) -> None:
    stage(app, KELP, DUNES)
    press(owner, "save", **{"1_decision": "skip"})
    tree = page(owner.get(button(owner, "deletion").headers["Location"]))
    assert texts(tree, ".saved span") == ["Removed an import from the list."]
    assert texts(tree, "#earlier") == []
    for path in ("", "/fragments"):
        assert owner.get(f"{path}{ONE}").status_code == 404
    undo = attribute(tree, ".saved form", "action")[0]
    answer = owner.post(undo, data={"token": token(owner), "next": "/edit/import"})
    tree = page(owner.get(answer.headers["Location"]))
    assert texts(tree, "#earlier li a") == ["mine.json"]
    assert decisions(app) == [Decision.ADD, Decision.SKIP]
    assert owner.get(ONE).status_code == 200
    redo = attribute(tree, ".saved form", "action")[0]
    owner.post(redo, data={"token": token(owner), "next": "/edit/import"})
    assert owner.get(ONE).status_code == 404


def test_a_removed_import_is_deleted_after_a_month(app: Flask, owner: FlaskClient) -> None:
    stage(app, KELP)
    stage(app, DUNES)
    button(owner, "deletion")
    with app.app_context():
        removal = db.session.scalars(db.select(Revision).order_by(Revision.id.desc())).first()
        assert removal is not None
        removal.made_at -= batches.RESTORABLE
        db.session.commit()
        batches.delete_removed()
        assert list(db.session.scalars(db.select(ImportBatch.id))) == [2]
    answer = owner.post("/edit/history/2/undo", data={"token": token(owner)})
    assert answer.status_code == 409
    assert "can no longer be restored" in answer.text
