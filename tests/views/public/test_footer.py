"""The footer of public pages: when the site changed, its files, a way to reach and to edit it."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update

from app.database import db
from app.models import Profile, Revision, Work
from app.services import cache
from app.services.catalog import profile
from app.services.catalog.profile import Footer
from app.services.catalog.translations import tables
from app.services.catalog.translations import texts as texts_of
from tests.support.accounts import sign_in
from tests.support.database import statements
from tests.support.factories import fill, record
from tests.support.languages import speak
from tests.support.pages import attribute, page, texts

PAGES = ["/", "/publications/on-tides", "/publications/on-tides/cite"]
FILES = [f"/publications.{suffix}" for suffix in ("bib", "ris", "json", "csv")]


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(app, record(), profile={"email": "ada@site.example"})
    with app.app_context():
        db.session.execute(update(Revision).values(made_at=datetime(2026, 3, 7, 12, tzinfo=UTC)))
        db.session.commit()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_footer(client: FlaskClient, address: str) -> None:
    tree = page(client.get(address))
    assert texts(tree, "footer p")[0] == "Updated 7 March 2026"
    assert attribute(tree, "footer time", "datetime") == ["2026-03-07"]
    assert texts(tree, "footer p")[1] == "Download all (BibTeX, RIS, CSL-JSON, CSV)"
    back = "" if address == "/" else f"?next={address}"
    links = ["/feed.atom", *FILES, "/cv", "mailto:ada@site.example", f"/sign-in{back}"]
    assert attribute(tree, "footer a", "href") == links
    for target in links:
        if target.startswith("/"):
            assert client.get(target).status_code == 200


def test_a_signed_in_user_is_not_asked_to_sign_in(app: Flask) -> None:
    tree = page(sign_in(app).get("/"))
    assert texts(tree, "footer a") == ["Feed", "BibTeX", "RIS", "CSL-JSON", "CSV", "CV", "Contact"]


def test_a_site_without_works_and_address_offers_neither(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        db.session.execute(delete(Work))
        db.session.execute(update(Profile).values(email=None))
        cache.commit()
    tree = page(client.get("/"))
    assert texts(tree, "footer a") == ["CV", "Sign in"]


def test_a_page_that_is_not_found_offers_to_sign_in_there(client: FlaskClient) -> None:
    tree = page(client.get("/publications/no-such"))
    assert attribute(tree, "footer a", "href") == ["/sign-in?next=/publications/no-such"]


def test_the_date_is_that_of_the_latest_change(app: Flask) -> None:
    fill(app, record(title="Two"))
    with app.app_context():
        today = db.session.scalars(select(func.max(Revision.made_at))).one().date()
        header, footer = profile.header(), profile.footer()
        assert header
        assert footer == header.footer == Footer("Ada Roe", "ada@site.example", today)


def test_the_footer_takes_one_statement(app: Flask) -> None:
    with statements(app) as sent, app.app_context():
        profile.footer()
    assert len([statement for statement in sent if statement.startswith("SELECT")]) == 1


def test_pages_link_to_a_biography_that_is_only_a_translation(app: Flask) -> None:
    client = app.test_client()
    work = "/fr/publications/on-tides"

    def links() -> list[str]:
        return attribute(page(client.get(work)), ".top nav a", "href")

    speak(app, "en", "fr")
    assert "/fr/#biography" not in links()
    with app.app_context():
        texts_of.write_texts(tables.PROFILE, 1, {"biography.fr": "J’étudie les marées."})
        cache.commit()
    assert "/fr/#biography" in links()
    # A language that the site no longer has keeps its texts, which nobody sees.
    speak(app, "en", "ar")
    work = "/ar/publications/on-tides"
    assert "/ar/#biography" not in links()
