"""Eight editors who save the same text at the same moment, through two server processes."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

from app.security.session_cookie import LOCAL_NAME
from tests.bench.processes import CannotMeasureError
from tests.bench.sites import Site, signed_in
from tests.bench.table import Row

HANDS = 8
ADDRESS = "/fragments/edit/biography"
HIDDEN = re.compile(r'name="(token|version|seen)"[^>]* value="([^"]*)"')


@dataclass(frozen=True)
class Hand:
    """One editor's browser: the server that it talks to, and its cookie."""

    number: int
    host: str
    cookie: str

    def opened(self) -> dict[str, str]:
        """Open the form; return what it carries unseen."""
        status, html = self._ask("GET")
        found = {name: unescape(value) for name, value in HIDDEN.findall(html)}
        if status != 200 or len(found) != 3:
            raise CannotMeasureError(f"The form of the biography answered {status}.")
        return found

    def save(self, form: dict[str, str], text: str) -> int:
        """Save the form with a text; return the status."""
        sent = {**form, "biography": text, "key": f"{text} by {self.number}"}
        return self._ask("POST", urlencode(sent))[0]

    def _ask(self, method: str, body: str | None = None) -> tuple[int, str]:
        connection = HTTPConnection(self.host, timeout=60)
        headers = {"Cookie": f"{LOCAL_NAME}={self.cookie}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, ADDRESS, body, headers)
        response = connection.getresponse()
        status, text = response.status, response.read().decode()
        connection.close()
        return status, text


def together(site: Site, rounds: int) -> list[Row]:
    """Let eight save at once, round after round: one may win, seven must be told."""
    own = Site(site.works, site.folder.with_name("saves"))
    shutil.copytree(site.folder, own.folder)
    cookies = signed_in(own, HANDS)
    with ExitStack() as stack:
        hosts = [stack.enter_context(own.served()).removeprefix("http://") for _ in range(2)]
        hands = [Hand(n, hosts[n % 2], cookie) for n, cookie in enumerate(cookies)]
        pool = stack.enter_context(ThreadPoolExecutor(HANDS))
        tokens = [hand.opened()["token"] for hand in hands]
        results = [_round(pool, hands, tokens, number) for number in range(rounds)]
    winners = sum(statuses.count(200) for statuses in results)
    exact = sum(sorted(statuses) == [200] + [409] * (HANDS - 1) for statuses in results)
    return [
        Row(
            f"{rounds} rounds of {HANDS} saves at once: saved",
            str(winners),
            str(rounds),
            winners != rounds,
        ),
        Row(
            "rounds with exactly one saved and seven refused",
            str(exact),
            str(rounds),
            exact != rounds,
        ),
    ]


def _round(
    pool: ThreadPoolExecutor, hands: list[Hand], tokens: list[str], number: int
) -> list[int]:
    form = hands[0].opened()
    tries = [
        pool.submit(hand.save, {**form, "token": token}, f"Round {number}, by {hand.number}")
        for hand, token in zip(hands, tokens, strict=True)
    ]
    return [one_try.result() for one_try in tries]
