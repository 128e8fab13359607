"""The works table as a page and a fragment: filters, pages and editing rows."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from werkzeug.test import TestResponse

from app.database import db
from app.models import Publication, Venue
from app.services.actor import TERMINAL
from app.services.history import timeline, undo
from tests.support.accounts import sign_in, token
from tests.support.database import content, statements
from tests.support.factories import PREPRINT, fill, many, record
from tests.support.pages import attribute, fragment, matches, one, page, texts

PAGE, FRAGMENT = "/edit/works", "/fragments/edit/works"
ROW = "/fragments/edit/works/study-number-1/row"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, *many(60))
    return sign_in(app)


def row_of(response: TestResponse) -> JustHTML:
    around = f"<table><tbody>{response.text}</tbody></table>"
    return JustHTML(around, strict=True, fragment=True, sanitize=False)


def form_data(client: FlaskClient, response: TestResponse, **typed: Any) -> dict[str, Any]:
    tree = page(response)
    inputs = [i for i in matches(tree, "#works-form input") if i.attrs.get("type") != "checkbox"]
    hidden = {i.attrs["name"] or "": i.attrs.get("value") for i in inputs}
    return {**hidden, "token": token(client), **{k.replace("_", "-"): v for k, v in typed.items()}}


def test_the_editing_area_redirects_to_the_works_table(owner: FlaskClient) -> None:
    answer = owner.get("/edit")
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)


@pytest.mark.parametrize("address", [PAGE, FRAGMENT, "/edit"])
def test_visitors_have_no_access(app: Flask, owner: FlaskClient, address: str) -> None:
    answer = app.test_client().get(address)
    assert answer.status_code == (401 if address == FRAGMENT else 303)
    assert "Study" not in answer.text
    assert app.test_client().post(address, data={"do": "publish"}).status_code == 401
    assert app.test_client().post(ROW, data={"row-2-year": "1999"}).status_code == 401


def test_a_row_shows_its_work_and_leads_to_its_form(app: Flask) -> None:
    fill(app, record(topics=["Tides"], work="tides"), {**PREPRINT, "work": "tides"})
    tree = page(sign_in(app).get(PAGE))
    assert texts(tree, "h1, #works-table .count") == ["Works", "1 work"]
    assert attribute(tree, "tbody th a", "href") == ["/edit/works/tides"]
    assert texts(tree, "tbody .authors strong") == ["Ada Roe"]
    assert texts(tree, "tbody td")[1:4] == ["Tides", "Published", "2 versions"]
    assert attribute(tree, "tbody input", "value")[:3] == ["1", "Journal of Tides", "2024"]


@pytest.mark.slow
def test_without_a_script_all_actions_are_enabled_and_nothing_is_counted(
    owner: FlaskClient,
) -> None:
    tree = page(owner.get(PAGE))
    assert len(matches(tree, ".acts button")) == 5
    assert matches(tree, ".acts button[disabled]") == []
    assert "hidden" in one(tree, ".selected[data-selected]").attrs
    assert one(tree, "[name=scope]").attrs["data-all"] == "60"


def test_the_table_has_pages_of_fifty_works(owner: FlaskClient) -> None:
    first = page(owner.get(f"{PAGE}?sort=oldest"))
    assert len(matches(first, "tbody tr")) == 50
    assert attribute(first, ".more a", "href") == [f"{PAGE}?sort=oldest&page=2"]
    assert attribute(first, ".more a", "hx-get") == [f"{FRAGMENT}?sort=oldest&page=2"]
    last = page(owner.get(f"{PAGE}?page=99"))
    assert texts(last, "#works-table .count")[0] == "60 works, page 2 of 2"
    assert len(matches(last, "tbody tr")) == 10


def test_the_fragment_matches_its_page_and_pushes_its_url(owner: FlaskClient) -> None:
    answer = owner.get(f"{FRAGMENT}?sort=newest&state=&q=Study++number&topic=topic-1&page=1")
    assert answer.headers["HX-Push-Url"] == f"{PAGE}?topic=topic-1&q=Study+number"
    tree = fragment(answer)
    assert texts(tree, "#works-table .count")[0] == "20 of 60 works"
    assert not matches(tree, "#works-filter")
    whole = page(owner.get(answer.headers["HX-Push-Url"]))
    assert texts(whole, "tbody th a") == texts(tree, "tbody th a")
    assert attribute(whole, "#works-q", "value") == ["Study number"]
    assert texts(whole, "#facet-topic [aria-current]") == ["Topic 1 20"]
    assert texts(tree, "#facets [aria-current]") == texts(whole, "#facets [aria-current]")


@pytest.mark.parametrize(
    "query",
    ["topic=nobodys", "year=1900", "q=nowhere", "missing=abstract", "state=draft", "q=%00%27"],
)
def test_a_filter_without_matches_says_so_and_links_back(owner: FlaskClient, query: str) -> None:
    answer = owner.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    assert attribute(page(answer), ".message a", "href") == [PAGE]
    assert owner.get(f"{FRAGMENT}?{query}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "year=x",
        "year=99999999999999999999",
        "sort=&state=%F0",
        "done=x",
        "done=99999999999999999999",
        "gone=x",
        "q=" + "x" * 5000,
        "missing[]=1&page[]=2",
    ],
)
def test_malformed_queries_are_ignored(owner: FlaskClient, query: str) -> None:
    assert owner.get(f"{PAGE}?{query}").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("works", [5, 200])
def test_the_page_needs_few_statements_for_any_number_of_works(app: Flask, works: int) -> None:
    fill(app, *many(works))
    client = sign_in(app)
    for address in (PAGE, f"{PAGE}?q=study&topic=topic-1&missing=doi&done=1", FRAGMENT):
        with statements(app) as found:
            assert client.get(address).status_code == 200
        reads = [s for s in found if s.startswith("SELECT") and "account_session" not in s]
        assert len(reads) <= 11


def table_data(client: FlaskClient, **fields: str) -> dict[str, Any]:
    return form_data(client, client.get(f"{PAGE}?sort=newest"), **fields)


@pytest.mark.slow
def test_a_row_is_saved_in_place_and_can_be_undone(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        before = content()
    answer = owner.post(ROW, data=table_data(owner, row_2_year="2020", row_2_venue="Tide Letters"))
    tree = row_of(answer)
    assert answer.status_code == 200
    assert attribute(tree, "tr", "id") == ["work-2"]
    assert attribute(tree, "#row-2-year, #row-2-venue", "value") == ["Tide Letters", "2020"]
    assert texts(tree, ".done")[0].startswith("✓ Saved")
    with app.app_context():
        shown = db.session.query(Publication).where(Publication.work_id == 2).one()
        assert (shown.year, shown.venue and shown.venue.name) == (2020, "Tide Letters")
        revision = timeline.get_revision(
            int(attribute(tree, ".done button", "value")[0].split(".")[1])
        )
        assert revision
        assert revision.title == "Changed year and venue of “Study number 1”"
    assert texts(page(app.test_client().get("/?q=tide+letters+2020")), "h4") == ["Study number 1"]
    with app.app_context():
        undone = timeline.get_revision(revision.id)
        assert undone
        undo.undo(undone, TERMINAL)
        assert content() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("year", "99999", "1500"),
        ("year", "1499", "1500"),
        ("year", "soon", "Enter digits only."),
        ("venue", "x" * 501, "500"),
    ],
)
def test_an_invalid_row_shows_an_error_and_keeps_the_input(
    app: Flask, owner: FlaskClient, field: str, value: str, complaint: str
) -> None:
    data = table_data(owner, **{f"row_2_{field}": value})
    with app.app_context():
        before = content()
    answer = owner.post(ROW, data=data)
    assert answer.status_code == 422
    assert complaint in texts(row_of(answer), ".error")[0]
    assert attribute(row_of(answer), f"#row-2-{field}", "value") == [value]
    whole = owner.post(PAGE, data={**data, "do": "rows"})
    assert whole.status_code == 422
    assert attribute(page(whole), f"#row-2-{field}", "aria-invalid") == ["true"]
    with app.app_context():
        assert content() == before


@pytest.mark.slow
@pytest.mark.parametrize("address", [ROW, PAGE])
def test_a_row_saved_by_someone_else_shows_a_conflict_and_can_be_saved_again(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    mine = {**table_data(owner, row_2_year="2019"), "do": "rows"}
    owner.post(ROW, data=table_data(owner, row_2_year="2018"))
    answer = owner.post(address, data=mine)
    assert answer.status_code == 409
    tree = row_of(answer) if address == ROW else page(answer)
    assert texts(tree, ".error") == ["Newer value: 2018. Save again to keep yours."]
    assert attribute(tree, "#row-2-year", "value") == ["2019"]
    again = {**mine, "row-2-seen": attribute(tree, "#row-2-seen", "value")[0]}
    assert owner.post(address, data=again).status_code == (200 if address == ROW else 303)
    with app.app_context():
        assert db.session.get_one(Publication, 2).year == 2019


@pytest.mark.slow
def test_another_field_saved_by_someone_else_stays(app: Flask, owner: FlaskClient) -> None:
    mine = table_data(owner, row_2_year="2019")
    owner.post(ROW, data=table_data(owner, row_2_venue="Tide Letters"))
    assert owner.post(ROW, data=mine).status_code == 200
    with app.app_context():
        shown = db.session.get_one(Publication, 2)
        assert (shown.year, shown.venue and shown.venue.name) == (2019, "Tide Letters")


@pytest.mark.slow
def test_without_javascript_all_edited_rows_are_saved_together(
    app: Flask, owner: FlaskClient
) -> None:
    answer = owner.post(
        PAGE, data={**table_data(owner, row_2_year="", row_3_venue="arXiv"), "do": "rows"}
    )
    saved = page(owner.get(answer.headers["Location"]))
    assert answer.status_code == 303
    assert texts(saved, ".saved span") == ["Changed year and venue of 2 works."]
    with app.app_context():
        assert db.session.get_one(Publication, 2).year is None
        assert db.session.query(Venue).where(Venue.name == "arXiv").count() == 1
    nothing = owner.post(PAGE, data={**table_data(owner), "do": "rows"})
    assert (nothing.status_code, one(page(nothing), "#works-note").name) == (200, "p")


@pytest.mark.slow
def test_a_missing_row_is_not_found(owner: FlaskClient) -> None:
    assert owner.post(f"{FRAGMENT}/gone/row", data=table_data(owner)).status_code == 404
    assert owner.get(ROW).status_code == 405
    assert owner.post(ROW, data={**table_data(owner), "token": "x"}).status_code in {400, 403}
