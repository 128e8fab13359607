"""What the profile and other pages tell search engines, and programs that show links to them."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Person, PersonName, Profile
from app.models.profile import OwnerLink
from tests.support.factories import fill, record
from tests.support.pages import attribute, matches, page
from tests.support.schema_org_shapes import violations

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
DIGEST = "ab" * 32
LINKS: list[OwnerLink] = [
    {"kind": "web", "label": "Lab", "url": "https://lab.example"},
    {"kind": "pdf", "label": "CV", "url": "https://lab.example/cv.pdf"},
]


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), record(title="Salt", topics=["Salt"]))
    with app.app_context():
        profile = db.session.scalars(select(Profile)).one()
        profile.affiliation, profile.email, profile.links = "Cape & Bay", "a@b.example", LINKS
        profile.biography_html = f"<p>I study <em>tides</em> &amp; salt. {'Word ' * 90}</p>"
        profile.portrait = [
            {"hash": hash_, "mimetype": mimetype, "width": width}
            for hash_, mimetype, width in (
                ("a", "image/avif", 704),
                (DIGEST, "image/jpeg", 352),
                ("c", "image/jpeg", 176),
            )
        ]
        person = db.session.get_one(Person, profile.person_id)
        person.orcid = "0000-0002-1825-0097"
        person.names = [PersonName(name="A. Roe"), PersonName(name="Ada Roe")]
        db.session.commit()


def block(text: str) -> str:
    (found,) = BLOCK.findall(text)
    return str(found)


def properties(client: FlaskClient, address: str) -> dict[str, str]:
    tags = [one.attrs for one in matches(page(client.get(address)), "head meta[content]")]
    return {one.get("property") or one.get("name") or "": one["content"] or "" for one in tags}


def test_the_profile_is_a_page_about_a_person(client: FlaskClient) -> None:
    text = block(client.get("/").text)
    assert violations(text) == []
    person = json.loads(text)["mainEntity"]
    description = person.pop("description")
    assert re.fullmatch(r"I study tides & salt\. (Word ?)+…", description)
    assert len(description) <= 200
    assert person == {
        "@type": "Person",
        "@id": "https://orcid.org/0000-0002-1825-0097",
        "name": "Ada Roe",
        "alternateName": ["A. Roe"],
        "url": "http://localhost/",
        "image": f"http://localhost/images/{DIGEST}",
        "jobTitle": "Professor",
        "affiliation": {"@type": "Organization", "name": "Cape & Bay"},
        "sameAs": ["https://orcid.org/0000-0002-1825-0097", "https://lab.example"],
    }


def test_a_filtered_list_is_no_profile_page(client: FlaskClient) -> None:
    assert "application/ld+json" not in client.get("/?topic=tides").text
    # One address has one form, whatever a browser accepts: caches need not tell them apart.
    answer = client.get("/", headers={"Accept": "application/ld+json"})
    assert answer.mimetype == "text/html"
    assert "Accept" not in answer.vary


@pytest.mark.parametrize(
    ("address", "title", "kind"),
    [
        ("/", "Ada Roe", "profile"),
        ("/?topic=tides", "Ada Roe", "profile"),
        ("/people/kim-li", "Kim Li", "profile"),
        ("/charts", "Charts", "website"),
        ("/publications/on-tides", "On tides", "article"),
    ],
)
def test_links_to_pages_are_shown_with_the_portrait(
    app: Flask, client: FlaskClient, address: str, title: str, kind: str
) -> None:
    app.config["SITE_URL"] = "https://ada.example"
    found = properties(client, address)
    assert (found["og:title"], found["og:type"]) == (title, kind)
    assert found["og:url"] == f"https://ada.example{address}"
    assert attribute(page(client.get(address)), "link[rel=canonical]", "href") == [found["og:url"]]
    assert found["og:image"] == f"https://ada.example/images/{DIGEST}"
    assert found["twitter:card"] == "summary"
    assert found.get("og:site_name") == (None if kind == "article" else "Ada Roe")
    assert found.get("og:description") == found.get("description")


def test_a_long_position_is_cut_at_a_word(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        db.session.scalars(select(Profile)).one().affiliation = "Institute " * 60
        db.session.commit()
    description = properties(client, "/")["og:description"]
    assert description.endswith("Institute…")
    assert len(description) <= 200


def test_an_empty_site_and_one_without_portrait_have_no_picture(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        db.session.scalars(select(Profile)).one().portrait = []
        db.session.commit()
    assert "og:image" not in properties(client, "/")
    assert "image" not in json.loads(block(client.get("/").text))["mainEntity"]
