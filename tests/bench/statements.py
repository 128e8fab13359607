"""How often a profile page asks the database."""

import os
from unittest.mock import patch

from sqlalchemy import event

from app import create_app
from app.database import db
from tests.bench import table
from tests.bench.processes import CannotMeasureError
from tests.bench.sites import Site
from tests.bench.table import Row


def count(small: Site, large: Site) -> list[Row]:
    """Count the queries of a page that nobody asked for before."""
    few, many = (len(_statements(site)) for site in (small, large))
    return [
        table.count(f"database statements, {small.works:,} works", few, 10),
        table.count(f"database statements, {large.works:,} works", many, 10),
        Row("database statements: difference", str(many - few), "0", many != few),
    ]


def _statements(site: Site) -> list[str]:
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        # Beginning a transaction asks nothing of the tables.
        if not statement.startswith(("BEGIN", "PRAGMA")):
            found.append(statement)

    with patch.dict(os.environ, site.environment, clear=True):
        app = create_app()
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    if app.test_client().get("/").status_code != 200:
        raise CannotMeasureError("The profile page did not answer.")
    with app.app_context():
        db.engine.dispose()
    return found
