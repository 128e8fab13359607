"""Undo and redo restore exactly the previous state, whatever the change."""

import pytest
from flask import Flask

from app.database import db
from app.models import Noun, Revision
from app.services.history import timeline, undo
from tests.support import edits
from tests.support.database import content, statements
from tests.support.edits import USING, Change, W, done, undone
from tests.support.factories import fill, many
from tests.support.imports import imported
from tests.support.undo import undo_last


@pytest.fixture
def site(app: Flask) -> Flask:
    edits.fill_site(app)
    return app


CHANGES = [
    (edits.retitle, (W,)),
    (edits.delete_work, (W,)),
    (edits.join, (W, (Noun.WORK, 2))),
    (edits.swap_topics, edits.TOPICS),
    (edits.delete_topic, USING),
    (edits.rename_venue, ((Noun.VENUE, 1),)),
    (edits.delete_person, ((Noun.PERSON, 2), (Noun.SUPERVISION, 1))),
    (edits.new_topic_and_work, ()),
    (edits.new_owner, ((Noun.PROFILE, 1),)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("change", "watched"), CHANGES)
def test_undo_and_redo_restore_the_exact_content(
    site: Flask, change: Change, watched: tuple[tuple[Noun, int], ...]
) -> None:
    with site.app_context():
        before = content()
        revision = done(change, *watched)
        after = content()
        assert after != before
        first = undone(revision.id)
        assert first
        assert content() == before
        second = undone(first)
        assert second
        assert content() == after
        third = undone(second)
        assert content() == before
        titles = [db.session.get_one(Revision, id_ or 0).title for id_ in (first, second, third)]
        assert titles == ["Undone: changed it", "Redone: changed it", "Undone: changed it"]


def test_an_undo_in_effect_is_not_repeated(site: Flask) -> None:
    with site.app_context():
        revision = done(edits.retitle, W).id
        first = undone(revision)
        after = content()
        assert undone(revision) == first
        assert content() == after
        assert undo.effective_undos([revision]) == {revision: first}
        second = undone(first or 0)
        assert undo.effective_undos([revision, first or 0]) == {first: second}
        assert undone(revision) not in {None, first}


@pytest.mark.parametrize(
    ("title", "word", "undone"),
    [
        ("Edited “X”", "Undo", "Undone: edited “X”"),
        ("Undone: edited “X”", "Redo", "Redone: edited “X”"),
        ("Redone: edited “X”", "Undo", "Undone: edited “X”"),
        ("Undid: Edited “X”", "Redo", "Redone: edited “X”"),
        ("Redid: Edited “X”", "Undo", "Undone: edited “X”"),
    ],
)
def test_titles_of_undo_revisions_including_the_older_wording(
    title: str, word: str, undone: str
) -> None:
    assert timeline.undo_word(title) == word
    assert timeline.undo_title(title) == undone


@pytest.mark.slow
def test_undo_and_redo_statements_do_not_grow_with_the_works(app: Flask) -> None:
    fill(app)
    sent = []
    for number in (10, 400):
        imported(app, *({**one, "title": f"{one['title']} of {number}"} for one in many(number)))
        for _ in ("undo", "redo"):
            with statements(app) as said:
                undo_last(app)
            sent.append(len(said))
    assert abs(sent[0] - sent[2]) <= 20
    assert abs(sent[1] - sent[3]) <= 20
