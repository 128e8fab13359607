"""Addresses of targets: read as people write them, and shown without their passwords."""

from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import OperationalError

from app.services.moving import address
from app.services.moving.errors import MoveError, explained

FOLDER = Path("/srv/vitae")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("sqlite:////srv/copy.sqlite", "sqlite:////srv/copy.sqlite"),
        ("sqlite:///copy.sqlite", "sqlite:////srv/vitae/copy.sqlite"),
        ("sqlite+pysqlite:////srv/copy.sqlite", "sqlite:////srv/copy.sqlite"),
        (" postgres://roe@db/vitae\n", "postgresql+psycopg://roe@db/vitae"),
        (
            "postgresql://roe@db/vitae?sslmode=require",
            "postgresql+psycopg://roe@db/vitae?sslmode=require",
        ),
        ("postgresql+psycopg2://roe@db:5433/vitae", "postgresql+psycopg://roe@db:5433/vitae"),
        ("postgresql+psycopg:///vitae", "postgresql+psycopg:///vitae"),
    ],
)
def test_addresses_are_read_as_people_write_them(typed: str, read: str) -> None:
    pytest.importorskip("psycopg")
    assert address.parse(typed, FOLDER).render_as_string(hide_password=False) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "copy.sqlite",
        "/srv/copy.sqlite",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:copy.sqlite?mode=ro&uri=true",
        "mysql://roe:geheim@db/vitae",
        "oracle://roe:geheim@db/vitae",
        "https://roe:geheim@db/vitae",
        "postgresql://roe:geheim@db",
        "postgresql://roe:geheim@db:port/vitae",
        "postgresql//roe:geheim@db/vitae",
    ],
)
def test_what_is_no_address_is_refused_without_its_password(typed: str) -> None:
    with pytest.raises(MoveError, match=r"a file|an address such as sqlite:////path/") as refused:
        address.parse(typed, FOLDER)
    assert "geheim" not in str(refused.value)


def test_passwords_are_not_shown() -> None:
    url = make_url("postgresql://roe:geheim@db/vitae?sslpassword=geheim&sslmode=require")
    assert "geheim" not in address.shown(url)
    assert "sslmode=require" in address.shown(url)
    with pytest.raises(MoveError, match=r"of roe:\*\*\* failed") as refused, explained(url):
        raise OperationalError("", None, Exception("authentication of roe:geheim failed.\n\tMore"))
    assert "geheim" not in str(refused.value)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ImportError(name="psycopg")

    monkeypatch.setattr(PGDialect_psycopg, "import_dbapi", fail)
    with pytest.raises(MoveError, match=r"the library psycopg, .* requirements/postgresql\.txt"):
        address.parse("postgresql://roe@db/vitae", FOLDER)
