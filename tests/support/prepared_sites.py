"""Sites that fixtures fill with one document for test after test: loaded once, then copied."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from app.services.loading.document import Loaded

# What was written a moment ago must still be so for the tests that look at the time.
USABLE_SECONDS = 20
MOST_SITES = 40


@dataclass(frozen=True)
class _Site:
    copy: sqlite3.Connection
    loaded: Loaded
    made_at: float


@dataclass
class PreparedSites:
    """Copies of filled databases by the document that filled them.

    Only a fixture gets a copy: where a test loads by itself, the load may be what it tests.
    """

    is_open: bool = False
    unused: bytes = b""
    _sites: dict[bytes, _Site] = field(default_factory=dict)

    def load(self, database: str | None, content: bytes, load: Callable[[], Loaded]) -> Loaded:
        """Fill the database by `load`, or with the copy of one that was filled by it."""
        if not (self.is_open and database and self._is_unused(Path(database))):
            return load()
        site = self._sites.get(content)
        if site and time.monotonic() - site.made_at < USABLE_SECONDS:
            _copy(site.copy, database)
            return site.loaded
        loaded = load()
        self._keep(content, _Site(_copy_of(database), loaded, time.monotonic()))
        return loaded

    def _is_unused(self, file: Path) -> bool:
        log = file.with_name(f"{file.name}-wal")
        has_log = log.exists() and log.stat().st_size > 0
        return not has_log and file.exists() and file.read_bytes() == self.unused

    def _keep(self, content: bytes, site: _Site) -> None:
        replaced = self._sites.pop(content, None)
        if replaced is None and len(self._sites) >= MOST_SITES:
            replaced = self._sites.pop(next(iter(self._sites)))
        if replaced:
            replaced.copy.close()
        self._sites[content] = site


def _copy(source: sqlite3.Connection, file: str) -> None:
    with closing(sqlite3.connect(file)) as target:
        target.execute("PRAGMA synchronous = OFF").close()
        source.backup(target)


def _copy_of(file: str) -> sqlite3.Connection:
    target = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(file)) as source:
        source.backup(target)
    return target


prepared = PreparedSites()
