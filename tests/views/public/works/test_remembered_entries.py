"""Entries of the list are drawn once while they stay as they are, and again when they change."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Update, update

from app.database import db
from app.models import Publication, Topic, Work
from app.services import cache
from app.services.catalog.cards import WorkCard
from app.views.public import works
from tests.support.factories import fill, record

LIST = "/fragments/publications"


@pytest.fixture(autouse=True)
def two_works(app: Flask) -> None:
    fill(app, record(title="One", topics=["Tides"]), record(title="Two"))


@contextmanager
def drawn(app: Flask) -> Iterator[list[str]]:
    """Collect the titles of entries that are drawn."""
    titles: list[str] = []

    def remember(draw: works.Draw, entry: WorkCard, is_compact: bool) -> str:
        def noted(card: WorkCard, compact: bool) -> str:
            titles.append(card.title_html)
            return draw(card, compact)

        return works.remembered_entry(noted, entry, is_compact)

    with patch.dict(app.jinja_env.globals, remembered_entry=remember):
        app.jinja_env.cache.clear()  # type: ignore[union-attr]
        yield titles
    app.jinja_env.cache.clear()  # type: ignore[union-attr]


def test_filters_and_saves_draw_no_entry_again(app: Flask, client: FlaskClient) -> None:
    with drawn(app) as titles:
        for address in (LIST, "/", f"{LIST}?topic=tides", f"{LIST}?sort=oldest"):
            client.get(address)
        assert sorted(titles) == ["One", "Two"]
        save(app, update(Work).values(version=7))
        client.get(LIST)
        assert sorted(titles) == ["One", "Two"]
        client.get(f"{LIST}?view=compact")
        assert sorted(titles) == ["One", "One", "Two", "Two"]


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (update(Publication).where(Publication.title == "One").values(title_html="Three"), "Three"),
        (update(Topic).values(name="Waves"), "Waves"),
    ],
)
def test_a_change_is_shown_at_once(
    app: Flask, client: FlaskClient, change: Update, shown: str
) -> None:
    client.get(LIST)
    with drawn(app) as titles:
        save(app, change)
        assert f">{shown}</a>" in client.get(LIST).text
    assert len(titles) == 1


def test_links_have_the_prefix_of_the_request(client: FlaskClient) -> None:
    client.get(LIST)
    prefixed = client.get(LIST, base_url="http://localhost/site/").text
    assert 'href="/site/publications/one"' in prefixed
    assert 'href="/publications/one"' not in prefixed
    assert 'href="/publications/one"' in client.get(LIST).text


def save(app: Flask, change: Update) -> None:
    with app.app_context():
        db.session.execute(change)
        cache.commit()
