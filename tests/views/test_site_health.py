"""The page of the report: every issue leads to the field that fixes it."""

from urllib.parse import urldefrag

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from app.database import db
from app.models import LinkCheck, LinkRun, LinkState, PdfContent, Publication
from app.services.site_health import authors, pdfs, report, works
from app.services.site_health.links import results, store, worker
from tests.support.accounts import sign_in, token
from tests.support.database import rows, statements
from tests.support.factories import fill, many, record
from tests.support.pages import attribute, content, fragment, matches, one, page, texts
from tests.support.pdf_files import attach

ADDRESS = "/edit/health"
BAD = {"label": "Code", "url": "http://localhost/x"}
UNSURE = {"label": "Data", "url": "https://tides.org/unsure"}
# Of these, one is of the session and one of the navigation.
MOST_STATEMENTS = 22


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    """A site with an issue of every kind, and a signed-in client."""
    twins = [record(title="On the tides", year=year, abstract="x") for year in (2021, 2024)]
    likeness = [{"name": "A. Roe", "owner": False}]
    fill(
        app,
        record(title="Undated", year=None, doi="10.1000/x"),
        *twins,
        record(title="Not mine", authors=likeness, links=[BAD]),
        record(title="Kelp", authors=["Ada Roe", "K. Li"], links=[BAD], type="article", work="k"),
        record(title="Kelp!", authors=["Ada Roe"], links=[BAD], work="k", doi="10.1000/k"),
        record(title="Moved", links=[{"label": "x", "url": "https://tides.org/moved"}]),
        record(title="Dead", links=[{"label": "x", "url": "https://tides.org/dead"}]),
        record(title="Seaweed", authors=["Ada Roe", "K. Li"], links=[UNSURE], year=1999),
        people=[{"name": "Kim Li", "url": "http://localhost/kim"}],
        sections=[{"name": "Prizes", "entries": [{"what": "One", "url": BAD["url"]}]}],
        profile={"links": [BAD], "biography": "[x](http://localhost/b)"},
    )
    attach(app, "paper", slug="seaweed")
    with app.app_context():
        db.session.query(PdfContent).one().size = 6 * 2**20
        db.session.query(Publication).filter_by(doi="10.1000/x").one().doi = "10.1/x y"
        for state in (LinkState.DEAD, LinkState.MOVED, LinkState.UNSURE):
            moved_to = "https://tides.org/new" if state is LinkState.MOVED else None
            url = f"https://tides.org/{state}"
            db.session.add(LinkCheck(url=url, state=state, reason="", moved_to=moved_to))
        db.session.commit()
    return sign_in(app)


def test_visitors_have_to_sign_in(client: FlaskClient) -> None:
    assert client.get(ADDRESS).location == f"/sign-in?next={ADDRESS}"


def test_every_issue_leads_to_the_field_that_fixes_it(owner: FlaskClient) -> None:
    tree = page(owner.get(ADDRESS))
    found = attribute(tree, ".issues a", "href")
    assert len(texts(tree, ".check h3")) == 15
    for address in dict.fromkeys(found):
        path, anchor = urldefrag(address)
        answer = owner.get(path)
        assert answer.status_code == 200, address
        assert not anchor or matches(page(answer), f"#{anchor}"), address
    assert len({urldefrag(address)[1].rpartition("-")[2] for address in found}) > 6


def test_show_all_leads_to_as_many(owner: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (report, works, authors, pdfs, results):
        monkeypatch.setattr(module, "SHOWN", 1)
    tree = page(owner.get(ADDRESS))
    links = matches(tree, ".check > p > a")
    assert len(links) == 4
    for link in links:
        count = int(content(link).split()[2].rstrip(":"))
        address = str(link.attrs["href"])
        all_of_them = page(owner.get(address))
        selector = ".issues li" if "/issues/" in address else "#works-table tbody tr"
        assert len(matches(all_of_them, selector)) == count, address


def test_a_good_site_is_told_so(owner: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_checks", lambda *_: iter(()))
    tree = page(owner.get(ADDRESS))
    assert texts(tree, ".healthy strong") == ["Nothing to do."]
    assert matches(tree, ".check") == []


def test_unknown_and_fixed_checks(app: Flask, owner: FlaskClient) -> None:
    assert owner.get(f"{ADDRESS}/issues/none").status_code == 404
    assert owner.get(f"{ADDRESS}/issues/links-dead?page=0").status_code == 200
    with app.app_context():
        db.session.execute(delete(LinkCheck))
        db.session.commit()
    assert owner.get(f"{ADDRESS}/issues/links-dead").location == ADDRESS


def test_the_owners_pages_lead_to_it(owner: FlaskClient) -> None:
    assert ADDRESS in attribute(page(owner.get("/edit/works")), "main a", "href")
    assert ADDRESS in attribute(page(owner.get("/")), ".bar a", "href")


def test_a_new_site_is_led_to_it(app: Flask) -> None:
    fill(app)
    assert ADDRESS in attribute(page(sign_in(app).get("/")), "#checklist a", "href")


@pytest.mark.parametrize("count", [12, pytest.param(300, marks=pytest.mark.slow)])
def test_the_report_takes_few_statements(app: Flask, count: int) -> None:
    fill(app, *many(count, links=[BAD]), people=[{"name": "Kim Li"}, {"name": "K. Li"}])
    owner = sign_in(app)
    app.extensions.pop("vitae_cache", None)
    with statements(app) as sent:
        assert owner.get(ADDRESS).status_code == 200
    reads = [sql for sql in sent if sql.startswith(("SELECT", "WITH"))]
    assert len(reads) <= MOST_STATEMENTS, "\n".join(reads)


def press(owner: FlaskClient) -> str:
    form = one(page(owner.get(ADDRESS)), "#links form")
    answer = owner.post(form.attrs["action"] or "", data={"token": token(owner)})
    return str(answer.location)


def test_the_button_begins_a_check(
    app: Flask, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[bool] = []
    monkeypatch.setattr(worker, "start", lambda: started.append(True))
    assert press(owner) == ADDRESS
    assert started == [True]
    tree = page(owner.get(ADDRESS))
    assert attribute(tree, "#links progress", "value") == ["0"]
    assert matches(tree, "#links form") == []
    # No worker has claimed it yet, so that each visit tries again.
    assert len(started) == 2
    with app.app_context():
        claim = store.claim_run()
        assert claim
    polled = fragment(owner.get(f"/fragments{ADDRESS}/links"))
    assert attribute(polled, "#links", "hx-trigger") == ["every 2s"]
    assert len(started) == 2
    with app.app_context():
        claim.finish()
    done = fragment(owner.get(f"/fragments{ADDRESS}/links"))
    assert texts(done, "#links p a") == ["Show the results"]
    assert attribute(done, "#links", "hx-get") == [""]


def test_a_wrong_token_begins_nothing(app: Flask, owner: FlaskClient) -> None:
    assert owner.post(f"{ADDRESS}/links", data={"token": "x"}).status_code in {400, 403}
    with app.app_context():
        assert rows(LinkRun) == 0


def test_no_site_is_asked_where_look_ups_are_off(app: Flask, owner: FlaskClient) -> None:
    app.config["LOOKUPS"] = False
    assert "turned off" in texts(page(owner.get(ADDRESS)), "#links p.hint")[0]
    sent = {"token": token(owner)}
    assert owner.post(f"{ADDRESS}/links", data=sent).status_code == 404
