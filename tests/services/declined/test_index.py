"""What a record is recognized by as declined before, readable or hashed."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.bibliography.record import PublicationType, Record
from app.database import db
from app.models import Declined, DeclinedKind, DeclinedValue, DeclineReason, Site
from app.services.declined import hashing, store
from app.services.declined.index import read_declined_index
from app.services.declined.store import NewDecline
from app.services.declined.values import recognized_by
from tests.support.database import statements

TIDES: dict[str, Any] = {
    "title": "On the \\emph{Tides} of Mars",
    "authors": ("Ada Roe", "Kim Li"),
    "year": 2020,
    "doi": "10.1000/tides",
    "arxiv_id": "2001.00001",
}
BOOK: dict[str, Any] = {
    "title": "Seas",
    "authors": ("Ada Roe",),
    "type": PublicationType.BOOK,
    "isbn": "0-306-40615-2",
}


def decline(app: Flask, *versions: dict[str, Any], hashed: bool = False) -> None:
    values = [recognized_by(Record(**one)) for one in versions]
    with app.app_context():
        store.remember([NewDecline(DeclineReason.DELETED, "On tides", values, 7)], "Ada", 1)
        if hashed:
            store.hash_works([7])
        db.session.commit()


def is_declined(app: Flask, **fields: Any) -> bool:
    with app.app_context():
        return bool(read_declined_index().matches(Record(**fields)))


@pytest.mark.parametrize("hashed", [False, True])
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "Another", "doi": "10.1000/tides"}, True),
        ({"title": "Another", "doi": "10.48550/arxiv.2001.00001"}, True),
        ({"title": "On the tides of Mars", "authors": ("Li, Kim",), "year": 2022}, True),
        ({"title": "On the tides of Mars", "authors": ("Roe, A.",)}, True),
        # Another paper of the same title, by others or much later.
        ({"title": "On the tides of Mars", "authors": ("Bo Ek",), "year": 2020}, False),
        ({"title": "On the tides of Mars", "authors": ("Ada Roe",), "year": 2023}, False),
        ({"title": "On the tides of Mars"}, False),
        ({"title": "On the tides of Mars II", "authors": ("Ada Roe",), "year": 2020}, False),
        # A paper by others with the DOI of the same proceedings.
        ({"title": "Dunes", "authors": ("Bo Ek",), "doi": "10.1000/tides"}, False),
        ({"title": "Oceans", "type": PublicationType.BOOK, "isbn": "9780306406157"}, True),
        # A chapter of the declined book.
        ({"title": "Oceans", "type": PublicationType.CHAPTER, "isbn": "9780306406157"}, False),
    ],
)
def test_the_rules_are_those_of_sameness(
    app: Flask, hashed: bool, fields: dict[str, Any], expected: bool
) -> None:
    decline(app, TIDES, BOOK, hashed=hashed)
    assert is_declined(app, **fields) is expected


def test_hashes_show_nothing_of_what_was_deleted(app: Flask) -> None:
    decline(app, {**TIDES, "source": "@article{tides}"}, BOOK)
    with app.app_context():
        readable = set(db.session.scalars(select(DeclinedValue.value)))
    assert {"on the tides of mars", "10.1000/tides", "9780306406157", "2020"} < readable
    with app.app_context():
        store.hash_works([7])
        db.session.commit()
        stored = list(db.session.execute(select(DeclinedValue.value, DeclinedValue.is_hashed)))
    assert {len(value) for value, _ in stored} == {64}
    assert {is_hashed for _, is_hashed in stored} == {True}
    assert not readable & {value for value, _ in stored}


def test_hashes_depend_on_the_secret_of_the_site(app: Flask) -> None:
    value = (DeclinedKind.DOI, "10.1000/tides")
    with app.app_context():
        first = hashing.hasher()(value)
        assert hashing.hasher()(value) == first
        db.session.execute(update(Site).values(secret="00" * 32))
        assert hashing.hasher()(value) != first


def test_an_erased_author_is_recognized_but_not_named(app: Flask) -> None:
    decline(app, TIDES)
    with app.app_context():
        store.hash_author(["Ada Roe", "A. Roe"])
        db.session.commit()
        readable = select(DeclinedValue.value).where(DeclinedValue.is_hashed.is_(False))
        assert not [value for value in db.session.scalars(readable) if "roe" in value]
    title = "On the tides of Mars"
    assert is_declined(app, title=title, authors=("Ada Roe",))
    assert is_declined(app, title=title, authors=("Kim Li",))
    assert not is_declined(app, title=title, authors=("Bo Ek",))


def test_the_index_is_read_with_two_statements(app: Flask) -> None:
    decline(app, *({**TIDES, "title": f"Study {n}"} for n in range(50)), hashed=True)
    with app.app_context(), statements(app) as sent:
        read_declined_index()
        assert len([one for one in sent if one.startswith("SELECT")]) == 2


def test_what_was_not_hers_before_it_was_her_work_is_hashed_with_it(app: Flask) -> None:
    decline(app, TIDES)
    others = [{**TIDES, "doi": "10.1000/other"}, {**BOOK, "title": "Dunes"}]
    values = [[recognized_by(Record(**one))] for one in others]
    with app.app_context():
        declines = [NewDecline(DeclineReason.NOT_MINE, "On tides", one) for one in values]
        store.remember(declines, "Ada", 2)
        store.hash_works([7])
        db.session.commit()
        titles = list(db.session.scalars(select(Declined.title).order_by(Declined.id)))
    assert titles == [None, None, "On tides"]
    assert is_declined(app, title="Another", doi="10.1000/other")
