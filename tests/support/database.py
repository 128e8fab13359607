"""What a site's database holds, read for a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event, func, select, text

from app.database import Base, db, full_text
from app.models import Work


def rows(model: type[Base]) -> int:
    """Return the number of rows of a table; needs an application context."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def restart_ids(table: str) -> None:
    """Let the ids of a table begin at 1 again; needs an application context."""
    if db.engine.dialect.name == "sqlite":
        statement = f"DELETE FROM sqlite_sequence WHERE name = '{table}'"  # noqa: S608 (our own)
    else:
        statement = f"ALTER SEQUENCE {table}_id_seq RESTART"
    db.session.execute(text(statement))


def versions(app: Flask) -> list[list[tuple[str, int | None]]]:
    """Return each work's versions as (title, year), in order."""
    with app.app_context():
        works = db.session.scalars(select(Work).order_by(Work.id))
        return [[(p.title, p.year) for p in work.publications] for work in works]


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect all that is sent to the database, transactions and settings included."""
    sent: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


Rows = dict[str, list[tuple[Any, ...]]]
# Tables that are not content: accounts, imports, what was declined, history with the images and
# PDFs that it may restore, and what is derived.
APART = {
    "coauthor",
    "facet_group",
    "work_facets",
    "work_coauthor",
    "account",
    "account_session",
    "declined",
    "declined_value",
    "image",
    "import_batch",
    "import_content",
    "import_item",
    "invitation",
    "kept_apart",
    "link_check",
    "link_run",
    "lookup_host",
    "names_kept_apart",
    "pdf_content",
    "purge",
    "revision",
    "revision_item",
    "sign_in_attempt",
    "site",
}
COUNTED = {
    "version",
    "updated_at",
    "visible_since",
    "facet_group_id",
    "title_key",
    "type_rank",
}


def content() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table of content; needs an application context."""
    db.session.rollback()
    tables = (table for table in Base.metadata.sorted_tables if table.name not in APART)
    found = {table.name: _rows(table) for table in tables}
    # Only their order counts: what goes leaves a gap.
    for rank, row in enumerate(sorted(found["profile_topic"], key=lambda row: row["position"])):
        row["position"] = rank
    return found


def everything() -> Rows:
    """Return every row of every table but `site`, which counts changes; needs a context."""
    db.session.rollback()
    tables = [*Base.metadata.sorted_tables, full_text.TABLE]
    found = {
        table.name: [tuple(row) for row in db.session.execute(select(*table.columns))]
        for table in tables
        if table.name != "site"
    }
    db.session.remove()
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def tables_with(words: str) -> set[str]:
    """Return the names of the tables that have some words in lower case; needs a context."""
    found = set()
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            for value in row:
                text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                found |= {table.name} if words in text.casefold() else set()
    return found


def _rows(table: Any) -> list[dict[str, Any]]:
    columns = [column for column in table.columns if column.name not in COUNTED]
    rows = db.session.execute(select(*columns).order_by(*table.primary_key.columns))
    return [dict(row) for row in rows.mappings()]
