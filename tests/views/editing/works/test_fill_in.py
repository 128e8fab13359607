"""Filling in the form of a new work from an identifier or a pasted entry."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.bibliography.entry import Format
from app.database import db
from app.models import ItemState, Publication, PublicationTranslation, Work
from app.services.editing import declined
from app.services.importing import sources
from app.services.importing.sources import ImportInput, LookupFailedError
from tests.support.accounts import sign_in, token
from tests.support.database import rows
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, filled, opened, read, send
from tests.support.imports import entries, stage_text
from tests.support.languages import speak
from tests.support.pages import attribute, matches, one, page, texts

NEW, PART = "/edit/new/work", "/fragments/edit/new/work"
KELP = """@article{kelp,
  title = {On {Kelp} of $x$},
  author = {Li, Kim and Roe, Ada},
  journal = {Annals of Salt},
  year = 2021, month = mar,
  volume = 3,
  doi = {10.1000/kelp},
  url = {https://code.example/kelp},
  keywords = {tides, brine},
  abstract = {We weigh kelp.}
}"""
OFFLINE = "Couldn't reach doi.org. Check the connection and try again, or paste the entry instead."


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides", "Salt"], doi="10.1000/tides"), record(title="Brine"))
    return sign_in(app)


def fill_in(client: FlaskClient, text: str, address: str = NEW, **typed: Any) -> TestResponse:
    return send(client, address, fill=text, do="fill", **typed)


@pytest.mark.parametrize("address", [NEW, PART])
def test_a_pasted_entry_fills_in_the_form(owner: FlaskClient, address: str) -> None:
    answer = fill_in(owner, KELP, address)
    assert answer.status_code == 200
    form = filled(answer, address)
    expected = {
        "title": "On {Kelp} of $x$",
        "authors-0-name": "Kim Li",
        "authors-1-name": "Ada Roe",
        "authors-owner": "1",
        "venue": "Annals of Salt",
        "type": "article-journal",
        "year": "2021",
        "month": "3",
        "volume": "3",
        "doi": "10.1000/kelp",
        "citation_key": "kelp",
        "links-0-url": "https://code.example/kelp",
        "abstract": "We weigh kelp.",
        "fill": KELP,
    }
    assert {name: form[name] for name in expected} == expected
    tree = read(answer, address)
    assert texts(tree, ".fill [role=status] p") == [
        "Filled in from the pasted entry. Check the fields, then save."
    ]
    assert one(tree, "[autofocus]").attrs["name"] == "title"
    # Suggested topics are not chosen yet.
    assert texts(tree, ".suggestion") == ["Tides"]
    assert form.getlist("topics") == [""]


def test_a_filled_form_is_saved_like_an_import_of_the_entry(app: Flask, owner: FlaskClient) -> None:
    form = filled(fill_in(owner, KELP), NEW)
    form["title"] = "On kelp"
    assert owner.post(NEW, data=form).headers["Location"] == "/edit/works/on-kelp"
    with app.app_context():
        made = db.session.scalars(db.select(Publication).filter_by(doi="10.1000/kelp")).one()
        assert (made.source, made.title, made.year) == (KELP, "On kelp", 2021)
        assert [author.person_id is None for author in made.authorships] == [True, False]
    staged = entries(app, stage_text(app, KELP, "kelp.bib"))
    assert [item.state for item in staged] == [ItemState.SAME]


def test_typed_fields_are_kept_and_untouched_ones_are_filled_in_again(owner: FlaskClient) -> None:
    answer = fill_in(owner, KELP, year="1999", **{"authors-0-name": "Ada Roe"})
    form = filled(answer, NEW)
    assert (form["year"], form["authors-0-name"], form["volume"]) == ("1999", "Ada Roe", "3")
    kept = "What you typed was kept: Authors, in order, Year."
    assert kept in texts(page(answer), ".fill [role=status] p")[0]
    form["fill"], form["do"] = "@book{k, title = {Kelp}, year = 2020}", "fill"
    again = filled(owner.post(NEW, data=form), NEW)
    assert (again["title"], again["year"], again["volume"]) == ("Kelp", "1999", "")
    assert (again["doi"], again["abstract"], again["type"]) == ("", "", "book")


@pytest.mark.parametrize("address", [NEW, PART])
@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("tides", "This is not a DOI, an arXiv number or an entry such as @article{…}."),
        ("", "This is not a DOI, an arXiv number or an entry such as @article{…}."),
        ("@string{a = {b}}", "This can't be read: line 1: this text has no BibTeX entries."),
        ("@article{k, year = 2020}", "This can't be read: line 1: the entry has no title."),
        ("10.1000/kelp", OFFLINE),
    ],
)
def test_what_leads_to_no_entry_is_said_beside_the_field_and_all_input_is_kept(
    monkeypatch: pytest.MonkeyPatch, owner: FlaskClient, address: str, text: str, error: str
) -> None:
    def fail(_: str) -> ImportInput:
        raise LookupFailedError(OFFLINE)

    monkeypatch.setattr(sources, "look_up", fail)
    typed = {"title": "On Kelp", "links-0-url": "code.example", "links-0-kind": "code", "year": "x"}
    answer = fill_in(owner, text, address, authors=["rows"], **typed)
    assert answer.status_code == 422
    tree = read(answer, address)
    assert complaints(tree) == [error]
    assert matches(tree, ".wrongs") == []
    assert one(tree, "[autofocus]").attrs["name"] == "fill"
    kept = filled(answer, address)
    assert {name: kept[name] for name in ("fill", *typed)} == {"fill": text, **typed}


def test_an_identifier_is_looked_up(monkeypatch: pytest.MonkeyPatch, owner: FlaskClient) -> None:
    content = b'[{"type": "article-journal", "title": "On dunes", "DOI": "10.1000/dunes"}]'
    found = {"10.1000/dunes": ImportInput("DOI 10.1000/dunes", content, Format.CSL)}
    monkeypatch.setattr(sources, "look_up", found.__getitem__)
    answer = fill_in(owner, "10.1000/dunes")
    assert filled(answer, NEW)["title"] == "On dunes"
    assert "Filled in from DOI 10.1000/dunes." in texts(page(answer), ".fill [role=status] p")[0]


@pytest.mark.parametrize(
    ("text", "field", "error"),
    [
        (f"{KELP}\n@book{{b, title = {{B}}}}", "text", "These are 2 entries."),
        (
            "0000-0002-1825-0097",
            "identifier",
            "ORCID iD 0000-0002-1825-0097 leads to all works of an author.",
        ),
    ],
)
def test_several_entries_can_be_imported(
    owner: FlaskClient, text: str, field: str, error: str
) -> None:
    answer = fill_in(owner, text, title="Kept")
    assert (answer.status_code, filled(answer, NEW)["title"]) == (422, "Kept")
    tree = page(answer)
    assert complaints(tree) == [f"{error} Import them to add them all."]
    assert attribute(tree, "button[form]", "form") == ["import-entries"]
    names = attribute(tree, "#import-entries input", "name")
    data = dict(zip(names, attribute(tree, "#import-entries input", "value"), strict=True))
    assert data[field] == text
    if field == "text":
        assert owner.post("/edit/import", data=data).headers["Location"] == "/edit/import/1"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            "@article{t, title = {On tides}, author = {Ada Roe}, doi = {10.1000/tides}}",
            "Already on your site: On tides",
        ),
        (
            "@misc{t, title = {On tides}, author = {Ada Roe}, year = 2023, eprint = {2301.00001},"
            " archiveprefix = {arXiv}}",
            "Another version is on your site: On tides Add this as a version of it",
        ),
    ],
)
def test_a_work_that_is_on_the_site_is_told_with_a_link(
    owner: FlaskClient, entry: str, said: str
) -> None:
    tree = page(fill_in(owner, entry))
    assert texts(tree, ".match") == [said]
    assert attribute(tree, ".match a", "href") == ["/edit/works/on-tides"]


def test_an_entry_can_be_added_as_a_version_of_the_work_that_it_matches(
    app: Flask, owner: FlaskClient
) -> None:
    entry = "@misc{t, title = {On tides}, author = {Ada Roe}, year = 2023, eprint = {2301.00001}}"
    form = filled(fill_in(owner, entry), NEW)
    form["do"] = "version"
    assert owner.post(NEW, data=form).headers["Location"] == "/edit/works/on-tides"
    with app.app_context():
        assert rows(Work) == 2
        found = db.select(Publication.work_id, Publication.source).filter_by(arxiv_id="2301.00001")
        assert tuple(db.session.execute(found).one()) == (1, entry)


def test_the_source_is_dropped_when_another_publication_is_typed_instead(
    app: Flask, owner: FlaskClient
) -> None:
    form = filled(fill_in(owner, KELP), NEW)
    form["title"], form["doi"] = "On reefs", ""
    owner.post(NEW, data=form)
    with app.app_context():
        assert (
            db.session.scalars(db.select(Publication.source).filter_by(title="On reefs")).one()
            is None
        )


def test_a_work_is_added_from_the_top_of_every_page(owner: FlaskClient) -> None:
    assert attribute(page(owner.get("/")), "nav.bar a", "href")[1] == NEW
    tree = page(owner.get(NEW))
    assert one(tree, "[autofocus]").attrs["name"] == "fill"
    assert texts(tree, ".fill button") == ["Fill in"]
    assert "fill" not in opened(owner, "/edit/works/on-tides")


def test_a_declined_entry_is_filled_in_and_saving_it_takes_it_back(
    app: Flask, owner: FlaskClient
) -> None:
    owner.post(NEW, data=filled(fill_in(owner, KELP), NEW))
    owner.post("/edit/works/on-kelp-of-x/deletion", data={"token": token(owner)})
    answer = fill_in(owner, KELP)
    assert texts(page(answer), ".fill [role=status] .hint") == [
        "You declined this before (deleted just now); saving it takes that back."
    ]
    owner.post(NEW, data=filled(answer, NEW))
    with app.app_context():
        assert declined.declined_page(None).number == 0


def test_each_text_is_filled_into_the_field_of_its_language(app: Flask, owner: FlaskClient) -> None:
    speak(app, "en", "fr")
    source = (
        "@misc{a, title = {Sur les dunes}, title_en = {On dunes}, language = {fr},"
        " author = {Ada Roe}, abstract_fr = {Nous pesons.}, abstract_en = {We weigh.}}"
    )
    form = filled(fill_in(owner, source), NEW)
    assert (form["title"], form["title.fr"]) == ("On dunes", "Sur les dunes")
    owner.post(NEW, data=form)
    with app.app_context():
        made = db.session.scalars(db.select(Publication).filter_by(title="Sur les dunes")).one()
        assert (made.language, made.abstract) == ("fr", "Nous pesons.")
        assert made.source
        assert made.source.startswith("@misc{a, title = {Sur les dunes}")
        english = db.session.scalars(
            db.select(PublicationTranslation.text).filter_by(record_id=made.id, language="en")
        )
        assert sorted(english) == ["On dunes", "We weigh."]
