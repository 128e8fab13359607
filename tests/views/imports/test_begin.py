"""Starting an import from files, text or identifiers; field errors; repeated submissions."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.bibliography.entry import Format
from app.database import db
from app.models import ImportBatch, ImportState, Role
from app.services.importing import sources
from app.services.importing.sources import ImportInput, LookupFailedError
from tests.support.accounts import sign_in, token
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, opened
from tests.support.imports import applied, seen, stage
from tests.support.pages import attribute, fragment, one, page, texts

PAGE = "/edit/import"
KELP = "@article{kelp, title = {On kelp}, author = {Ada Roe}, year = {2020}}\n"
FOUND = b'[{"type": "article-journal", "title": "On dunes"}]'


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record())
    return sign_in(app)


def start_import(client: FlaskClient, *files: tuple[str, str], **fields: Any) -> TestResponse:
    values = opened(client, PAGE)
    for name, value in fields.items():
        values[name] = value
    uploads = [(BytesIO(text.encode()), name) for name, text in files]
    return client.post(PAGE, data={**values, "files": uploads})


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}/1"])
def test_visitors_are_sent_to_sign_in(app: Flask, owner: FlaskClient, address: str) -> None:
    stage(app, record(title="On kelp"))
    assert app.test_client().get(address).status_code == 303
    assert app.test_client().post(address).status_code == 401
    assert app.test_client().get(f"/fragments{PAGE}/1").status_code == 401


def test_the_page_offers_three_inputs_and_is_not_cached(owner: FlaskClient) -> None:
    answer = owner.get(PAGE)
    assert answer.headers["Cache-Control"] == "no-store"
    tree = page(answer)
    assert attribute(tree, "form.begin [name]:not([type=hidden])", "name") == [
        "files",
        "text",
        "identifier",
    ]
    assert one(tree, "[type=file]").attrs["accept"] == ".bib,.bibtex,.ris,.json,.txt"
    assert "multiple" in one(tree, "[type=file]").attrs


def test_editing_pages_link_to_the_import_page(owner: FlaskClient) -> None:
    assert PAGE in attribute(page(owner.get("/edit/people")), "nav.bar a", "href")
    assert texts(page(owner.get("/edit/works")), f"main a[href='{PAGE}']") == [
        "Import a bibliography"
    ]


def test_an_empty_list_offers_importing_to_signed_in_users(app: Flask) -> None:
    fill(app)
    assert texts(page(sign_in(app).get("/")), ".message a") == ["Import a bibliography"]
    assert PAGE not in app.test_client().get("/").text


def test_all_errors_are_reported_at_once(owner: FlaskClient) -> None:
    files = ("a.txt", "tides"), ("b.txt", "waves")
    tree = page(start_import(owner, *files, text="hello", identifier="0000-0002"))
    errors = complaints(tree)
    assert len(errors) == 3
    assert [errors[0].count(name) for name in ("a.txt: ", "b.txt: ")] == [1, 1]


def test_a_file_leads_to_its_preview(app: Flask, owner: FlaskClient) -> None:
    answer = start_import(owner, ("mine.bib", KELP))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}/1")
    tree = page(owner.get(f"{PAGE}/1"))
    assert texts(tree, "h1, .entry h3") == ["mine.bib", "On kelp"]
    assert seen(app, 1).counts["new"] == 1


def test_several_files_are_several_imports(app: Flask, owner: FlaskClient) -> None:
    answer = start_import(owner, ("one.bib", KELP), ("two.bib", KELP), text=KELP)
    assert answer.headers["Location"] == f"{PAGE}#earlier"
    assert texts(page(owner.get(PAGE)), ".earlier a") == ["pasted text", "two.bib", "one.bib"]


def test_a_pasted_text_is_read(owner: FlaskClient) -> None:
    assert start_import(owner, text=KELP).status_code == 303
    assert texts(page(owner.get(f"{PAGE}/1")), "h1") == ["pasted text"]


def test_an_identifier_is_looked_up(owner: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ImportInput("DOI 10.1000/182", FOUND, Format.CSL)
    monkeypatch.setattr(sources, "look_up", lambda _: found)
    assert start_import(owner, identifier="10.1000/182").status_code == 303
    assert texts(page(owner.get(f"{PAGE}/1")), "h1, .entry h3") == ["DOI 10.1000/182", "On dunes"]


def test_a_look_up_error_is_shown_at_its_field(
    owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> None:
        raise LookupFailedError("There is no network.")

    monkeypatch.setattr(sources, "look_up", fail)
    answer = start_import(owner, ("mine.bib", KELP), identifier="10.1000/182")
    assert answer.status_code == 422
    tree = page(answer)
    assert complaints(tree) == ["There is no network."]
    assert one(tree, "[name=identifier]").attrs["value"] == "10.1000/182"
    assert texts(page(owner.get(PAGE)), ".earlier a") == []


@pytest.mark.parametrize(
    ("files", "text", "complaint"),
    [
        ((), "", "Choose a file, paste text, or enter an identifier to look up."),
        ((("empty.bib", " \n"),), "", "empty.bib: The file is empty."),
        (
            (),
            "Dear all,",
            "This doesn't look like BibTeX, RIS, CSL-JSON or a profile document.",
        ),
    ],
)
def test_input_that_is_not_a_bibliography_shows_an_error(
    owner: FlaskClient, files: tuple[tuple[str, str], ...], text: str, complaint: str
) -> None:
    answer = start_import(owner, *files, text=text)
    assert answer.status_code == 422
    assert complaints(page(answer)) == [complaint]
    assert one(page(answer), "textarea").to_text(strip=False).strip() == text


def test_one_invalid_file_prevents_all_imports(owner: FlaskClient) -> None:
    assert start_import(owner, ("mine.bib", KELP), ("letter.txt", "Dear all,")).status_code == 422
    assert texts(page(owner.get(PAGE)), ".earlier a") == []


def test_an_upload_that_is_too_large_is_refused_to_visitors(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1_000
    answer = app.test_client().post("/edit/import", data={"text": "x" * 2_000})
    assert answer.status_code == 413
    assert "That is too large" in answer.text


def test_an_upload_that_is_too_large_is_an_error_at_the_file_field(
    app: Flask, owner: FlaskClient
) -> None:
    values = opened(owner, PAGE)
    app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    uploads = [(BytesIO(b"@" * 300_000), "big.bib")]
    answer = owner.post(PAGE, data={**values, "files": uploads})
    assert answer.status_code == 422
    assert complaints(page(answer))[0].startswith("The upload is larger than 0.25 MB")


def test_a_repeated_submission_starts_one_import(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, PAGE)
    values["text"] = KELP
    first, second = owner.post(PAGE, data=values), owner.post(PAGE, data=values)
    assert first.headers["Location"] == second.headers["Location"] == f"{PAGE}/1"
    values["text"] = KELP.replace("kelp", "dunes")
    assert owner.post(PAGE, data=values).headers["Location"] == f"{PAGE}/2"


def test_a_wrong_token_is_refused_and_keeps_the_input(owner: FlaskClient) -> None:
    answer = start_import(owner, text=KELP, **{"token": "another"})
    assert answer.status_code == 422
    assert "On kelp" in answer.text
    assert texts(page(owner.get(PAGE)), ".earlier a") == []


def test_editors_import_too(app: Flask, owner: FlaskClient) -> None:
    editor = sign_in(app, "kim@site.example", Role.EDITOR)
    assert start_import(editor, text=KELP).status_code == 303
    assert texts(page(owner.get(PAGE)), ".earlier small") == ["just now, kim@site.example"]


@pytest.mark.slow
def test_earlier_imports_show_their_results(app: Flask, owner: FlaskClient) -> None:
    applied(app, stage(app, record(title="On kelp"), name="kelp.json"))
    applied(app, stage(app, record(), name="known.json"))
    undone = applied(app, stage(app, record(title="On dunes"), name="dunes.json"))
    stage(app, record(title="On reefs"), record(title="On sand"), name="reefs.json")
    sent = {"token": token(owner), "next": PAGE}
    assert owner.post(f"/edit/history/{undone.revision}/undo", data=sent).status_code == 303
    tree = page(owner.get(PAGE))
    assert texts(tree, ".earlier a") == ["reefs.json", "dunes.json", "known.json", "kelp.json"]
    assert texts(tree, ".outcome") == [
        "Ready for review: 2 entries",
        "Undone",
        "Nothing new",
        "Imported 1 work from kelp.json",
    ]


def test_the_list_is_polled_while_an_import_is_read(app: Flask, owner: FlaskClient) -> None:
    stage(app, record(title="On kelp"))
    again = "#earlier[hx-trigger^=every]"
    assert attribute(page(owner.get(PAGE)), again, "hx-get") == []
    with app.app_context():
        db.session.get_one(ImportBatch, 1).state = ImportState.READING
        db.session.commit()
    assert attribute(page(owner.get(PAGE)), again, "hx-get") == [f"/fragments{PAGE}"]
    tree = fragment(owner.get(f"/fragments{PAGE}"))
    assert texts(tree, "#earlier .outcome") == ["Reading …"]
    assert app.test_client().get(f"/fragments{PAGE}").status_code == 401


def test_a_wrong_method_is_refused(owner: FlaskClient) -> None:
    for method in ("PUT", "DELETE"):
        assert owner.open(PAGE, method=method).status_code == 405


def test_the_identifier_field_is_hidden_when_lookups_are_disabled(
    app: Flask, owner: FlaskClient
) -> None:
    app.config["LOOKUPS"] = False
    assert "identifier" not in attribute(page(owner.get(PAGE)), "form.begin [name]", "name")
