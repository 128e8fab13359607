"""Sites that fixtures fill with one document for test after test: loaded once, then copied."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Engine

from app.services.loading.document import Loaded

# What was written a moment ago must still be so for the tests that look at the time.
USABLE_SECONDS = 20
MOST_SITES = 40


class Copying(Protocol):
    """How the content of a database is copied."""

    def is_unused(self, engine: Engine) -> bool:
        """Return whether nothing was written since the database was migrated."""

    def copy_of(self, engine: Engine) -> Any:
        """Return a copy of all that a database holds."""

    def write(self, copy: Any, engine: Engine) -> None:
        """Write a copy to a database that is unused."""

    def forget(self, copy: Any) -> None:
        """Free the memory of a copy."""


@dataclass(frozen=True)
class _Site:
    copy: Any
    loaded: Loaded
    made_at: float


@dataclass
class PreparedSites:
    """Copies of filled databases by the document that filled them.

    Only a fixture gets a copy: where a test loads by itself, the load may be what it tests.
    """

    is_open: bool = False
    copying: Copying | None = None
    _sites: dict[bytes, _Site] = field(default_factory=dict)

    def load(self, engine: Engine, content: bytes, load: Callable[[], Loaded]) -> Loaded:
        """Fill the database by `load`, or with the copy of one that was filled by it."""
        copying = self.copying
        if not (self.is_open and copying and copying.is_unused(engine)):
            return load()
        site = self._sites.get(content)
        if site and time.monotonic() - site.made_at < USABLE_SECONDS:
            copying.write(site.copy, engine)
            return site.loaded
        loaded = load()
        self._keep(copying, content, _Site(copying.copy_of(engine), loaded, time.monotonic()))
        return loaded

    def _keep(self, copying: Copying, content: bytes, site: _Site) -> None:
        replaced = self._sites.pop(content, None)
        if replaced is None and len(self._sites) >= MOST_SITES:
            replaced = self._sites.pop(next(iter(self._sites)))
        if replaced:
            copying.forget(replaced.copy)
        self._sites[content] = site


prepared = PreparedSites()
