"""The export command."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from PIL import Image
from sqlalchemy import select

from app.bibliography.bibtex import reader as bibtex_reader
from app.bibliography.document import reader as document_reader
from app.database import db
from app.models import PublicationFile, Work, WorkState
from app.services import cache
from app.services.loading import document
from tests.support.factories import PREPRINT, fill, profile_document, record
from tests.support.pdf_files import attach, pdf


@pytest.fixture
def runner(app: Flask, tmp_path: Path) -> FlaskCliRunner:
    app.instance_path = str(tmp_path)
    return app.test_cli_runner()


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(
        app,
        PREPRINT,
        record(topics=["Tides"]),
        record(title="Salt", topics=["Salt", "Sea ice"]),
        record(title="Hidden"),
    )
    with app.app_context():
        hidden = select(Work).where(Work.slug == "hidden")
        db.session.scalars(hidden).one().state = WorkState.DRAFT
        cache.commit()


def titles(text: str) -> list[str]:
    return [entry.record.title for entry in bibtex_reader.read_bibtex(text) if entry.record]


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ([], ["On tides", "Salt", "On tides"]),
        (["--shown"], ["On tides", "Salt"]),
        (["--drafts", "--shown"], ["On tides", "Salt", "Hidden"]),
        (["--topic", "salt"], ["Salt"]),
        (["--topic", "SEA ICE"], ["Salt"]),
        (["--topic", "salt", "--topic", "tides"], []),
    ],
)
def test_bibtex_is_written_to_standard_output(
    runner: FlaskCliRunner, options: list[str], wanted: list[str]
) -> None:
    result = runner.invoke(args=["export", *options])
    assert result.exit_code == 0
    assert sorted(titles(result.stdout)) == sorted(wanted)


@pytest.mark.parametrize(
    ("format_", "sign"), [("ris", "TY  - "), ("csl", '"title"'), ("csv", "Salt")]
)
def test_other_formats_are_written_to_standard_output(
    runner: FlaskCliRunner, format_: str, sign: str
) -> None:
    assert sign in runner.invoke(args=["export", "--format", format_]).stdout


def test_writing_a_file_reports_the_number_of_records(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "ada.bib"
    result = runner.invoke(args=["export", "--output", str(file)])
    assert result.stderr == "ada.bib: 3 records.\n"
    assert result.stdout == ""
    assert len(titles(file.read_text(encoding="utf-8"))) == 3


def test_errors_are_reported(runner: FlaskCliRunner, tmp_path: Path) -> None:
    unknown = runner.invoke(args=["export", "--topic", "nowhere"])
    assert unknown.exit_code == 1
    assert "Unknown topic: “nowhere”. The site's topics: Tides, Salt, Sea ice." in unknown.stderr
    part = runner.invoke(args=["export", "--format", "document", "--shown"])
    assert part.exit_code == 2
    assert "don't apply to a profile document" in part.stderr
    blocked = runner.invoke(args=["export", "--output", str(tmp_path / "none" / "a.bib")])
    assert blocked.exit_code == 1
    assert "can't be written" in blocked.stderr


def test_a_document_is_written_to_standard_output(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["export", "--format", "document"])
    whole = document_reader.read_document(result.stdout.encode())
    assert [one.title for one in whole.publications] == ["On tides", "On tides", "Salt"]
    drafts = runner.invoke(args=["export", "--format", "document", "--drafts"]).stdout
    assert json.loads(drafts)["works"] == [{"work": "hidden", "state": "draft"}]


def test_the_portrait_is_written_next_to_the_document(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    picture = BytesIO()
    Image.new("RGB", (400, 400), "navy").save(picture, "PNG")
    with app.app_context():
        document.load_document(profile_document(), portrait=picture.getvalue())
    file = tmp_path / "ada.json"
    runner.invoke(args=["export", "--format", "document", "--output", str(file)])
    assert document_reader.read_document(file.read_bytes()).profile.portrait == "ada.jpg"
    with Image.open(tmp_path / "ada.jpg") as portrait:
        assert portrait.size == (352, 352)
    loaded = runner.invoke(args=["load", str(file)])
    assert "Nothing changed." in loaded.output


def test_pdfs_are_written_next_to_the_document_and_loaded_again(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    attach(app, "paper", "appendix")
    attach(app, "hidden", slug="hidden")
    file = tmp_path / "ada.json"
    runner.invoke(args=["export", "--format", "document", "--output", str(file)])
    written = {one.name: one.read_bytes() for one in tmp_path.glob("*.pdf")}
    assert written == {
        "ada-on-tides.paper.pdf": pdf("paper"),
        "ada-on-tides.appendix.pdf": pdf("appendix"),
    }
    assert "Nothing changed." in runner.invoke(args=["load", str(file)]).output
    runner.invoke(args=["load", str(file), "--replace", "--yes"])
    with app.app_context():
        found = select(PublicationFile.name).order_by(PublicationFile.position)
        assert db.session.scalars(found).all() == ["paper", "appendix"]
    (tmp_path / "ada-on-tides.paper.pdf").write_bytes(b"PK")
    broken = runner.invoke(args=["load", str(file), "--replace", "--yes"])
    assert "publications[0].files: “ada-on-tides.paper.pdf”: it is not a PDF" in broken.output
    (tmp_path / "ada-on-tides.paper.pdf").unlink()
    missing = runner.invoke(args=["load", str(file), "--replace", "--yes"])
    assert "“ada-on-tides.paper.pdf” can't be read" in missing.output
    with app.app_context():
        assert len(db.session.scalars(found).all()) == 2


def test_without_an_output_file_a_document_names_no_pdfs(
    app: Flask, runner: FlaskCliRunner
) -> None:
    attach(app, "paper")
    whole = runner.invoke(args=["export", "--format", "document"]).stdout
    assert all("files" not in one for one in json.loads(whole)["publications"])
