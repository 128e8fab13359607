"""Validation of the form of a work: errors are shown at their fields and input is kept."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.models import Noun
from app.services.history import snapshots
from tests.support.accounts import sign_in
from tests.support.database import content
from tests.support.factories import PREPRINT, fill, record
from tests.support.form_posts import complaints, filled, opened, read, send
from tests.support.pages import attribute, one, page, texts

PAGE, PART, NEW = "/edit/works/on-tides", "/fragments/edit/works/on-tides", "/edit/new/work"
YEARS = f"Enter a year from 1500 to {datetime.now(UTC).year + 1}."
DOI = "Enter a DOI such as 10.1000/tides, with or without https://doi.org/."
ADDRESS = "Use lowercase letters, digits and hyphens, such as on-tides."
REFUSED = [
    ({"title": " \u202e\0 "}, "A work needs a title."),
    ({"title": "x" * 2_001}, "At most 2,000 characters."),
    ({"year": "20255"}, YEARS),
    ({"year": "0"}, YEARS),
    ({"year": "99999"}, YEARS),
    ({"year": "two"}, "Enter digits only."),
    ({"year": "٢٠٢٤"}, "Enter digits only."),
    ({"year": "", "month": "3"}, "A month needs a year."),
    ({"month": "", "day": "3"}, "A day needs a month."),
    ({"year": "2023", "month": "2", "day": "29"}, "Enter a day from 1 to 28."),
    ({"month": "13"}, "Not a valid choice."),
    ({"type": "song"}, "Not a valid choice."),
    ({"venue_kind": "pub"}, "Not a valid choice."),
    ({"doi": "tides"}, DOI),
    ({"arxiv_id": "24100881"}, "Enter an arXiv number such as 2410.08811 or math/0309136."),
    ({"language": "klingon-of-the-north"}, "Enter a language tag such as en, de or pt-BR."),
    ({"slug": ""}, "A work needs a web address."),
    ({"slug": "On Tides"}, ADDRESS),
    ({"slug": "../edit"}, ADDRESS),
    ({"slug": "salt"}, "Another work uses or used this address."),
    ({"featured_position": "0"}, "Enter a position from 1 to 999."),
    (
        {"links-0-url": "javascript:alert(1)", "links-0-kind": "web"},
        "Link 1: the address must begin with https:// or http://.",
    ),
    (
        {"links-0-url": "https://a.example", "links-0-kind": "pony"},
        "Link 1: Kind: choose one from the list.",
    ),
    ({"topics": ["Pirates"]}, "“Pirates” no longer exists."),
    ({"new_topics": "x" * 201}, "A topic's name can have at most 200 characters."),
    ({"authors-0-name": "x" * 2_001}, "Author 1: Name: at most 2,000 characters."),
    ({"doi": "10.1000/salt"}, "“Salt” already has this DOI."),
]
UNKNOWN = {"month", "type", "venue_kind", "topics", "links-0-kind"}


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(), record(title="Salt", doi="10.1000/salt"))
    return sign_in(app)


@pytest.mark.parametrize("address", [pytest.param(PAGE, marks=pytest.mark.slow), PART])
@pytest.mark.parametrize(("typed", "complaint"), REFUSED)
def test_an_invalid_field_shows_an_error_and_keeps_the_input(
    app: Flask, owner: FlaskClient, address: str, typed: dict[str, Any], complaint: str
) -> None:
    with app.app_context():
        before = content()
    answer = send(owner, address, **{"note": "Kept", **typed})
    assert answer.status_code == 422
    tree = read(answer, address)
    assert complaint in complaints(tree)
    assert one(tree, ".wrongs a").attrs["href"]
    assert one(tree, "[autofocus]")
    kept = filled(answer, address)
    for name, value in {"note": "Kept", **typed}.items():
        if name not in UNKNOWN:
            assert kept[name] == " ".join(str(value).translate({0: None, 0x202E: None}).split())
    with app.app_context():
        assert content() == before


def test_all_errors_are_reported_at_once_with_links_to_their_inputs(owner: FlaskClient) -> None:
    links = {"links-0-kind": "pdf", "links-0-url": "a.pdf/ x", "links-1-kind": "pony"}
    wrong = {
        "title": "",
        "authors-0-name": "x" * 2_001,
        "year": "two",
        "doi": "x",
        "slug": "A" * 81,
    }
    tree = page(send(owner, PAGE, **wrong, **links, **{"links-1-url": "tides"}))
    of_links = ["links-1-kind", "links-0-url", "links-1-url"]
    names = ["title", "authors-0-name", "year", *of_links, "doi", "slug"]
    assert attribute(tree, ".wrongs li a", "href") == [f"#work-1-{name}" for name in names]
    assert texts(tree, ".wrongs p") == ["Not saved. Please check 8 fields:"]
    assert {id_.removesuffix("-error") for id_ in attribute(tree, ".error", "id")} == {
        href.removeprefix("#") for href in attribute(tree, ".wrongs li a", "href")
    }
    assert f"At most 80 characters. {ADDRESS}" in complaints(tree)
    assert texts(tree, "#work-1-links-0-url-error") == [
        "Link 1: the address must not contain spaces."
    ]


def test_addresses_are_completed(app: Flask, owner: FlaskClient) -> None:
    assert (
        send(owner, PAGE, **{"links-0-kind": "web", "links-0-url": "github.com/x"}).status_code
        == 303
    )
    form = opened(owner, PAGE)
    assert (form["links-0-label"], form["links-0-url"]) == ("GitHub", "https://github.com/x")


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed", [{"doi": "x"}, {"day": "40"}, {"slug": "?"}, {"issue": "x" * 101}]
)
def test_an_error_in_the_more_fields_section_opens_it(
    owner: FlaskClient, typed: dict[str, str]
) -> None:
    tree = page(send(owner, PAGE, **typed))
    assert "open" in one(tree, "details.more-fields").attrs
    assert "open" not in one(page(owner.get(PAGE)), "details.more-fields").attrs


def test_a_doi_of_another_work_offers_to_join(owner: FlaskClient) -> None:
    tree = page(send(owner, PAGE, doi="https://doi.org/10.1000/SALT"))
    assert attribute(tree, ".more-fields .wide > a", "href") == [f"{PAGE}/join?with=salt"]
    tree = page(send(owner, NEW, title="Salt again", doi="10.1000/salt"))
    assert attribute(tree, ".more-fields .wide > a", "href") == ["/edit/works/salt"]


def test_a_doi_of_another_version_of_the_work_is_an_error(app: Flask, owner: FlaskClient) -> None:
    fill(app, record(doi="10.1000/tides"), PREPRINT)
    with app.app_context():
        preprint = snapshots.take_snapshots(Noun.WORK, [1])[1]["publications"][1]
    answer = send(owner, f"{PAGE}?version={preprint}", doi="10.1000/tides")
    assert complaints(page(answer)) == ["Another version of this work already has this DOI."]


@pytest.mark.slow
def test_too_many_authors_are_an_error_and_keep_the_input(app: Flask, owner: FlaskClient) -> None:
    app.config["AUTHORS_LIMIT"] = 50
    many = {f"authors-{n}-name": f"Author {n}" for n in range(60)}
    answer = send(owner, PART, **many)
    assert answer.status_code == 422
    complaint = "At most 50 authors; there are 60."
    assert complaint in complaints(read(answer, PART))
    assert filled(answer, PART)["authors-59-name"] == "Author 59"


@pytest.mark.slow
@pytest.mark.parametrize("do", ["save", "preview", "authors.add"])
def test_ten_thousand_authors_are_refused_before_a_row_is_drawn(
    owner: FlaskClient, do: str
) -> None:
    values = opened(owner, PART)
    values.update({f"authors-{n}-name": f"Author {n}" for n in range(10_000)})
    answer = owner.post(PART, data={**values, "do": do})
    assert answer.status_code == 413
    assert "At most 5,000 authors; there are 10,000." in answer.text
    assert "what you typed is still in your browser" in answer.text
    assert len(answer.data) < 1_000


@pytest.mark.parametrize("do", ["save", "authors.paste"])
def test_a_pasted_list_that_is_too_long_stays_pasted(owner: FlaskClient, do: str) -> None:
    pasted = "Ada Roe; " * 20_000
    answer = send(owner, PART, do=do, **{"authors-pasted": pasted})
    assert answer.status_code == 422
    tree = read(answer, PART)
    assert "At most 5,000 authors; there are 20,002." in complaints(tree)
    assert filled(answer, PART)["authors-pasted"].strip() == pasted.strip()
    assert len(attribute(tree, "input[type=text][name^=authors-]", "value")) == 2


def test_a_wrong_token_saves_nothing(app: Flask, owner: FlaskClient) -> None:
    answer = send(owner, PAGE, title="Eve", token="wrong")  # noqa: S106
    assert answer.status_code == 422
    assert filled(answer, PAGE)["title"] == "Eve"
    assert texts(page(app.test_client().get("/")), "#work-1 h4") == ["On tides"]


def test_repeated_and_malformed_fields_do_not_crash(owner: FlaskClient) -> None:
    values = opened(owner, PAGE)
    values.setlist("title", ["One", "Two"])
    values.setlist("authors-owner", ["99999999999", "x"])
    values.setlist("authors-0-name", ["🌊 Roe", "Kim"])
    for name in ("authors-x-name", "authors-1-owner", "links-9999999-url", "seen", "version", "do"):
        values.setlist(name, ["\ud7ff?", "2"])
    assert owner.post(PAGE, data=values).status_code in {303, 409}
    assert owner.put(PAGE).status_code == 405


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        PART,
        NEW,
        f"/fragments{NEW}",
        f"{PAGE}/deletion",
        f"{PART}/deletion",
        f"{PART}/shown",
        f"/fragments{NEW}/shown",
        "/fragments/edit/suggestions/names?q=a",
    ],
)
def test_visitors_have_no_access(app: Flask, owner: FlaskClient, address: str, method: str) -> None:
    answer = getattr(app.test_client(), method)(address)
    assert answer.status_code in {303, 401}
    assert "Ada Roe" not in answer.text
