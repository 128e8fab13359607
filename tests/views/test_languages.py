"""Which language an address answers in, and the one address of each view."""

import re

import pytest
from flask import Flask
from sqlalchemy import text, update

from app.database import db
from app.models import Account
from tests.support.accounts import sign_in
from tests.support.factories import fill, many, record
from tests.support.languages import speak

SKIP = {"en": "Skip to content", "fr": "Aller au contenu"}


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, record(topics=["Tides"]), *many(30))
    speak(app, "en", "fr")
    return app


def language_of(html: str) -> str:
    found = re.search(r'<html lang="([\w-]+)"', html)
    assert found
    assert SKIP[found[1]] in html
    return found[1]


@pytest.mark.parametrize("path", ["/", "/publications/on-tides", "/cv", "/charts", "/facets/topic"])
def test_each_language_has_its_own_address(site: Flask, path: str) -> None:
    client = site.test_client()
    assert language_of(client.get(path).text) == "en"
    answer = client.get(f"/fr{path}")
    assert (answer.status_code, language_of(answer.text)) == (200, "fr")


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/fr", "/fr/"),
        ("/fr//", "/fr/"),
        ("/fr?topic=tides", "/fr/?topic=tides"),
        ("/en/", "/"),
        ("/en", "/"),
        ("/en/publications/on-tides?x=1", "/publications/on-tides?x=1"),
        ("/fr/publications", "/fr/#publications"),
        ("/fr/publications//on-tides", "/fr/publications/on-tides"),
        ("/fr/publications.bib?topic=tides", "/publications.bib?topic=tides"),
        ("/fr/edit/works", "/edit/works"),
        ("/fr/sign-in", "/sign-in"),
        ("/fr/robots.txt", "/robots.txt"),
    ],
)
def test_a_view_has_one_address(site: Flask, asked: str, leads_to: str) -> None:
    answer = site.test_client().get(asked)
    assert (answer.status_code, answer.location) == (301, leads_to)
    # Whoever changes the order of the languages can't take back what browsers keep.
    assert answer.headers["Cache-Control"] in {"no-cache", "no-store"}


@pytest.mark.parametrize(("path", "leads_to"), [("//", "/"), ("///", "/"), ("/fr///", "/fr/")])
def test_the_profile_has_no_further_slashes(site: Flask, path: str, leads_to: str) -> None:
    asked = {"PATH_INFO": path, "QUERY_STRING": "topic=tides"}
    answer = site.test_client().get("/", environ_overrides=asked)
    assert (answer.status_code, answer.location) == (301, f"{leads_to}?topic=tides")


@pytest.mark.parametrize("path", ["/ar/", "/de/", "/FR/", "/fr/fr/", "/french/", "/fr/nothing"])
def test_other_addresses_are_not_found(site: Flask, path: str) -> None:
    answer = site.test_client().get(path)
    assert answer.status_code == 404
    assert language_of(answer.text) == ("fr" if path.startswith("/fr/") else "en")


@pytest.mark.parametrize("path", ["/fr", "/fr/", "/en/", "/fr/publications/on-tides", "/fr/edit"])
def test_a_site_in_one_language_has_no_tags(app: Flask, path: str) -> None:
    fill(app, record())
    answer = app.test_client().get(path)
    assert (answer.status_code, language_of(answer.text)) == (404, "en")


def test_the_first_language_may_be_another(app: Flask) -> None:
    fill(app, record())
    speak(app, "fr", "en")
    client = app.test_client()
    assert language_of(client.get("/").text) == "fr"
    assert language_of(client.get("/en/").text) == "en"
    assert client.get("/fr/").location == "/"
    speak(app, "fr")
    assert language_of(client.get("/").text) == "fr"


def test_nothing_is_sent_to_an_address_with_a_tag(site: Flask) -> None:
    assert site.test_client().post("/fr/sign-in").status_code == 404
    assert site.test_client().post("/fr/cv").status_code == 405


def test_a_renamed_work_is_found_in_each_language(site: Flask) -> None:
    with site.app_context():
        db.session.execute(text("INSERT INTO work_slug (slug, work_id) VALUES ('of-old', 1)"))
        db.session.commit()
    answer = site.test_client().get("/fr/publications/of-old")
    assert (answer.status_code, answer.location) == (301, "/fr/publications/on-tides")


def test_errors_speak_the_language_even_without_a_database(site: Flask) -> None:
    client = site.test_client()
    client.get("/")
    with site.app_context():
        db.session.execute(text("DROP TABLE alembic_version"))
        db.session.commit()
    for path in ("/fr/", "/"):
        answer = client.get(path)
        assert (answer.status_code, language_of(answer.text)) == (
            503,
            "fr" if "fr" in path else "en",
        )
        assert f'href="{path}">' in answer.text


def test_pages_for_editing_speak_the_language_of_the_account(site: Flask) -> None:
    client = sign_in(site)
    assert language_of(client.get("/edit/works").text) == "en"
    with site.app_context():
        db.session.execute(update(Account).values(language="fr"))
        db.session.commit()
    page = client.get("/edit/works").text
    assert language_of(page) == "fr"
    # The site itself has its own languages.
    assert '<a class="home" href="/fr/">' in page
    assert language_of(client.get("/").text) == "en"


def test_forms_in_place_speak_the_language_of_their_page(site: Flask) -> None:
    client = sign_in(site)
    part = "/fragments/edit/works/on-tides/shown"
    french = client.get(part, headers={"Referer": "http://localhost/fr/?topic=tides"}).text
    assert 'href="/fr/publications/on-tides"' in french
    plain = client.get(part, headers={"Referer": "http://localhost/"}).text
    assert 'href="/publications/on-tides"' in plain


def test_signing_in_speaks_the_language_of_the_page_that_led_there(site: Flask) -> None:
    client = site.test_client()
    assert language_of(client.get("/sign-in?next=/fr/cv").text) == "fr"
    assert language_of(client.get("/sign-in?next=/cv").text) == "en"
    page = client.get("/fr/cv").text
    assert 'href="/sign-in?next=/fr/cv"' in page
