"""Random requests to the real server: no error, no write without a session, no slow answer."""

import os
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from unittest.mock import patch

from app import create_app
from app.security.session_cookie import LOCAL_NAME
from app.services.accounts import sessions
from tests.bench.sites import Site
from tests.support.addresses import NAMES
from tests.support.random_requests import Fuzzer, RandomRequest
from tests.torture import sites
from tests.torture.report import Row
from tests.torture.server import Server, served

SLOWEST = 2.0


def trial(template: Site, folder: Path, random: Random, *, short: bool) -> list[Row]:
    """Send them signed out, then signed in."""
    number = 40 if short else 8_000
    return [
        _row(sites.copied(template, folder / name), random, number, is_owner=is_owner)
        for name, is_owner in {"visitor": False, "owner": True}.items()
    ]


def _row(site: Site, random: Random, number: int, *, is_owner: bool) -> Row:
    with patch.dict(os.environ, site.environment, clear=True):
        fuzzer = Fuzzer(create_app(), random.randrange(2**32), NAMES)
    before, waits, faults = _rows(site), [0.0], list[str]()
    statuses: Counter[int] = Counter()
    with served(site) as server:
        cookies = sites.cookies(site) if is_owner else [""]
        for count in range(number):
            cookie = cookies[count % len(cookies)]
            sent = fuzzer.request(sessions.form_token(cookie) if cookie else "")
            begun = time.monotonic()
            status = _answer(server, sent, cookie)
            waits.append(time.monotonic() - begun)
            statuses[status] += 1
            faults += [f"{status} to {str(sent)[:500]}"] if _is_bad(status) else []
            faults += [f"{waits[-1]:.1f} s for {str(sent)[:500]}"] if waits[-1] > SLOWEST else []
        faults += [f"{server.errors()} stack traces"] if server.errors() else []
    if not is_owner and _rows(site) != before:
        faults.append("something was written without a session")
    answered = sum(statuses[status] for status in (200, 303, 304, 401, 404, 405, 422))
    faults += [] if answered > number / 3 else [f"hardly anything was answered: {statuses}"]
    who = "signed in" if is_owner else "signed out"
    found = f"{sum(map(_is_bad, statuses.elements()))} errors, the slowest {max(waits):.1f} s"
    return Row(f"random requests, {who}", f"{number:,} requests", found, faults)


def _is_bad(status: int) -> bool:
    # That is oEmbed's answer to a format that it does not know.
    return status >= 500 and status != 501


def _answer(server: Server, sent: RandomRequest, cookie: str) -> int:
    """Return the status, 0 where the server closed the connection or could not be asked."""
    headers = {name: value.encode("latin-1", "replace") for name, value in sent.headers.items()}
    if cookie and "Cookie" not in headers:
        headers["Cookie"] = f"{LOCAL_NAME}={cookie}".encode()
    connection = HTTPConnection(server.host, timeout=30)
    try:
        connection.putrequest(sent.method, sent.target, skip_accept_encoding=True)
        for name, value in {**headers, "Content-Length": str(len(sent.body)).encode()}.items():
            connection.putheader(name, value)
        connection.endheaders(sent.body)
        return connection.getresponse().status
    except (OSError, HTTPException, ValueError):
        return 0
    finally:
        connection.close()


def _rows(site: Site) -> list[object]:
    tables = sites.query(site, "SELECT name FROM sqlite_master WHERE type = 'table'")
    counted = [name for (name,) in tables if name != "sign_in_attempt"]
    return [sites.query(site, "SELECT changes FROM site"), *(sites.count(site, t) for t in counted)]
