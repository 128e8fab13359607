"""How long the works table takes to change every work of a site at once."""

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app import create_app
from app.database import db
from app.services.actor import TERMINAL
from app.services.editing import bulk
from app.services.editing.works_table import table as works_table
from app.services.editing.works_table.filters import WorksFilter
from tests.bench import table
from tests.bench.sites import Site
from tests.bench.table import Row

LIMIT = 2_000  # milliseconds
Act = Callable[[list[int]], int | None]
ACTS: dict[str, Act] = {
    "make drafts of": lambda ids: bulk.hide(ids, TERMINAL, None),
    "publish": lambda ids: bulk.publish(ids, TERMINAL, None),
    "delete": lambda ids: bulk.remove(ids, TERMINAL, None),
}


def change(site: Site) -> list[Row]:
    """Change all works of a copy of the site, one act after the other."""
    with tempfile.TemporaryDirectory(prefix="vitae-bench-") as folder:
        file = shutil.copy(site.folder / "site.sqlite", Path(folder))
        app = create_app({"DATABASE_URL": f"sqlite:///{file}"})
        with app.app_context():
            ids = works_table.matching(WorksFilter())
            rows = [
                table.milliseconds(f"{words} {site.works:,} works at once", _time(act, ids), LIMIT)
                for words, act in ACTS.items()
            ]
            db.session.remove()
            db.engine.dispose()
    return rows


def _time(act: Act, ids: list[int]) -> float:
    db.session.rollback()
    start = time.perf_counter()
    act(ids)
    return (time.perf_counter() - start) * 1000
