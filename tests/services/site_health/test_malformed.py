"""Which addresses and numbers lead nowhere by their mere form."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography import urls
from app.database import db
from app.models import Profile, Publication
from app.services.site_health import malformed
from tests.support.factories import fill, record

SOUND = "https://tides.ac.uk/slides.pdf"


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        (SOUND, ""),
        ("http://www.tides.org", ""),
        ("https://tides.org:8443/a?b=c#d", ""),
        ("https://université.fr/é", ""),
        ("https://198.41.0.4/x", ""),
        ("ftp://tides.org/x", "must begin with https:// or http://"),
        ("https://", "is not a valid web address"),
        ("https:///x", "is not a valid web address"),
        ("https://tides org/x", "must not contain spaces"),
        ("https://tides.org/a b", "must not contain spaces"),
        ("https://https://tides.org", "is not a valid web address"),
        ("https://tides", "names a host without a domain"),
        ("http://localhost/x", "leads to a computer in a local network"),
        ("http://localhost:5000/x", "leads to a computer in a local network"),
        ("http://nas.local/x", "leads to a computer in a local network"),
        ("http://127.0.0.1/x", "leads to a computer in a local network"),
        ("http://192.168.1.4:8080/x", "leads to a computer in a local network"),
        ("https://example.com/x", "is a placeholder"),
        ("https://www.example.org", "is a placeholder"),
        ("https://site.example/x", "is a placeholder"),
        ("https://myexample.com/x", ""),
    ],
)
def test_the_fault_of_an_address_is_named(url: str, fault: str) -> None:
    assert malformed.url_fault(url) == fault


@given(st.from_regex(malformed.USUAL, fullmatch=True))
def test_usual_addresses_are_valid(url: str) -> None:
    assert urls.validation_error(url) == ""


def faults(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        return [(source.field, words) for source, words in malformed.malformed_links(-1)]


def test_links_of_works_people_and_the_profile_are_read(app: Flask) -> None:
    bad = "http://localhost/x"
    fill(
        app,
        record(links=[{"label": "Code", "url": bad}, {"label": "More", "url": SOUND}]),
        people=[{"name": "Kim Li", "level": "PhD", "url": "http://tides/kim"}],
        profile={
            "links": [{"label": "Lab", "url": "https://lab.example"}],
            "biography": "[Home](http://10.0.0.1/) and [away](https://tides.ac.uk/).",
        },
    )
    assert faults(app) == [
        ("links", "https://lab.example is a placeholder"),
        ("biography", "http://10.0.0.1/ leads to a computer in a local network"),
        ("url", "http://tides/kim names a host without a domain"),
        ("links", f"{bad} leads to a computer in a local network"),
    ]


def test_links_of_sections_are_read(app: Flask) -> None:
    entry = {
        "what": "A prize",
        "url": "http://localhost/a",
        "note": "[x](http://tides/) [y](https://b.org/)",
    }
    fill(app, sections=[{"name": "Prizes", "entries": [entry]}])
    assert faults(app) == [
        ("url", "http://localhost/a leads to a computer in a local network"),
        ("note", "http://tides/ names a host without a domain"),
    ]


def test_numbers_of_another_shape_are_found(app: Flask) -> None:
    fill(app, record(doi="10.1000/tides", arxiv_id="2301.00001"))
    assert faults(app) == []
    with app.app_context():
        version = db.session.query(Publication).one()
        version.doi, version.arxiv_id = "10.1/not a doi", "2313.00001"
        db.session.query(Profile).one().person.orcid = "0000-0000-0000-0000"
        db.session.commit()
    app.extensions.pop("vitae_cache", None)
    assert faults(app) == [
        ("orcid", "0000-0000-0000-0000 is not an ORCID iD"),
        ("doi", "10.1/not a doi is not a DOI"),
        ("arxiv_id", "2313.00001 is not an arXiv number"),
    ]


def test_links_of_drafts_are_left_out(app: Flask) -> None:
    fill(
        app,
        record(work="on-tides", links=[{"label": "Code", "url": "http://localhost/"}]),
        works=[{"work": "on-tides", "state": "draft"}],
    )
    assert faults(app) == []


def test_a_long_address_is_shortened() -> None:
    assert malformed.excerpt("x" * 80) == "x" * 80
    assert malformed.excerpt("x" * 81) == "x" * 80 + "…"
