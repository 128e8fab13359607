"""PDF files in the form of a work: attached, renamed, moved, removed, replaced and refused."""

import sqlite3
from contextlib import closing
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from app.database import db
from app.models import PdfContent, Publication, PublicationFile
from app.services.actor import TERMINAL
from app.services.editing import limited_program, works
from app.services.editing.files import upload
from app.services.editing.files.upload import LARGEST_FILE
from app.services.history import timeline, undo
from tests.support.accounts import sign_in
from tests.support.database import rows
from tests.support.factories import PREPRINT, fill, record
from tests.support.form_posts import complaints, filled, opened, read
from tests.support.pages import matches, page, texts
from tests.support.pdf_files import attach, pdf

PLACES = ["/edit/works/on-tides", "/fragments/edit/works/on-tides"]
NEW = ["/edit/new/work", "/fragments/edit/new/work"]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(title="On tides"))
    return sign_in(app)


def sent(
    owner: FlaskClient, address: str, values: MultiDict[str, Any], *files: tuple[str, bytes]
) -> TestResponse:
    pairs = [*values.items(multi=True)]
    pairs += [("pdf", FileStorage(BytesIO(content), name)) for name, content in files]
    # Encode here: for large uploads, the test client would leave a file open.
    boundary, body = encode_multipart(MultiDict(pairs))
    return owner.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def save(
    owner: FlaskClient, address: str, *files: tuple[str, bytes], **changes: str
) -> TestResponse:
    values = opened(owner, address)
    for name, value in changes.items():
        values[name.replace("__", "-")] = value
    return sent(owner, address, values, *files)


def names(app: Flask) -> list[str]:
    with app.app_context():
        ordered = select(PublicationFile.name).join(Publication)
        order = Publication.position, PublicationFile.position
        return list(db.session.scalars(ordered.order_by(*order)))


@pytest.mark.parametrize("address", PLACES)
def test_attached_files_are_served(app: Flask, owner: FlaskClient, address: str) -> None:
    answer = save(owner, address, ("Roe 2024.PDF", pdf("One")), ("appendix.pdf", pdf("Two")))
    assert answer.status_code == (303 if address == PLACES[0] else 200)
    assert names(app) == ["roe-2024", "appendix"]
    visitor = app.test_client()
    assert visitor.get("/publications/on-tides/roe-2024.pdf").data == pdf("One")
    assert visitor.get("/publications/on-tides/appendix.pdf").data == pdf("Two")
    with app.app_context():
        stored = db.session.scalars(select(PdfContent).order_by(PdfContent.first_page)).all()
        assert [(one.pages, one.first_page, one.size) for one in stored] == [
            (1, "One", len(pdf("One"))),
            (1, "Two", len(pdf("Two"))),
        ]
        assert timeline.revision_to_announce(2).title == (  # type: ignore[union-attr]
            "Attached roe-2024.pdf, appendix.pdf to “On tides”"
        )


@pytest.mark.parametrize("address", NEW)
def test_a_new_work_can_have_a_file(app: Flask, owner: FlaskClient, address: str) -> None:
    values = opened(owner, address)
    values["title"] = "Salt"
    sent(owner, address, values, ("salt.pdf", pdf("Salt")))
    assert app.test_client().get("/publications/salt/salt.pdf").data == pdf("Salt")


@pytest.mark.parametrize("address", PLACES)
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "“x.pdf”: it is empty."),
        (b"PK\3\4 On tides", "“x.pdf”: it is not a PDF."),
        (pdf()[:60], "“x.pdf”: it is broken: save it again and check that it opens."),
        (pdf(padding=LARGEST_FILE), "“x.pdf”: it is 5.1 MB; the limit is 5 MB."),
    ],
    ids=["empty", "zip", "broken", "large"],
)
def test_a_file_that_can_not_be_used_is_refused_and_the_form_kept(
    app: Flask, owner: FlaskClient, address: str, content: bytes, complaint: str
) -> None:
    answer = save(owner, address, ("x.pdf", content), title="On all tides")
    assert answer.status_code == 422
    assert complaints(read(answer, address)) == [complaint]
    assert filled(answer, address)["title"] == "On all tides"
    with app.app_context():
        assert rows(PdfContent) == rows(PublicationFile) == 0


@pytest.mark.parametrize("address", PLACES)
def test_other_errors_keep_the_file_or_ask_for_it_again(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    answer = save(owner, address, ("x.pdf", pdf()), title="")
    assert answer.status_code == 422
    again = "Choose “x.pdf” again: nothing was saved yet."
    # In place, a script puts the file back (tests/browser/test_pdf_files.py).
    on_page = [again] if address == PLACES[0] else []
    assert complaints(read(answer, address)) == ["A work needs a title.", *on_page]
    assert names(app) == []


def test_a_button_of_the_form_asks_for_the_file_again(owner: FlaskClient) -> None:
    answer = save(owner, PLACES[0], ("x.pdf", pdf()), do="authors.add")
    assert complaints(page(answer)) == ["Choose “x.pdf” again: nothing was saved yet."]


@pytest.mark.parametrize("address", PLACES)
def test_files_are_renamed_moved_and_removed(app: Flask, owner: FlaskClient, address: str) -> None:
    attach(app, "one", "two", "three")
    moved = save(owner, address, do="files.2.up", files__0__name="Tides at last.pdf")
    values = filled(moved, address)
    assert (values["files-1-name"], values["files-2-name"]) == ("three", "two")
    values["do"] = "files.2.remove"
    removed = filled(sent(owner, address, values), address)
    sent(owner, address, removed)
    assert names(app) == ["tides-at-last", "three"]
    visitor = app.test_client()
    assert visitor.get("/publications/on-tides/tides-at-last.pdf").data == pdf("one")
    assert visitor.get("/publications/on-tides/two.pdf").status_code == 404


@pytest.mark.parametrize("address", PLACES)
def test_the_order_of_files_is_saved(app: Flask, owner: FlaskClient, address: str) -> None:
    attach(app, "one", "two")
    moved = filled(save(owner, address, do="files.0.down"), address)
    sent(owner, address, moved)
    assert names(app) == ["two", "one"]


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("", "File 1: A file needs a name, such as on-tides."),
        ("🌊", "File 1: A file needs a name, such as on-tides."),
        ("two", "File 2: Another file of this work is named two.pdf."),
        ("preprint", "File 1: Another file of this work is named preprint.pdf."),
    ],
)
def test_a_name_that_leads_nowhere_or_to_another_file_is_refused(
    app: Flask, owner: FlaskClient, name: str, complaint: str
) -> None:
    fill(app, record(title="On tides"), PREPRINT)
    attach(app, "preprint", version=2)
    attach(app, "one", "two")
    answer = save(owner, PLACES[0], files__0__name=name)
    assert complaints(page(answer)) == [complaint]
    assert sorted(names(app)) == ["one", "preprint", "two"]


def test_a_name_that_is_taken_gets_a_number(app: Flask, owner: FlaskClient) -> None:
    fill(app, record(title="On tides"), PREPRINT)
    attach(app, "paper", version=2)
    save(owner, PLACES[0], ("paper.pdf", pdf("A")), ("Paper.pdf", pdf("B")))
    assert names(app) == ["paper-2", "paper-3", "paper"]


def test_the_same_file_is_attached_once(app: Flask, owner: FlaskClient) -> None:
    attach(app, "paper", content=pdf("A"))
    answer = save(owner, PLACES[0], ("again.pdf", pdf("A")))
    assert complaints(page(answer)) == ["“again.pdf”: it is attached already, as paper.pdf."]


def test_a_file_takes_the_name_of_one_that_is_removed_with_it(
    app: Flask, owner: FlaskClient
) -> None:
    attach(app, "paper", content=pdf("Draft"))
    removed = filled(save(owner, PLACES[0], do="files.0.remove"), PLACES[0])
    sent(owner, PLACES[0], removed, ("paper.pdf", pdf("Final")))
    visitor = app.test_client()
    assert visitor.get("/publications/on-tides/paper.pdf").data == pdf("Final")
    history = owner.get("/edit/history?work=1")
    assert history.status_code == 200


def test_undo_brings_a_removed_file_back(app: Flask, owner: FlaskClient) -> None:
    attach(app, "paper", content=pdf("A"))
    removed = filled(save(owner, PLACES[0], do="files.0.remove"), PLACES[0])
    sent(owner, PLACES[0], removed)
    assert names(app) == []
    with app.app_context():
        undo.undo(timeline.revision_to_announce(3), TERMINAL)  # type: ignore[arg-type]
    assert app.test_client().get("/publications/on-tides/paper.pdf").data == pdf("A")


def test_an_unknown_content_is_refused(app: Flask, owner: FlaskClient) -> None:
    attach(app, "paper")
    answer = save(owner, PLACES[0], files__0__hash="0" * 64)
    assert complaints(page(answer)) == [
        "File 1: This file is no longer stored. Remove it and attach it again."
    ]


def test_there_are_at_most_twenty_files(app: Flask, owner: FlaskClient) -> None:
    attach(app, *(f"part-{n}" for n in range(20)))
    answer = save(owner, PLACES[0], ("x.pdf", pdf()))
    assert complaints(page(answer)) == ["At most 20 files."]


def test_the_form_works_without_a_script(owner: FlaskClient) -> None:
    tree = page(owner.get(PLACES[0]))
    (form,) = [form for form in matches(tree, "form.owners") if matches(form, "[type=file]")]
    assert form.attrs["enctype"] == "multipart/form-data"
    (control,) = matches(form, "[type=file]")
    assert "multiple" in control.attrs
    assert texts(form, f"label[for={control.attrs['id']}]") == ["Attach PDFs"]


def test_a_version_added_from_the_form_of_a_new_work_keeps_its_file(
    app: Flask, owner: FlaskClient
) -> None:
    attach(app, "paper", content=pdf("A"))
    with app.app_context():
        values = works.blank_values() | {"title": "On tides", "slug": ""}
        works.add_version(1, values, TERMINAL, None)
    assert names(app) == ["paper"]


@pytest.mark.usefixtures("database")
def test_a_file_is_read_once_though_the_site_changes_meanwhile(
    app: Flask, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by_program, calls = limited_program.answer_of, []

    def change_meanwhile(*args: Any) -> dict[str, Any]:
        calls.append(args)
        with closing(
            sqlite3.connect(app.config["DATABASE_URL"].removeprefix("sqlite:///"))
        ) as site:
            site.execute("UPDATE site SET changes = changes + 1")
            site.commit()
        return read_by_program(*args)

    monkeypatch.setattr(upload, "answer_of", change_meanwhile)
    assert save(owner, PLACES[0], ("meanwhile.pdf", pdf("Meanwhile"))).status_code == 303
    assert len(calls) == 1
    assert names(app) == ["meanwhile"]


def test_files_that_two_people_attach_at_once_are_both_kept(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, PLACES[0])
    values["title"] = "On all tides"
    attach(app, "talk")
    answer = sent(owner, PLACES[0], values, ("paper.pdf", pdf("Both")))
    assert answer.status_code == 409
    assert "Choose “paper.pdf” again: nothing was saved yet." in complaints(page(answer))
    sent(owner, PLACES[0], filled(answer, PLACES[0]), ("paper.pdf", pdf("Both")))
    assert names(app) == ["talk", "paper"]
    assert "On all tides" in app.test_client().get("/").text
