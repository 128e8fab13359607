"""A preview is accurate: what its button does, why a field is not selected, what exists."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.models import Decision, ImportState
from app.services.importing import batches, worker
from tests.support.accounts import sign_in, token
from tests.support.factories import PREPRINT, fill, record
from tests.support.imports import applied, choose, entries, seen, stage, stage_text
from tests.support.pages import attribute, fragment, matches, page, texts

ONE = "/edit/import/1"
KELP = record(title="On kelp", type="article", year=2020)
FOOT = "#import-foot button, #import-foot .hint, #import-foot [role=status]:not(.hint)"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides"], work="tides", pages="1–9"))
    return sign_in(app)


def footer(client: FlaskClient) -> list[str]:
    """Return the texts of the footer that a browser with JavaScript shows."""
    return [one for one in texts(page(client.get(ONE)), FOOT) if not one.startswith("Save")]


def test_skipping_an_entry_updates_those_that_join_it_at_once(
    app: Flask, owner: FlaskClient
) -> None:
    stage(app, KELP, {**KELP, "type": "article-journal"})
    sent = {"token": token(owner), "entry-0-decision": "skip"}
    answer = fragment(owner.post(f"/fragments{ONE}/entries/0?state=version", data=sent))
    assert texts(answer, "#import-foot .hint") == ["1 new work"]
    (said,) = texts(answer, "hx-partial")
    assert said.endswith("is skipped: this becomes a separate work.")
    tree = page(owner.get(ONE))
    assert texts(tree, "#entry-1-instead:not([hidden])") == [said]
    assert attribute(tree, "li.entry", "hx-post")[0] == f"/fragments{ONE}/entries/0"
    applied(app, 1)
    assert texts(page(owner.get(ONE)), ".decided")[1].startswith("Imported")


def test_without_a_selection_no_change_is_announced(app: Flask, owner: FlaskClient) -> None:
    stage(app, record(pages="2–10"))
    assert footer(owner)[0] == "Mark as imported"
    tree = page(owner.get(ONE))
    assert texts(tree, ".differences th small") == ["other source: yours is kept"]
    applied(app, 1)
    assert texts(page(owner.get(ONE)), ".decided")[0].startswith("Unchanged")
    assert seen(app, stage(app, record(pages="2–10"))).counts["same"] == 1


def test_author_differences_are_shown_by_name(app: Flask, owner: FlaskClient) -> None:
    stage(app, record(authors=["Ada Roe", "Bo Ek", "Kim Li"]))
    tree = page(owner.get(ONE))
    assert texts(tree, ".differences td") == ["Ada Roe, Kim Li", "Ada Roe, Bo Ek, Kim Li"]
    assert texts(tree, ".differences ins, .differences del") == ["Bo Ek,"]


def test_a_repeated_entry_is_compared_with_the_first_in_the_file(
    app: Flask, owner: FlaskClient
) -> None:
    both = record(type="chapter", venue="Seas"), record(type="chapter", venue="Seas", volume="3")
    stage(app, *both)
    tree = page(owner.get(f"{ONE}?state=changed"))
    (said,) = texts(tree, ".relation")
    assert said.startswith("Also in this file: “On tides” · line ")
    heads = texts(tree, ".differences thead th")
    assert heads[0] == "Use"
    assert all(head.startswith("Line ") for head in heads[1:])
    choose(app, 1, 1, Decision.SKIP, "volume")
    applied(app, 1)
    assert entries(app, 1)[1].decision is Decision.SKIP


def test_a_file_without_new_entries_offers_only_removal(app: Flask, owner: FlaskClient) -> None:
    stage(app, record(pages="1–9"))
    tree = page(owner.get(ONE))
    assert texts(tree, "fieldset.acts button") == []
    assert footer(owner) == [
        "Your site already has every entry. There is nothing to import.",
        "Remove this import",
    ]
    assert attribute(tree, "#import-foot [formaction]", "formaction") == [f"{ONE}/deletion"]
    assert texts(page(owner.get("/edit/import")), ".outcome") == ["Already on your site"]
    owner.post(ONE, data={"token": token(owner), "do": "import"})
    assert seen(app, 1).state is ImportState.READY


def test_the_reason_for_nothing_to_import_is_shown(app: Flask, owner: FlaskClient) -> None:
    lost = "@article{lost,\n author = {Ada Roe}}\n"
    stage_text(app, f"@book{{kelp, title = {{On kelp}}}}\n{lost}", "mine.bib")
    choose(app, 1, 0, Decision.SKIP)
    assert footer(owner) == ["No entry is selected."]
    choose(app, 1, 0, Decision.ADD)
    applied(app, 1)
    stage_text(app, f"@book{{kelp, title = {{On kelp}}}}\n{lost}", "mine.bib")
    said = texts(page(owner.get("/edit/import/2")), "#import-foot .hint")
    assert said == ["Your site already has all entries that could be read."]


def test_topic_buttons_appear_and_apply_only_where_topics_are_suggested(
    app: Flask, owner: FlaskClient
) -> None:
    stage(app, record(title="Tides of spring"), {**PREPRINT, "arxiv_id": None}, KELP)
    labels = texts(page(owner.get(ONE)), "fieldset.acts button")
    assert labels[-2:] == ["Use all suggested topics", "Ignore suggested topics"]
    version = page(owner.get(f"{ONE}?state=version"))
    assert not any("topics" in label for label in texts(version, "fieldset.acts button"))
    sent = {"token": token(owner), "do": "topics.all.version"}
    owner.post(ONE, data=sent)
    assert [entry.topics for entry in entries(app, 1)] == [[], [], []]
    owner.post(ONE, data={**sent, "do": "topics.all.new"})
    assert entries(app, 1)[0].topics == ["Tides"]


def test_skipping_all_clears_the_changes_of_existing_works(app: Flask, owner: FlaskClient) -> None:
    fill(app, record(title="Tides of spring"))
    stage(app, record(title="Tides of spring"), KELP)
    press = {"token": token(owner), "do": "topics.all."}
    owner.post(ONE, data=press)
    assert seen(app, 1).chosen == 2
    owner.post(ONE, data={**press, "do": "all.skip."})
    owner.post(ONE, data={**press, "do": "save"})
    assert (seen(app, 1).chosen, entries(app, 1)[0].topics) == (0, [])


def test_an_unreadable_entry_shows_its_line_once(app: Flask, owner: FlaskClient) -> None:
    stage_text(app, "\n\n@article{,\n  title = \n}\n@misc{keyed, year = 2000}\n", "mine.bib")
    tree = page(owner.get(ONE))
    assert texts(tree, ".entry h3") == ["@article{,", "keyed"]
    assert texts(tree, ".kind small") == ["Line 3", "Line 6"]
    assert texts(tree, ".entry .error") == [
        "line 5: “title” has no value",
        "the entry has no title",
    ]
    typed = {"token": token(owner), "do": "mend.0", "entry-0-source": "@book{a,\ntitle = \n}"}
    answer = page(owner.post(ONE, data=typed))
    assert texts(answer, ".error[role=alert]") == ["line 3 of this text: “title” has no value"]


def test_progress_counts_only_imported_entries(app: Flask, owner: FlaskClient) -> None:
    stage(app, KELP, record(title="On salt"), record(title="On sand"))
    for position in (0, 1):
        choose(app, 1, position, Decision.SKIP)
    told = []
    with app.app_context():
        batches.request_apply(1)
        worker.run(1, lambda done, total: told.append((done, total)))
    assert told == [(0, 1), (1, 1)]
    assert seen(app, 1).entries == 3
    assert matches(page(owner.get(ONE)), "#import-progress") == []
