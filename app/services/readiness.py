"""Whether the site can serve and save: its database, the schema, and space on its disk."""

import shutil
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from app.database import db, is_read_only, is_writable, problems
from app.database.error_codes import find_problem
from app.database.problems import Problem
from app.services import cache

# Room for an import and its journal.
LEAST_FREE = 64 * 1024 * 1024


def current_problem() -> Problem | None:
    """Return what keeps the site from serving or saving, or None."""
    try:
        # Each transaction checks the schema, too.
        cache.change_count()
    except SQLAlchemyError as error:
        return find_problem(error) or problems.DAMAGED
    database = db.engine.url.database
    is_file = db.engine.dialect.name == "sqlite" and database and Path(database).is_file()
    # One that is meant to be read only is ready without.
    return _file_problem(Path(database or "")) if is_file and not is_read_only() else None


def _file_problem(file: Path) -> Problem | None:
    if not is_writable():
        return problems.READ_ONLY
    is_full = shutil.disk_usage(file.parent).free < LEAST_FREE
    return problems.FULL if is_full else None
