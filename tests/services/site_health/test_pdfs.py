"""Which attached files search engines can't use."""

import pytest
from flask import Flask

from app.database import db
from app.models import PdfContent, WorkState
from app.services.actor import TERMINAL
from app.services.editing import works
from app.services.editing.files.upload import LARGEST_FILE
from app.services.site_health import pdfs
from app.services.site_health.findings import WorkField
from tests.support.factories import PREPRINT, fill, record
from tests.support.pdf_files import attach, pdf


def found(app: Flask) -> dict[str, list[tuple[str, WorkField]]]:
    with app.app_context():
        checks = pdfs.pdf_checks(-1)
        issues = {check.key: [(one.detail, one.fix) for one in check.issues] for check in checks}
    app.extensions.pop("vitae_cache", None)
    return issues  # type: ignore[return-value]


def change(app: Flask, **values: object) -> None:
    with app.app_context():
        stored = db.session.query(PdfContent).one()
        for name, value in values.items():
            setattr(stored, name, value)
        db.session.commit()


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("On tides\nAda Roe", "On tides"),
        ("ON THE INTER-\nNATIONAL\nTIDES", "On the international tides"),
        ("Weighing e\ufb03cient \ufb02oats", "Weighing efficient floats"),
        ("A study of x2 in tides of the cape", "A study of x\u00b2 in tides of the cape"),
        ("The Tides: of O(n) waves and their salt", "The Tides of \u2113-waves and their salt"),
        ("Études de marée", "Etudes de maree"),
        ("潮汐の研究", "潮汐の研究"),
    ],
)
def test_a_title_is_found_however_it_is_broken(page: str, title: str) -> None:
    assert pdfs.has_title(page, title)


@pytest.mark.parametrize("page", ["", "Salt budgets of an estuary", "On", "1 2 3"])
def test_another_title_is_none(page: str) -> None:
    assert not pdfs.has_title(page, "Weighing the tides of the northern cape")


def test_a_good_file_is_no_issue(app: Flask) -> None:
    fill(app, record())
    attach(app, "paper")
    assert found(app) == {}


def test_large_files_and_those_of_other_works_are_found(app: Flask) -> None:
    fill(app, record())
    attach(app, "paper")
    field = WorkField("on-tides", 1, "files")
    change(app, size=LARGEST_FILE + 1024 * 1024, first_page="Salt")
    assert found(app) == {
        pdfs.LARGE: [("paper.pdf is 6.0 MB", field)],
        pdfs.UNTITLED: [("paper.pdf", field)],
    }
    change(app, size=LARGEST_FILE, first_page=" ")
    assert found(app) == {
        pdfs.UNTITLED: [("paper.pdf has no text on its first page", field)],
    }
    with app.app_context():
        works.set_state("on-tides", WorkState.DRAFT, TERMINAL, None)
    assert found(app) == {}


def test_the_file_of_another_version_leads_to_its_form(app: Flask) -> None:
    fill(app, record(work="tides"), {**PREPRINT, "title": "Other words", "work": "tides"})
    attach(app, "paper", slug="tides", version=2, content=pdf("Salt"))
    ((_, field),) = found(app)[pdfs.UNTITLED]
    assert field == WorkField("tides", 1, "files", 2)
