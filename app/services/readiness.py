"""Whether the site can serve and save: its database, the schema, and space on its disk."""

import os
import shutil
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from app.database import db, problems
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
    if db.engine.dialect.name != "sqlite" or not database or not Path(database).is_file():
        return None
    return _file_problem(Path(database))


def _file_problem(file: Path) -> Problem | None:
    # SQLite creates its journal in the same folder.
    if not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        return problems.READ_ONLY
    is_full = shutil.disk_usage(file.parent).free < LEAST_FREE
    return problems.FULL if is_full else None
