"""What a backup carries, on either database: files, sections, pictures and accounts too."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from app.database import db
from app.models import AccountSession, PdfContent, Section, Topic
from app.services import cache
from app.services.accounts import sessions
from app.services.backup import create, restore, staging
from app.services.backup.restore import Restored
from app.services.loading import document
from tests.support.accounts import make_owner
from tests.support.database import everything
from tests.support.factories import profile_document, record
from tests.support.pages import attribute, one, page
from tests.support.pdf_files import attach, pdf
from tests.support.pictures import picture
from tests.support.sections import SECTIONS, shown

TRICKY = "Back\\slashes, a tab\tand \\N, “quotes” and 🌊"


@pytest.fixture
def site(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    tides = record(topics=["Tides"], abstract=TRICKY, work="on-tides")
    with app.app_context():
        document.load_document(profile_document(tides, sections=SECTIONS), portrait=picture())
    attach(app, "paper")
    make_owner(app)
    return app


@pytest.fixture
def made(site: Flask, tmp_path: Path) -> Path:
    """A backup of the site."""
    with site.app_context():
        return create.make_backup(tmp_path / "mine.zip").file


def restored(app: Flask, file: Path) -> Restored:
    with app.app_context(), staging.staged(file) as staged:
        assert (staged.works, staged.people, staged.was_upgraded) == (1, 1, False)
        db.session.remove()
        return restore.replace_site(staged)


def empty(app: Flask) -> None:
    """Delete the PDF, the sections and the portrait, and rename a topic."""
    with app.app_context():
        for statement in ("publication_file", "pdf_content", "section_entry", "section", "image"):
            db.session.execute(delete(db.metadata.tables[statement]))
        db.session.execute(update(Topic).values(name="Dunes"))
        cache.commit()


def test_a_backup_brings_every_row_of_every_table_back(site: Flask, made: Path) -> None:
    with site.app_context():
        before = everything()
    assert all(before[name] for name in ("pdf_content", "section_entry", "image", "account"))
    empty(site)
    result = restored(site, made)
    with site.app_context():
        assert everything() == before
        empty(site)
        changed = everything()
    assert changed != before
    assert result.aside
    assert result.aside.name.startswith("before-restore-")
    with site.app_context():
        assert not [name for name in made.parent.iterdir() if name.name.startswith(".")]


def test_visitors_get_the_files_sections_and_portrait_of_a_backup(
    site: Flask, made: Path, client: FlaskClient
) -> None:
    before = shown(client)
    (portrait, *_) = attribute(page(client.get("/")), "img.portrait", "src")
    empty(site)
    assert (shown(client), client.get(portrait).status_code) == ({}, 404)
    restored(site, made)
    assert shown(client) == before
    assert client.get(portrait).data[:2] == b"\xff\xd8"
    assert client.get("/publications/on-tides/paper.pdf").data == pdf("paper")
    assert one(page(client.get("/")), "img.portrait").attrs["src"] == portrait


def test_new_records_get_new_ids_after_a_restore(site: Flask, made: Path) -> None:
    with site.app_context():
        former = db.session.query(Section.id).order_by(Section.id.desc()).first()
    restored(site, made)
    with site.app_context():
        db.session.add(Section(slug="other", name="Other", kind="custom"))
        cache.commit()
        newest = db.session.query(Section.id).order_by(Section.id.desc()).first()
    assert former
    assert newest == (former[0] + 1,)


def test_no_cache_takes_the_restored_site_for_the_former_one(
    site: Flask, made: Path, client: FlaskClient
) -> None:
    empty(site)
    assert "Dunes" in client.get("/").text
    with site.app_context():
        before = cache.change_count()
    restored(site, made)
    assert "Dunes" not in client.get("/").text
    with site.app_context():
        assert cache.change_count() > before


def test_what_ended_since_stays_ended(site: Flask, tmp_path: Path) -> None:
    account = make_owner(site)
    with site.app_context():
        ended, valid = sessions.start(account), sessions.start(account)
        file = create.make_backup(tmp_path / "signed-in.zip").file
        db.session.delete(db.session.get_one(AccountSession, 1))
        db.session.commit()
    restored(site, file)
    with site.app_context():
        assert sessions.get_session(ended) is None
        assert sessions.get_session(valid)


def test_the_former_state_can_be_restored(site: Flask, made: Path) -> None:
    empty(site)
    with site.app_context():
        former = everything()
    aside = restored(site, made).aside
    assert aside
    restored(site, aside)
    with site.app_context():
        assert everything() == former
        assert db.session.query(PdfContent).count() == 0
