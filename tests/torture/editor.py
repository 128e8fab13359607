"""An editor's browser: opens and saves forms, over connections that may break."""

import re
from collections.abc import Mapping
from html import unescape
from http.client import HTTPConnection, HTTPException
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlencode

from app.security.session_cookie import LOCAL_NAME

HIDDEN = re.compile(r'name="(token|version|seen|key)"[^>]* value="([^"]*)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# The server is gone, or ends the connection: no status at all.
NO_ANSWER = 0


class Answer(NamedTuple):
    """An answer, with status 0 if there was none."""

    status: int
    text: str = ""
    headers: Mapping[str, str] = MappingProxyType({})


class Editor:
    """One editor, who saves ever new names of one topic, and remembers what was acknowledged."""

    def __init__(self, host: str, cookie: str, number: int = 0) -> None:
        self.host, self.number = host, number
        self._headers = {"Cookie": f"{LOCAL_NAME}={cookie}"} if cookie else {}
        self.address = f"/fragments/edit/topics/{number + 1}"
        self.tried = self.acknowledged = 0
        self.statuses: list[int] = []

    def get(self, path: str, timeout: float = 60) -> Answer:
        """Return the answer to a GET request."""
        return self._ask("GET", path, None, timeout)

    def post(self, path: str, fields: dict[str, str], timeout: float = 60) -> Answer:
        """Return the answer to a form."""
        return self._ask("POST", path, urlencode(fields).encode(), timeout)

    def opened(self, path: str) -> dict[str, str]:
        """Return the hidden fields of a form, none if it can't be opened."""
        answer = self.get(path)
        found = dict(reversed(HIDDEN.findall(answer.text))) if answer.status == 200 else {}
        return {name: unescape(value) for name, value in found.items()}

    def save(self) -> Answer:
        """Give the topic its next name."""
        fields = self.opened(self.address)
        if not fields:
            return Answer(NO_ANSWER)
        self.tried += 1
        answer = self.post(self.address, {**fields, "name": self.name(self.tried)})
        if answer.status == 200:
            self.acknowledged = self.tried
        self.statuses.append(answer.status)
        return answer

    def name(self, number: int) -> str:
        """Return the name that the topic gets at a save."""
        return f"Editor {self.number}, save {number}"

    def _ask(self, method: str, path: str, body: bytes | None, timeout: float) -> Answer:
        connection = HTTPConnection(self.host, timeout=timeout)
        try:
            connection.request(method, path, body, self._headers | (FORM if body else {}))
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, response.read().decode(), headers)
        except (OSError, HTTPException):
            return Answer(NO_ANSWER)
        finally:
            connection.close()
