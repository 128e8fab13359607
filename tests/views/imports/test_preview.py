"""The entries of a preview by state, and the progress of an import."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML

from app.database import db
from app.models import ImportBatch, ImportState, now
from app.services.actor import TERMINAL
from app.services.editing import works
from app.services.editing.works import edited_work
from tests.support.accounts import sign_in
from tests.support.database import statements
from tests.support.factories import PREPRINT, fill, many, record
from tests.support.imports import imported, stage, stage_text
from tests.support.pages import attribute, fragment, matches, one, page, texts

ONE = "/edit/import/1"
BROKEN = "@article{lost,\n  author = {Ada Roe}\n  year = {2020}\n}\n"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides"], work="tides"), record(title="Salt"))
    return sign_in(app)


def preview(app: Flask, client: FlaskClient, *records: dict[str, Any]) -> JustHTML:
    stage(app, *records)
    return page(client.get(ONE))


def set_state(app: Flask, state: ImportState, **values: Any) -> None:
    """Put the import in a state that usually lasts only a moment."""
    with app.app_context():
        batch = db.session.get_one(ImportBatch, 1)
        for name, value in {"state": state, **values}.items():
            setattr(batch, name, value)
        db.session.commit()


def test_a_new_entry_shows_what_it_says(app: Flask, owner: FlaskClient) -> None:
    tree = preview(app, owner, record(title="On \\emph{kelp}", doi="10.1000/k"))
    assert texts(tree, ".entry .state, .entry h3, .entry h3 em") == ["New", "On kelp", "kelp"]
    assert texts(tree, ".entry .authors strong") == ["Ada Roe"]
    assert texts(tree, ".entry .facts") == ["Journal of Tides 2024 · Journal article · 10.1000/k"]
    assert texts(tree, ".entry .facts cite") == ["Journal of Tides"]
    assert texts(tree, ".choice .pills span") == ["Import", "Skip", "Not mine"]
    assert attribute(tree, ".choice [checked]", "value") == ["add"]
    assert texts(tree, "#import-button, #import-foot .hint") == ["Import 1 entry", "1 new work"]


def test_a_new_entry_shows_its_texts_in_other_languages(app: Flask, owner: FlaskClient) -> None:
    title, abstract = "Sur les \\emph{dunes}", "Nous pesons <b>tout</b>."
    text = f"@misc{{a, title = {{On dunes}}, title_fr = {{{title}}}, abstract_fr = {{{abstract}}}}}"
    stage_text(app, text, "dunes.bib")
    shown = page(owner.get(ONE))
    assert texts(shown, ".entry .facts")[1:] == [
        "Title (français) · Sur les dunes",
        "Abstract (français) · Nous pesons tout.",
    ]
    assert len(matches(shown, ".entry [lang=fr]")) == 2
    assert len(matches(shown, ".entry [lang=fr] em")) == 1


def test_states_are_counted_and_filter_the_entries(app: Flask, owner: FlaskClient) -> None:
    tree = preview(app, owner, record(title="On kelp"), record(title="On dunes"), record())
    assert texts(tree, "ul.pills button") == ["All 3", "New 2", "Same 1"]
    assert attribute(tree, "ul.pills button", "value") == [
        "show..1",
        "show.new.1",
        "show.same.1",
    ]
    narrowed = page(owner.get(f"{ONE}?state=same"))
    assert texts(narrowed, ".entry h3") == ["On tides"]
    assert texts(narrowed, "ul.pills [aria-current]") == ["Same 1"]
    assert texts(page(owner.get(f"{ONE}?state=none&page=x")), ".entry .state") == [
        "New",
        "New",
        "Same",
    ]


@pytest.mark.slow
def test_the_preview_has_pages_of_fifty_entries(app: Flask, owner: FlaskClient) -> None:
    tree = preview(app, owner, *many(60))
    assert len(matches(tree, ".entry")) == 50
    assert texts(tree, ".more button, .more .count") == ["Next page", "Page 1 of 2"]
    last = page(owner.get(f"{ONE}?page=99"))
    assert len(matches(last, ".entry")) == 10
    assert attribute(last, ".more button", "value") == ["show..1"]


def test_a_change_shows_each_field_and_marks_local_edits(app: Flask, owner: FlaskClient) -> None:
    theirs = record(title="On dunes", venue="Annals", citation_key="dunes")
    imported(app, theirs)
    with app.app_context():
        edited = edited_work("on-dunes", None)
        works.save(edited, {**edited.values(), "venue": "Sand"}, None, TERMINAL, None)
    stage(app, {**theirs, "venue": "Annals of Sand", "pages": "1-9"})
    tree = page(owner.get("/edit/import/2"))
    assert texts(tree, ".state") == ["Changed"]
    assert texts(tree, ".differences thead th") == ["Use", "On your site", "In the file"]
    assert texts(tree, ".differences tbody th") == ["Venue edited on your site", "Pages"]
    assert texts(tree, ".differences td") == ["Sand", "Annals of Sand", "nothing", "1-9"]
    assert attribute(tree, ".differences [checked]", "value") == ["pages"]
    assert texts(tree, ".differences ins") == ["Annals of"]


def test_another_version_names_the_work_that_it_joins(app: Flask, owner: FlaskClient) -> None:
    tree = preview(app, owner, PREPRINT)
    assert texts(tree, ".state") == ["Another version"]
    assert texts(tree, ".relation") == ["Another version of On tides · Journal of Tides, 2024"]
    assert attribute(tree, ".relation a", "href") == ["/edit/works/tides"]
    assert texts(tree, ".choice .pills span") == ["Join", "Keep separate", "Skip", "Not mine"]


def test_a_possible_duplicate_says_so_without_a_score(app: Flask, owner: FlaskClient) -> None:
    long = "Measuring the residual of spring tides along the northern cape"
    fill(app, record(title=long, work="spring"))
    tree = preview(app, owner, record(title=long.replace("northern", "southern")))
    assert texts(tree, ".state") == ["Possible duplicate"]
    (relation,) = texts(tree, ".relation")
    assert relation.startswith("Similar to ")
    assert "%" not in relation
    assert attribute(tree, ".choice [checked]", "value") == ["add"]


def test_related_entries_of_one_file_show_their_lines(app: Flask, owner: FlaskClient) -> None:
    entry = (
        "@article{{kelp{0},\n title = {{On kelp}},\n author = {{Ada Roe}},\n year = {{20{0}}}}}\n"
    )
    stage_text(app, entry.format(20) + entry.format(21), "mine.bib")
    tree = page(owner.get(ONE))
    assert texts(tree, ".kind small") == ["Line 1", "Line 5"]
    assert texts(tree, ".relation .where") == ["· line 1 of the same file"]


def test_topics_are_suggested_but_not_selected(app: Flask, owner: FlaskClient) -> None:
    tree = preview(app, owner, record(title="Tides of the north"))
    assert texts(tree, ".suggested span") == ["Tides"]
    assert attribute(tree, ".suggested [checked]", "value") == []
    known = record(title="On tides", note="New")
    stage(app, known)
    assert texts(page(owner.get("/edit/import/2")), ".suggested") == []


def test_unreadable_entries_can_be_corrected(app: Flask, owner: FlaskClient) -> None:
    stage_text(app, BROKEN, "mine.bib")
    tree = page(owner.get(ONE))
    assert texts(tree, ".state, .kind small") == ["Could not be read", "Line 1"]
    assert "title" in texts(tree, ".entry .error")[0]
    assert one(tree, ".entry textarea").to_text(strip=False).strip() == BROKEN.strip()
    assert texts(tree, ".entry button") == ["Read again"]


def test_a_profile_document_mentions_the_load_command(app: Flask, owner: FlaskClient) -> None:
    assert "flask --app wsgi load" in preview(app, owner, record()).to_text()


@pytest.mark.parametrize(
    ("state", "said", "first"),
    [
        (ImportState.READING, "Reading …", "Counting entries"),
        (ImportState.APPLYING, "Importing …", "Preparing"),
    ],
)
def test_progress_is_polled(
    app: Flask, owner: FlaskClient, state: ImportState, said: str, first: str
) -> None:
    stage(app, record(title="On kelp"))
    set_state(app, state, worker="1.x", heartbeat_at=now(), done=1500, total=3000)
    tree = page(owner.get(ONE))
    assert texts(tree, "#import-said, #import-count") == [said, "1,500 of 3,000 entries"]
    assert attribute(tree, "progress", "value") == ["1500"]
    assert one(tree, "#import-progress").attrs["hx-get"] == f"/fragments{ONE}"
    assert '<noscript><meta http-equiv="refresh"' in owner.get(ONE).text
    set_state(app, state, total=0)
    assert texts(page(owner.get(ONE)), "#import-count") == [first]
    assert texts(fragment(owner.get(f"/fragments{ONE}")), "#import-said") == [said]
    set_state(app, ImportState.READY, worker=None)
    ready = fragment(owner.get(f"/fragments{ONE}"))
    assert matches(ready, "[hx-trigger^=every]") == []
    assert texts(ready, ".entry h3") == ["On kelp"]


@pytest.mark.parametrize(
    ("state", "said", "then"),
    [
        (ImportState.STOPPED, "You stopped the import", "Read again"),
        (ImportState.FAILED, "Something went wrong", "Try again"),
    ],
)
def test_a_stopped_or_failed_import_can_be_retried(
    app: Flask, owner: FlaskClient, state: ImportState, said: str, then: str
) -> None:
    stage(app, record(title="On kelp"))
    set_state(app, state)
    tree = page(owner.get(ONE))
    assert texts(tree, "#import-over button") == [then]
    assert texts(tree, "#import-said")[0].startswith(said)
    assert attribute(tree, "#import-over form", "action") == [f"{ONE}/again"]


def test_a_missing_import_is_not_found(owner: FlaskClient) -> None:
    assert owner.get(ONE).status_code == 404
    assert "<html" not in owner.get(f"/fragments{ONE}").text


def test_statements_do_not_grow_with_entries(app: Flask, owner: FlaskClient) -> None:
    stage(app, *many(3))
    stage(app, *[{**one, "title": f"{one['title']} more"} for one in many(40)])
    sent = []
    for address in (ONE, "/edit/import/2"):
        with statements(app) as said:
            owner.get(address)
        sent.append(len(said))
    assert sent[1] <= sent[0] + 2
