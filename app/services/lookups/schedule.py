"""When each host may be asked again: known to one process, or to all that share a database."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from app.database import clock
from app.database.transactions import writing
from app.models import LookupHost
from app.services.lookups import errors
from app.services.lookups.errors import LookupFailedError

# Longer than a request takes: should who asks a host die meanwhile, it is free again after this.
LONGEST = timedelta(minutes=1)
# Seconds until a host that is being asked by someone else may be free.
LOOK_AGAIN = 0.1
FORGOTTEN = timedelta(days=1)


class Schedule(Protocol):
    """When hosts may be asked: one request at a time, and an interval between two of them."""

    def take_turn(self, host: str, gap: float) -> float:
        """Take the turn to ask a host and return 0, or else return the seconds to wait for it."""

    def end_turn(self, host: str, gap: float) -> None:
        """Let others have their turn, `gap` seconds after this one began."""

    def block(self, host: str, seconds: float) -> None:
        """Let nobody have a turn for some seconds."""


class OwnSchedule:
    """The schedule of one process."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._free_at: dict[str, float] = {}

    def take_turn(self, host: str, gap: float) -> float:
        """Take the turn to ask a host and return 0, or else return the seconds to wait for it."""
        seconds = self._free_at.get(host, 0) - self._clock()
        if seconds > 0:
            return seconds
        self._free_at[host] = self._clock() + gap
        return 0

    def end_turn(self, host: str, gap: float) -> None:
        """Let others have their turn: its end was set when it began."""

    def block(self, host: str, seconds: float) -> None:
        """Let nobody have a turn for some seconds."""
        self._free_at[host] = self._clock() + seconds


class SharedSchedule:
    """The schedule of all processes of a site, on any number of machines, in its database."""

    def __init__(self) -> None:
        self._turns: dict[str, tuple[str, datetime]] = {}

    def take_turn(self, host: str, gap: float) -> float:
        """Take the turn to ask a host and return 0, or else return the seconds to wait for it."""
        token = secrets.token_hex(8)
        try:
            with writing(beside=True) as connection:
                now = clock.now(connection)
                seconds = _take(connection, host, token, now)
        except OperationalError:
            raise LookupFailedError(errors.BUSY) from None
        if not seconds:
            self._turns[host] = token, now
        return seconds

    def end_turn(self, host: str, gap: float) -> None:
        """Let others have their turn, `gap` seconds after this one began."""
        token, began = self._turns.pop(host)
        # A host that was blocked meanwhile is nobody's turn.
        own = update(LookupHost).where(LookupHost.host == host, LookupHost.asker == token)
        with suppress(OperationalError), writing(beside=True) as connection:
            connection.execute(own.values(free_at=began + timedelta(seconds=gap), asker=None))

    def block(self, host: str, seconds: float) -> None:
        """Let nobody have a turn for some seconds."""
        with suppress(OperationalError), writing(beside=True) as connection:
            free_at = clock.now(connection) + timedelta(seconds=seconds)
            connection.execute(_upsert(connection, host=host, free_at=free_at, asker=None))


def _take(connection: Connection, host: str, token: str, now: datetime) -> float:
    mine = _upsert(
        connection, LookupHost.free_at <= now, host=host, free_at=now + LONGEST, asker=token
    )
    if connection.execute(mine.returning(LookupHost.host)).first():
        connection.execute(delete(LookupHost).where(LookupHost.free_at < now - FORGOTTEN))
        return 0
    columns = LookupHost.free_at, LookupHost.asker
    free_at, asker = connection.execute(select(*columns).where(LookupHost.host == host)).one()
    return LOOK_AGAIN if asker else max((free_at - now).total_seconds(), LOOK_AGAIN)


def _upsert(connection: Connection, condition: Any = None, **values: Any) -> Any:
    """Return the statement that adds a host, or changes it on a condition."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    changed = {name: value for name, value in values.items() if name != "host"}
    new = dialect.insert(LookupHost).values(**values)
    return new.on_conflict_do_update(index_elements=["host"], set_=changed, where=condition)
