"""What is wrong with an imported entry, in the language of whoever imports it."""

from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import ImportItem
from app.services.actor import TERMINAL
from app.services.importing import batches, wording, worker
from app.translations.current import in_language
from app.translations.text import translated

BROKEN = (
    "@article{a, title = {On tides}, year = 2020 author = {Roe, Ada}}\n\n@article{b, year = 2020}\n"
)


def test_problems_and_warnings_are_said_in_the_language_of_the_editor(app: Flask) -> None:
    with app.app_context():
        worker.run(batches.create_batch("mine.bib", BROKEN.encode(), TERMINAL))
        db.session.expire_all()
        read, unread = db.session.scalars(select(ImportItem).order_by(ImportItem.position))
        english = wording.error(unread), [translated(one) for one in read.warnings]
        with in_language("fr"):
            french = wording.error(unread), [translated(one) for one in read.warnings]
    assert english == (
        "the entry has no title",
        ["line 1: a comma is missing before “author”"],
    )
    assert french == (
        "l’entrée n’a pas de titre",
        ["ligne 1\u00a0: il manque une virgule avant «\u202fauthor\u202f»"],
    )


def test_lines_of_a_corrected_text_are_named_as_its_own(app: Flask) -> None:
    with app.app_context():
        worker.run(batches.create_batch("mine.bib", BROKEN.encode(), TERMINAL))
        error = db.session.scalars(select(ImportItem.error).where(ImportItem.position == 1)).one()
        assert wording.repair_error(error or "") == "line 3 of this text: the entry has no title"
        assert wording.repair_error("This is too long.") == "This is too long."
        with in_language("fr"):
            said = wording.repair_error(error or "")
    assert said == "ligne 3 de ce texte\u00a0: l’entrée n’a pas de titre"
