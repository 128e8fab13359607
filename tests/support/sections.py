"""Sections of a profile document, and what the page shows of them."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML

from app.database import db
from app.models import Section, SectionEntry
from tests.support.pages import content, matches, one, page, texts

AWARDS: dict[str, Any] = {
    "kind": "awards",
    "entries": [
        {"what": "Cape Medal", "where": "Academy of the Sea", "started_on": "2021"},
        {"what": "Best Paper Award", "started_on": "2024-09", "work": "on-tides"},
    ],
}
POSITIONS: dict[str, Any] = {
    "kind": "positions",
    "entries": [
        {"what": "Lecturer", "where": "Harbour College", "started_on": "2021", "ended_on": "2024"},
        {"what": "Professor", "where": "University of the Cape", "started_on": "2024"},
    ],
}
NEWS: dict[str, Any] = {
    "kind": "news",
    "entries": [{"what": "A buoy is back", "started_on": "2024-09-30", "placement": "page"}],
}
TALKS: dict[str, Any] = {"kind": "talks", "lists_talks": True}
SECTIONS = [AWARDS, POSITIONS, NEWS]
AWARD, POSITION = "/edit/sections/1/entries/2", "/edit/sections/2/entries/3"


def shown(client: FlaskClient) -> dict[str, list[str]]:
    """Return the entries of each section on the profile page, dates first."""
    return listed(page(client.get("/")))


def listed(tree: JustHTML) -> dict[str, list[str]]:
    """Return the entries of each section on a page."""
    return {
        content(one(section, "h2")): texts(section, ".dated li")
        for section in matches(tree, "section[id^=section-]")
    }


def stored(app: Flask) -> dict[str, list[str]]:
    """Return what the entries of each section say, as they are stored."""
    with app.app_context():
        sections = db.session.query(Section).order_by(Section.position, Section.name)
        entries = db.session.query(SectionEntry).order_by(SectionEntry.position, SectionEntry.id)
        return {
            section.name: [one.what for one in entries.filter_by(section_id=section.id)]
            for section in sections
        }
