"""Empty the cache in front of the site, such as that of a CDN, after each save.

What a save changes can't be listed: every filtered list, feed and export may have the record, and
the name of a person is on any page. So the call names all addresses of the site at once.
"""

import json
import threading
import time
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Flask, current_app
from sqlalchemy import insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from app.bibliography.messages import message, message_of
from app.database import clock, db
from app.database.transactions import writing
from app.models import Purge

# Seconds after a save, in which others may come: by then no process gives the answers from before
# (app/serving/data_version.py), which the cache would fetch again and keep.
DELAY = 0.5
# Of one call, and the pauses before it is tried again.
TIMEOUT, PAUSES = 5.0, (1.0, 3.0)
EXTENSION = "vitae_purging"
NEWEST = select(Purge.tried_at, Purge.error)


class PurgeFailedError(Exception):
    """The cache could not be emptied; the message says why."""


class PurgeCall(NamedTuple):
    """Where to send what, to empty the cache."""

    url: str
    token: str
    body: str


def request_purge() -> None:
    """Have the cache emptied soon, if there is one; what was saved must be committed."""
    if current_app.config["PURGE_URL"]:
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        purger: Purger = app.extensions.setdefault(EXTENSION, Purger(app))
        purger.request()


def finish() -> None:
    """Wait for the calls under way, as before this process is copied: they may be loading code."""
    if purger := current_app.extensions.get(EXTENSION):
        purger.finish()


def last_error() -> str | None:
    """Return why the last call failed, as a sentence, or None if it did not."""
    found = db.session.execute(NEWEST).one_or_none() if current_app.config["PURGE_URL"] else None
    if found is None or found.error is None:
        return None
    when = f"{found.tried_at:%Y-%m-%d %H:%M} UTC"
    return message(
        "The cache in front of the site could not be emptied at %(when)s: %(error)s",
        when=when,
        error=found.error,
    )


class Purger:
    """Makes the calls of one process: one at a time, for all saves since the last one."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._is_wanted = self._is_running = False
        self._thread: threading.Thread | None = None

    def request(self) -> None:
        """Have a call made soon, by a thread that a command waits for before it ends."""
        with self._lock:
            self._is_wanted = True
            if self._is_running:
                return
            self._is_running = True
            self._thread = threading.Thread(target=self._run, name="purge")
            self._thread.start()

    def finish(self) -> None:
        """Wait for the calls under way."""
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        while True:
            time.sleep(DELAY)
            with self._lock:
                self._is_wanted = False
            with self._app.app_context():
                _note(_attempt(configured_call()))
            with self._lock:
                if not self._is_wanted:
                    self._is_running = False
                    return


def configured_call() -> PurgeCall:
    """Return the call as configured: by default, a list of one address that stands for all."""
    config = current_app.config
    everything = json.dumps([f"{config['SITE_URL'] or ''}/*"])
    return PurgeCall(config["PURGE_URL"], config["PURGE_TOKEN"], config["PURGE_BODY"] or everything)


def _attempt(call: PurgeCall) -> str | None:
    """Empty the cache, at the third attempt if need be; return why that failed, if it did."""
    reason = None
    for pause in (0.0, *PAUSES):
        time.sleep(pause)
        try:
            send(call)
        except PurgeFailedError as error:
            reason = message_of(error)
        else:
            return None
    current_app.logger.error("The cache in front of the site was not emptied: %s", reason)
    return reason


def _note(error: str | None) -> None:
    """Tell all hosts what came of the last call."""
    with suppress(SQLAlchemyError), writing(beside=True) as connection:
        values = {"tried_at": clock.now(connection), "error": error}
        if not connection.execute(update(Purge).values(**values)).rowcount:
            connection.execute(insert(Purge).values(id=1, **values))


def send(call: PurgeCall) -> None:
    """Empty the cache. Raises PurgeFailedError.

    Unlike those of look-ups, the host may be a private one: whoever runs the site has named it.
    """
    # The HTTP client is a twentieth of all that a start would load.
    import httpx2

    headers = {"Content-Type": "application/json"}
    if call.token:
        headers["Authorization"] = f"Bearer {call.token}"
    try:
        answer = httpx2.post(
            call.url, content=call.body, headers=headers, timeout=TIMEOUT, trust_env=False
        )
    except httpx2.TimeoutException:
        seconds = f"{TIMEOUT:g}"
        late = message(
            "%(host)s did not answer within %(seconds)s seconds.",
            host=_host(call),
            seconds=seconds,
        )
        raise PurgeFailedError(late) from None
    except httpx2.HTTPError:
        unreachable = message("%(host)s could not be reached.", host=_host(call))
        raise PurgeFailedError(unreachable) from None
    if not answer.is_success:
        status = answer.status_code
        raise PurgeFailedError(
            message("%(host)s answered %(status)s.", host=_host(call), status=status)
        )


def _host(call: PurgeCall) -> str:
    # The rest of the address may be secret.
    return urlsplit(call.url).netloc.rpartition("@")[2]
