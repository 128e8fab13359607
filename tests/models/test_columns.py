"""Sentences in the database: each reader gets them in their own language."""

from flask import Flask
from sqlalchemy import String, cast, func, select, update

from app.bibliography.entry import Format
from app.bibliography.messages import Message, message
from app.database import db
from app.models import (
    Action,
    Decision,
    ImportBatch,
    ImportItem,
    ImportState,
    ItemState,
    Noun,
    Revision,
    RevisionItem,
)
from app.services.actor import TERMINAL
from app.services.erasing.revisions import reword
from app.services.history import recording, timeline
from app.translations.current import in_language
from app.translations.text import translated

PAGE = message("Page %(number)s: %(what)s", number="é", what=message("Skip to content"))


def _revision(title: str) -> Revision:
    found = Revision(who="Ada", action=Action.SAVE, title=title)
    db.session.add(found)
    db.session.commit()
    db.session.expire_all()
    return found


def test_a_title_is_read_in_the_language_of_the_reader(app: Flask) -> None:
    with app.app_context():
        found = _revision(PAGE)
        assert found.title == PAGE
        with in_language("fr"):
            assert translated(found.title) == "Page é: Aller au contenu"
        assert db.session.scalar(select(Revision.title)) == PAGE
        assert db.session.scalar(select(func.min(Revision.title))) == PAGE


def test_a_title_of_an_earlier_release_is_plain_text(app: Flask) -> None:
    with app.app_context():
        _revision("x")
        title = "Deleted “Tides”"
        db.session.execute(update(Revision).values(title=title))
        found = db.session.scalars(select(Revision.title)).one()
        assert (type(found), translated(found)) == (str, title)
        assert db.session.scalar(select(cast(Revision.title, String))) == title


def test_the_titles_of_undone_changes_keep_what_they_undo(app: Flask) -> None:
    with app.app_context():
        first = _revision(message("Skip to content")).title
        undone = _revision(timeline.undo_title(first)).title
        redone = _revision(timeline.undo_title(undone)).title
        again = _revision(timeline.undo_title(redone)).title
    assert (undone, redone) == ("Undone: skip to content", "Redone: skip to content")
    assert again == undone
    assert isinstance(redone.values["change"], Message)  # type: ignore[attr-defined]
    assert timeline.undo_title("Undid: moved it") == "Redone: moved it"
    assert [timeline.undo_word(one) for one in (first, undone, redone)] == ["Undo", "Redo", "Undo"]


def test_no_erased_name_stays_in_a_title(app: Flask) -> None:
    with app.app_context():
        found = _revision(message("Page %(number)s: %(what)s", number=1, what="Uma “W” Wren"))
        reword([found.id], {"uma “w” wren"})
        db.session.commit()
        stored = db.session.execute(select(Revision.__table__.c.title.cast(String))).all()
    assert "Wren" not in str(stored)


def test_a_revision_is_written_with_the_message(app: Flask) -> None:
    current = recording.Recording(Action.SAVE, PAGE)
    with app.app_context():
        id_ = recording._insert_revision(current, TERMINAL, None)
        db.session.add(_item(id_))
        db.session.commit()
        db.session.expire_all()
        assert isinstance(db.session.get_one(Revision, id_).title, Message)


def test_problems_of_imports_are_messages_again(app: Flask) -> None:
    with app.app_context():
        batch = ImportBatch(
            who="Ada", name="x", format=Format.RIS, state=ImportState.READY, note=PAGE, changes=0
        )
        db.session.add(batch)
        db.session.flush()
        db.session.add(_entry(batch.id))
        db.session.commit()
        db.session.expire_all()
        item = db.session.scalars(select(ImportItem)).one()
        assert (batch.note, item.error, item.warnings) == (PAGE, PAGE, ["plain", PAGE])
        texts = batch.note, item.error, item.warnings[1]
        assert all(isinstance(one, Message) for one in texts)


def _item(revision_id: int) -> RevisionItem:
    return RevisionItem(
        revision_id=revision_id,
        position=0,
        noun=Noun.TOPIC,
        record_id=1,
        label="Tides",
        is_made=True,
        is_gone=False,
        before={},
        after={},
    )


def _entry(batch_id: int) -> ImportItem:
    return ImportItem(
        batch_id=batch_id,
        position=0,
        line=1,
        state=ItemState.UNREADABLE,
        decision=Decision.SKIP,
        source="",
        title="",
        error=PAGE,
        warnings=["plain", PAGE],
    )
