"""What the checks of links found, as far as these links are still on the site."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, true

from app.bibliography.messages import message
from app.database import db
from app.models import LinkCheck, LinkRun, LinkState
from app.services.site_health import sources
from app.services.site_health.findings import SHOWN, HealthCheck, Severity
from app.services.site_health.links import store
from app.services.site_health.malformed import excerpt
from app.services.site_health.sources import LinkSource

Faulty = list[tuple[LinkSource, str]]
COUNTED = select(
    func.count().label("checked"),
    func.min(LinkCheck.checked_at).label("first_at"),
    func.max(LinkCheck.checked_at).label("last_at"),
).subquery()
STATUS: Select[*tuple[Any, ...]] = select(COUNTED, LinkRun.__table__).outerjoin_from(
    COUNTED, LinkRun, true()
)
CHECKS = (
    (
        LinkState.DEAD,
        message("Dead links"),
        Severity.BROKEN,
        message("Whoever follows one of them finds an error page, or nothing."),
    ),
    (
        LinkState.MOVED,
        message("Links that have moved"),
        Severity.MISSING,
        message("They still lead there, for as long as the old address redirects."),
    ),
    (
        LinkState.UNSURE,
        message("Links that could not be checked"),
        Severity.DOUBTFUL,
        message("Many sites refuse programs, though they let visitors in. Open these yourself."),
    ),
)


@dataclass(frozen=True)
class LinkStatus:
    """How many links the site has, how many of them were checked, when, and whether a run is on."""

    links: int
    checked: int
    first_at: datetime | None
    last_at: datetime | None
    is_running: bool = False
    is_stale: bool = False
    done: int = 0
    total: int = 0

    @property
    def unchecked(self) -> int:
        """The number of links that were never checked."""
        return max(0, self.links - self.checked)


def link_status(changes: int | None = None) -> LinkStatus:
    """Return the state of the checks."""
    row = db.session.execute(STATUS).one()
    status = LinkStatus(len(store.checkable_links(changes)), row.checked, row.first_at, row.last_at)
    if row.id is None or row.finished_at is not None:
        return status
    is_stale = store.is_stale(row)
    return replace(status, is_running=True, is_stale=is_stale, done=row.done, total=row.total)


def link_checks(changes: int) -> Iterator[HealthCheck]:
    """Yield the checks of links that answered in another way than they should."""
    found = faulty_links(changes)
    for state, heading, severity, why in CHECKS:
        if faulty := found[state]:
            issues = sources.described(faulty[:SHOWN])
            yield HealthCheck(f"links-{state}", severity, heading, why, len(faulty), issues)


def faulty_links(changes: int) -> dict[LinkState, Faulty]:
    """Return the links that answered so, by state, each with what is wrong with it."""
    bad = LinkCheck.__table__
    rows = db.session.execute(select(bad).where(bad.c.state != LinkState.OK))
    by_url = {row.url: row for row in rows}
    found: dict[LinkState, Faulty] = {state: [] for state, *_ in CHECKS}
    if not by_url:
        return found
    for source in sources.link_sources(changes):
        if row := by_url.get(store.sent_as(source.url)):
            found[row.state].append((source, _in_words(row)))
    return found


def _in_words(row: Row[*tuple[Any, ...]]) -> str:
    if row.state is LinkState.MOVED:
        return message(
            "%(address)s moved to %(new_address)s",
            address=excerpt(row.url),
            new_address=excerpt(row.moved_to),
        )
    return message("%(address)s: %(reason)s", address=excerpt(row.url), reason=row.reason)
