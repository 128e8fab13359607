"""The check of the whole site: each fault is found, and fixed where that is possible."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.database import db
from app.models import Publication, Work
from app.services.catalog.translations import tables, texts
from app.services.consistency import check, rendered
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, record
from tests.support.site_files import all_rows, run

IMAGE = "INSERT INTO image VALUES ('{}', 'image/jpeg', x'78')"
HASH = hashlib.sha256(b"x").hexdigest()
PORTRAIT = 'UPDATE profile SET portrait = \'[{{"hash": "{}"}}]\''
EMPTY_WORK = (
    "INSERT INTO work (slug, state, is_arranged, created_at, updated_at, version, listed_on)"
    " VALUES ('empty', 'published', 0, '', '', 1, 0)"
)
STRAY_ITEM = (
    "INSERT INTO revision_item SELECT 99, 0, noun, record_id, label, is_made, is_gone, is_erased,"
    " before, after FROM revision_item LIMIT 1"
)
STRAY_ENTRY = (
    "INSERT INTO section_entry VALUES (9, 99, 0, NULL, NULL, 'x', '', '', '', NULL, NULL, 'both')"
)
BLANK_NAME = "UPDATE topic SET name = ' '"
LISTING = "The list's filters are out of date for {}"
HTML = "The stored HTML of {} is out of date"
UNRELATED = "UPDATE topic SET position = 7"


@pytest.fixture
def site(app: Flask, database: Path) -> Path:
    """A site with three works; the first has two versions."""
    fill(
        app,
        record(topics=["Tides"], abstract=LONG_ABSTRACT),
        PREPRINT,
        record(title="Salt"),
        record(title="Kelp"),
        sections=[{"kind": "awards", "entries": [{"what": "Medal", "note": "For *tides*."}]}],
    )
    return database


def found(app: Flask) -> list[tuple[str, bool]]:
    with app.app_context():
        return [(one.message, one.fix is not None) for one in check.check_site()]


def test_a_sound_site_has_no_faults(app: Flask, site: Path) -> None:
    assert found(app) == []


FAULTS = {
    "a stray author": (
        "INSERT INTO authorship VALUES (99, 0, NULL, 'Roe', 0, 0, 'author')",
        "Row 9 of authorship refers to a missing publication",
    ),
    "a missing person": (
        "UPDATE authorship SET person_id = 77 WHERE publication_id = 1 AND position = 0",
        "Row 1 of authorship refers to a missing person",
    ),
    "a stray former address": (
        "INSERT INTO work_slug VALUES ('old', 99)",
        "Row 1 of work_slug refers to a missing work",
    ),
    "a former address that is in use": (
        "INSERT INTO work_slug SELECT slug, 2 FROM work WHERE id = 1",
        "The former address on-tides is the present one of a work",
    ),
    "a former address of a topic": (
        "INSERT INTO topic_slug SELECT slug, id FROM topic",
        "The former address tides is the present one of a topic",
    ),
    "a gap between versions": (
        "UPDATE publication SET position = 5 WHERE work_id = 1 AND position = 1",
        "The versions of on-tides are not numbered from 0",
    ),
    "a first version that is none": (
        "UPDATE publication SET position = position + 1 WHERE work_id = 2",
        "The versions of salt are not numbered from 0",
    ),
    "another date": (
        "UPDATE work SET listed_on = 19990000 WHERE id = 3",
        "The work kelp is listed by another date than its own",
    ),
    "an unused image": (IMAGE.format(HASH), f"Nothing uses the image {HASH[:12]}…"),
    "a group of another year": (
        "UPDATE facet_group SET year = 1999 WHERE year = 2024 AND links > 0",
        LISTING.format("1 work"),
    ),
    "works without groups": ("UPDATE work SET facet_group_id = NULL", LISTING.format("3 works")),
    "a lost co-author": ("DELETE FROM work_coauthor WHERE work_id = 2", LISTING.format("1 work")),
    "another name of a co-author": ("UPDATE coauthor SET name = 'Bo'", LISTING.format("3 works")),
    "a co-author without works": (
        "INSERT INTO coauthor VALUES (99, 'bo-ek', 'Bo Ek', NULL, 0)",
        "The co-author bo-ek has no work",
    ),
    "an old title": (
        "UPDATE publication SET title_html = 'Old' WHERE id = 1",
        HTML.format("1 publication"),
    ),
    "an old biography": (
        "UPDATE profile SET biography_html = '<p>Old</p>'",
        "The stored HTML of the biography is out of date",
    ),
    "an old note": (
        "UPDATE section_entry SET note_html = '<p>Old</p>'",
        "The stored HTML of the note on “Medal” is out of date",
    ),
    "an entry of a missing section": (
        STRAY_ENTRY,
        "Row 9 of section_entry refers to a missing section",
    ),
    "an entry of a missing work": (
        "UPDATE section_entry SET work_id = 99",
        "Row 1 of section_entry refers to a missing work",
    ),
    "old previews": (
        "UPDATE publication SET preview_html = NULL, authors_html = ''",
        HTML.format("4 publications"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found_and_fixed(app: Flask, site: Path, fault: str, message: str) -> None:
    run(site, UNRELATED, fault)
    assert found(app) == [(message, True)]
    with app.app_context():
        assert check.fix_faults(check.check_site()) == []
        db.session.rollback()
        assert db.session.scalar(text("SELECT position FROM topic")) == 7


@pytest.mark.slow
@pytest.mark.parametrize(
    ("faults", "message"),
    [
        (
            [EMPTY_WORK],
            "The work empty has no version",
        ),
        ([PORTRAIT.format(HASH)], "The photograph's file is missing: upload it again"),
        (
            [IMAGE.format("0" * 64), PORTRAIT.format("0" * 64)],
            "The image 000000000000… has another content than was stored",
        ),
        (["DROP INDEX ix_topic_slug_topic_id"], "The schema differs: add index ix_topic_slug"),
        (["ALTER TABLE venue ADD COLUMN colour"], "The schema differs: remove column venue colour"),
        (
            ["CREATE TRIGGER spy AFTER INSERT ON work BEGIN DELETE FROM topic; END"],
            "The schema differs: spy runs by itself",
        ),
        (["UPDATE alembic_version SET version_num = '0008'"], "The schema is of another version"),
        ([STRAY_ITEM], "refers to a missing revision"),
        (["PRAGMA ignore_check_constraints = ON", BLANK_NAME], "CHECK constraint failed in topic"),
    ],
)
def test_a_fault_that_cannot_be_fixed_is_found(
    app: Flask, site: Path, faults: list[str], message: str
) -> None:
    run(site, *faults)
    ((said, is_fixable),) = found(app)
    assert message in said
    assert not is_fixable
    before = all_rows(site)
    with app.app_context():
        assert [one.message for one in check.fix_faults(check.check_site())] == [said]
    assert all_rows(site) == before


@pytest.mark.slow
def test_several_faults_are_fixed_at_once(app: Flask, site: Path) -> None:
    run(site, *(fault for fault, _ in FAULTS.values()))
    with app.app_context():
        assert check.fix_faults(check.check_site()) == []
        work = db.session.get_one(Work, 1)
        assert [version.position for version in work.publications] == [0, 1]


def test_rendering_again_changes_no_more_than_it_must(
    app: Flask, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendered, "AT_ONCE", 2)
    before = all_rows(site)
    run(site, "UPDATE publication SET title_html = 'Old' WHERE id IN (1, 4)")
    with app.app_context():
        rendered.render_again()
        assert len(db.session.scalars(select(Publication.title_html)).all()) == 4
    assert all_rows(site) == before


def test_outdated_html_of_translations_is_rendered_again(app: Flask, site: Path) -> None:
    with app.app_context():
        texts.write_texts(tables.ENTRY, 1, {"note.fr": "Une *note*.", "what.fr": "Médaille"})
        db.session.commit()
    assert found(app) == []
    with app.app_context():
        db.session.execute(text("UPDATE section_entry_translation SET html = 'old'"))
        db.session.commit()
    assert found(app) == [(HTML.format("2 translations"), True)]
    with app.app_context():
        rendered.render_translations_again()
    assert found(app) == []
