"""Ids of feeds: the same for as long as the site is."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app.database import db
from app.models import Revision, RevisionItem, Site
from app.services import cache
from app.services.exporting.feeds import tags
from tests.support.atom_rules import TAG
from tests.support.factories import fill, record

STARTED = datetime(2026, 3, 7, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def filled_site(app: Flask) -> None:
    fill(app, record())
    with app.app_context():
        db.session.execute(update(Revision).values(made_at=STARTED))
        db.session.commit()


@pytest.mark.parametrize(
    ("site", "authority"),
    [
        ("https://Ada.Example", "ada.example,2026-03-07"),
        ("http://ada.example:8080/~ada/vitae", "ada.example,2026-03-07:~ada/vitae"),
        ("http://127.0.0.1:5000", "127.0.0.1,2026-03-07"),
        ("http://[::1]:5000", "localhost,2026-03-07"),
        ("http://my_site", "localhost,2026-03-07"),
        ("", "localhost,2026-03-07"),
    ],
)
def test_ids_begin_with_the_host_and_the_day_of_the_first_change(
    app: Flask, site: str, authority: str
) -> None:
    with app.app_context():
        assert tags.tag_authority(site) == authority
    assert TAG.fullmatch(tags.tag(authority, "work/1"))


def test_what_is_stored_once_outlasts_a_move(app: Flask) -> None:
    with app.app_context():
        before = cache.change_count()
        tags.keep_authority("https://ada.example")
        stored = tags.tag_authority("https://eve.example")
        assert stored.startswith("ada.example,")
        assert cache.change_count() == before + 1
        tags.keep_authority("https://eve.example")
        assert tags.tag_authority("https://eve.example") == stored
        assert cache.change_count() == before + 1
        assert db.session.scalar(select(Site.tag_authority)) == stored


def test_an_empty_site_has_ids_too(app: Flask) -> None:
    with app.app_context():
        for table in (RevisionItem, Revision):
            db.session.execute(delete(table))
        assert TAG.fullmatch(
            tags.tag(tags.tag_authority("https://ada.example"), "feed?topic=a%2Fb")
        )
