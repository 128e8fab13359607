"""Files follow their versions: through joins and splits, undo, the trash, imports and erasure."""

import hashlib

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Noun, PdfContent, Publication, PublicationFile, Revision, Work
from app.services.actor import TERMINAL
from app.services.consistency import check
from app.services.editing import merging, splitting, versions, works
from app.services.erasing import erase
from app.services.history import pages, undo
from tests.support.database import rows
from tests.support.factories import PREPRINT, fill, record
from tests.support.imports import applied, stage_text
from tests.support.pdf_files import attach, pdf


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, record(title="On tides"), record(title="Salt", year=2011))
    return app


def names() -> dict[str, list[str]]:
    """Return the names of the files of each work; needs an application context."""
    db.session.rollback()
    found = {
        work.slug: [file.name for one in work.publications for file in one.files]
        for work in db.session.scalars(select(Work).order_by(Work.id))
    }
    db.session.rollback()
    return found


def last_revision() -> Revision:
    return db.session.scalars(select(Revision).order_by(Revision.id.desc())).first() or Revision()


def faults() -> list[str]:
    return [fault.message for fault in check.check_site()]


def test_joined_works_keep_names_apart_and_a_split_gives_them_back(site: Flask) -> None:
    attach(site, "paper", "talk")
    attach(site, "paper", "appendix", slug="salt")
    with site.app_context():
        moved = db.session.scalars(
            select(Publication.id).join(Work).where(Work.slug == "salt")
        ).one()
        merging.join("on-tides", "salt", TERMINAL, None)
        assert names() == {"on-tides": ["paper", "talk", "paper-2", "appendix"]}
        assert faults() == []
        splitting.split("on-tides", moved, TERMINAL, None)
        assert names() == {"on-tides": ["paper", "talk"], "salt": ["paper", "appendix"]}


def test_names_given_after_a_join_stay(site: Flask) -> None:
    attach(site, "paper")
    attach(site, "paper", slug="salt")
    with site.app_context():
        merging.join("on-tides", "salt", TERMINAL, None)
        moved = db.session.scalars(select(PublicationFile).where(PublicationFile.name == "paper-2"))
        edited = works.edited_work("on-tides", moved.one().publication_id)
        renamed = [{**edited.values()["files"][0], "name": "crystals"}]
        works.save(edited, {**edited.values(), "files": renamed}, None, TERMINAL, None)
        splitting.split("on-tides", edited.publication.id, TERMINAL, None)
        assert names() == {"on-tides": ["paper"], "salt": ["crystals"]}


@pytest.mark.parametrize("change", ["delete", "attach", "remove version"])
def test_undo_and_redo_restore_files(app: Flask, change: str) -> None:
    fill(app, record(title="On tides"), PREPRINT)
    attach(app, "paper", version=2)
    with app.app_context():
        before = names()
        if change == "delete":
            works.delete("on-tides", TERMINAL, None)
        elif change == "remove version":
            versions.remove("on-tides", 2, TERMINAL, None)
        else:
            attach(app, "talk")
        changed = last_revision()
        after = names()
        undo.undo(changed, TERMINAL)
        assert names() == before
        undo.undo(last_revision(), TERMINAL)
        assert names() == after
        assert faults() == []


def test_an_earlier_state_has_the_files_of_its_time(site: Flask) -> None:
    attach(site, "paper")
    attach(site, "talk")
    with site.app_context():
        first, second = db.session.scalars(select(Revision).order_by(Revision.id)).all()[-2:]
        undo.restore((Noun.WORK, 1), first, TERMINAL)
        assert names()["on-tides"] == ["paper"]
        undo.restore((Noun.WORK, 1), first, TERMINAL, before=True)
        assert names()["on-tides"] == []
        undo.restore((Noun.WORK, 1), second, TERMINAL)
        assert names()["on-tides"] == ["paper", "talk"]


def test_a_work_of_before_there_were_files_can_still_be_undone(site: Flask) -> None:
    with site.app_context():
        added = works.add({**works.blank_values(), "title": "Waves"}, None, TERMINAL, None)
        undo.undo(db.session.get_one(Revision, added), TERMINAL)
        assert list(names()) == ["on-tides", "salt"]


def test_the_history_says_what_was_attached(site: Flask) -> None:
    attach(site, "paper", content=pdf("A"))
    with site.app_context():
        edited = works.edited_work("on-tides", None)
        removed = {**edited.values(), "files": []}
        works.save(edited, removed, None, TERMINAL, None)
    attach(site, "paper", content=pdf("B"))
    with site.app_context():
        shown = pages.revision_entry(last_revision().id, 0)
        assert shown
        (change,) = [line for one in shown.changes for line in one.lines]
        assert change.label == "PDF files"
        assert [(piece.kind, piece.text) for piece in change.pieces] == [("ins", "paper.pdf")]
        assert last_revision().title == "Attached paper.pdf to “On tides”"


def test_content_is_deleted_with_the_last_that_refers_to_it(site: Flask) -> None:
    shared = pdf("Shared")
    attach(site, "paper", content=shared)
    attach(site, "paper", slug="salt", content=shared)
    attach(site, "talk", slug="salt")
    with site.app_context():
        assert rows(PdfContent) == 2
        salt = db.session.scalars(select(Work.id).where(Work.slug == "salt")).one()
        works.delete("salt", TERMINAL, None)
        assert faults() == []
        erase.erase([(Noun.WORK, salt)], TERMINAL, None)
        assert db.session.scalars(select(PdfContent.content)).all() == [shared]
        assert faults() == []


def test_a_check_finds_lost_and_changed_content(site: Flask) -> None:
    attach(site, "paper")
    with site.app_context():
        stored = db.session.scalars(select(PdfContent)).one()
        stored.content = b"%PDF-"
        unused = hashlib.sha256(b"x").hexdigest()
        db.session.add(PdfContent(hash=unused, size=1, pages=1, first_page="", content=b"x"))
        db.session.commit()
        found = check.check_site()
        assert [fault.message for fault in found] == [
            f"Nothing uses the PDF {unused[:12]}…",
            f"The PDF {stored.hash[:12]}… has another content than was stored",
        ]
        check.fix_faults(found)
        assert rows(PdfContent) == 1


def test_a_check_finds_two_files_at_one_address(app: Flask) -> None:
    fill(app, record(title="On tides"), PREPRINT)
    attach(app, "paper")
    with app.app_context():
        digest = db.session.scalars(select(PdfContent.hash)).one()
        db.session.add(PublicationFile(publication_id=2, position=0, name="paper", hash=digest))
        db.session.commit()
        assert "Two PDFs of on-tides are named paper.pdf: rename one" in faults()


def test_importing_the_same_entry_again_keeps_the_files(site: Flask) -> None:
    attach(site, "paper")
    link = "http://localhost/publications/on-tides/paper.pdf"
    entry = f"""@article{{roe, title={{On tides}}, author={{Roe, Ada and Li, Kim}}, year=2024,
        journal={{Journal of Tides}}, volume=7, url={{{link}}}}}"""
    applied(site, stage_text(site, entry, "mine.bib"))
    with site.app_context():
        assert names()["on-tides"] == ["paper"]
        edited = works.edited_work("on-tides", None)
        assert edited.publication.volume == "7"
        assert [one.url for one in edited.publication.links] == []
