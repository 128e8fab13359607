"""What checks of links found, and the run that checks them: one at a time, in small steps.

No transaction is open while a host is asked, so that whoever saves something never waits for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Update, delete, insert, select, update

from app.bibliography import urls
from app.database import clock, db, leases
from app.database.bulk import batches
from app.database.transactions import reading, writing
from app.models import LinkCheck, LinkRun
from app.services import cache
from app.services.site_health import malformed, sources

# Links that one run checks; the next one goes on with those that were never or least recently
# checked.
MOST_LINKS = 500
# Longer than the check of one link takes.
HEARTBEAT_TIMEOUT = timedelta(seconds=120)
# Nearly all addresses: to encode them would take most of the time of a report.
PLAIN = re.compile(r"https?://[a-z0-9.-]+/[A-Za-z0-9._~/-]{0,500}")
RUN = select(LinkRun.__table__)


class Claim:
    """One worker's hold on the run; without it, nothing is written."""

    def __init__(self, started_at: datetime, left: int) -> None:
        self.worker = leases.worker_name()
        self.started_at, self.left = started_at, left

    def save(self, url: str, **found: Any) -> bool:
        """Store the answer of a link, unless the claim was lost; return whether it was not."""
        with writing() as connection:
            now = clock.now(connection)
            step = {"done": LinkRun.done + 1, "heartbeat_at": now}
            if not self._update(connection, **step):
                return False
            connection.execute(delete(LinkCheck).where(LinkCheck.url == url))
            connection.execute(insert(LinkCheck).values(url=url, checked_at=now, **found))
        return True

    def finish(self) -> None:
        """End the run, and forget the links that are no longer on the site."""
        with reading():
            gone = set(db.session.scalars(select(LinkCheck.url))) - set(checkable_links())
        with writing() as connection:
            if self._update(connection, finished_at=clock.now(connection), worker=None):
                for some in batches(sorted(gone)):
                    connection.execute(delete(LinkCheck).where(LinkCheck.url.in_(some)))

    def sign_of_life(self, now: datetime) -> Update:
        """Return the statement that tells others that this worker is alive."""
        return update(LinkRun).where(LinkRun.worker == self.worker).values(heartbeat_at=now)

    def _update(self, connection: Connection, **values: Any) -> bool:
        own = update(LinkRun).where(LinkRun.worker == self.worker).values(**values)
        return connection.execute(own).rowcount == 1


def checkable_links(changes: int | None = None) -> list[str]:
    """Return the well-formed links of the site, each once, as browsers send them."""
    return _checkable_links(cache.change_count() if changes is None else changes)


def sent_as(url: str) -> str:
    """Return an address as browsers send it, which most are; "" if they can't."""
    return url if PLAIN.fullmatch(url) else urls.encoded(url) or ""


def request_run() -> bool:
    """Begin a run, unless one is in progress; return whether there is something to do now."""
    with reading():
        total = min(len(checkable_links()), MOST_LINKS)
    with writing() as connection:
        found = connection.execute(RUN.with_for_update()).one_or_none()
        if found and found.finished_at is None:
            return is_stale(found, connection)
        connection.execute(delete(LinkRun))
        started_at = clock.now(connection)
        new = insert(LinkRun).values(id=1, started_at=started_at, done=0, total=total)
        connection.execute(new)
    return True


def claim_run() -> Claim | None:
    """Claim the run for this worker; return None if it is finished, or another one has it."""
    with writing() as connection:
        found = connection.execute(RUN.with_for_update()).one_or_none()
        if found is None or found.finished_at is not None or not is_stale(found, connection):
            return None
        claim = Claim(found.started_at, found.total - found.done)
        own = {"worker": claim.worker, "heartbeat_at": clock.now(connection)}
        connection.execute(update(LinkRun).values(**own))
    return claim


def due_links(claim: Claim) -> list[str]:
    """Return the links that the run still has to check: those never checked first."""
    with reading():
        checked: dict[str, datetime] = {
            row.url: row.checked_at
            for row in db.session.execute(select(LinkCheck.url, LinkCheck.checked_at))
        }
        links = checkable_links()
    due = [url for url in links if url not in checked or checked[url] < claim.started_at]
    # A stable sort: where nothing differs, the newest works come first.
    due.sort(key=lambda url: checked[url].timestamp() if url in checked else 0)
    return _by_turns(due[: claim.left])


def is_stale(run: Any, connection: Connection | None = None) -> bool:
    """Return whether a run that is not finished has no worker, or lost it."""
    return leases.is_lost(run.worker, run.heartbeat_at, HEARTBEAT_TIMEOUT, connection)


@cache.remembered_whole
def _checkable_links(changes: int) -> list[str]:
    wrong = {source for source, _ in malformed.malformed_links(changes)}
    found = (sent_as(s.url) for s in sources.link_sources(changes) if s not in wrong)
    return list(dict.fromkeys(filter(None, found)))


def _by_turns(links: Iterable[str]) -> list[str]:
    """Return links with hosts by turns, since each is asked once a second."""
    by_host = defaultdict(list)
    for url in links:
        by_host[urlsplit(url).netloc].append(url)
    rounds = chain.from_iterable(zip_longest(*by_host.values()))
    return [url for url in rounds if url is not None]
