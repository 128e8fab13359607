"""The address of the database that a site is copied to."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.services.moving.errors import SECRETS, MoveError

SQLITE, POSTGRESQL = "sqlite", "postgresql+psycopg"
EXAMPLES = "sqlite:////path/site.sqlite or postgresql+psycopg://user@host/name"
WRONG = f"A target is an address such as {EXAMPLES}."

LIBRARY = (
    "PostgreSQL needs the library {}, which is not installed."
    " Install it: .venv/bin/pip install --require-hashes -r requirements/postgresql.txt."
)


def parse(text: str, folder: Path) -> URL:
    """Return the address of a target; a relative file is within `folder`. Raises MoveError."""
    try:
        url = make_url(text.strip())
        kind = url.get_backend_name()
    except (ArgumentError, ValueError):
        # Not with the address, which may contain a password.
        raise MoveError(WRONG) from None
    if kind == "sqlite":
        return _of_file(url, folder)
    # As hosting providers write it.
    if kind in {"postgresql", "postgres"} and url.database:
        return _of_server(url)
    raise MoveError(WRONG)


def shown(url: URL) -> str:
    """Return an address without its passwords."""
    hidden = {name: "***" for name in SECRETS if name in url.query}
    return url.update_query_dict(hidden).render_as_string(hide_password=True)


def _of_file(url: URL, folder: Path) -> URL:
    name = url.database
    if not name or name == ":memory:" or name.startswith("file:") or url.query:
        raise MoveError(f"A target on SQLite is a file. {WRONG}")
    return URL.create(SQLITE, database=str(folder / name))


def _of_server(url: URL) -> URL:
    url = url.set(drivername=POSTGRESQL)
    try:
        url.get_dialect().import_dbapi()
    except ImportError as error:
        raise MoveError(LIBRARY.format(error.name)) from None
    return url
