"""Requests that no browser would send, the same ones for the same seed."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, quote_from_bytes

from flask import Flask

from tests.support.injections import INJECTIONS

METHODS = ["GET", "GET", "GET", "HEAD", "POST", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
ODD_METHODS = ["TRACE", "PURGE", "get", "PROPFIND"]
TEXTS = [
    *[
        "",
        " ",
        "\0",
        "a\0b",
        "\r\n",
        "%",
        "%00",
        "%ff",
        "%C0%AF",
        "../..",
        "/",
        "//",
        "\\",
        "?",
        "#",
    ],
    *["0", "-1", "1", "2", "999999999", "9" * 40, "1e9", "NaN", "0x1", "1_0", "١", "²", "½", " 1 "],
    *["true", "null", "[]", "{}", "[" * 2_000, "all", "on", "y", "delete", "save", "on-tides"],
    *["🌊", "👩🏽‍🔬" * 50, "é", "e\u0301", "\u202e", "\u2028", "\ufeff", "\uffff", "ﷺ" * 500, "İ"],
    *["a" * 300, "x" * 20_000, "a," * 3_000, '"' * 999, "$" * 999, "\\frac{" * 300, "{" * 2_000],
    *["2019-2023", "2023-2019", "-", "2020-01-01", "0000", "10.1000/x", "2301.00001", "@a{b,c=1}"],
    *["https://a.example", "https://" + "ü" * 60 + ".example", "//evil.example", "javascript:x"],
    *["'; DROP TABLE work; --", '" OR "1"="1', "NEAR(", '"', "*", "a*", "AND", "title:", "(" * 300],
]
# As they come from programs that know neither UTF-8 nor limits.
BYTES = [b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\x80" * 40, b"\0", "é".encode("utf-16")]
KEYS = (
    "topic year type author status has q group view sort page preview years next done key"
    " style sections paper form"
    " url format maxwidth maxheight"
)
FIELDS = (
    "token version seen key do next edited place name title text email password code files"
    " biography abstract identifier entries slug work direction target choice decision fields"
    " topics authors-0-name links-0-url links-0-label topics-0-name works selected all value field"
    " column parts-0-part parts-0-shown style paper"
)
HEADERS: Mapping[str, Sequence[str]] = {
    "Accept": ["*/*", "application/x-bibtex", "text/html;q=x", "application/json, */*;q=-1", ";"],
    "Accept-Encoding": ["br", "gzip;q=0", "br;q=9", "identity;q=0, *;q=0", "\xff"],
    "Accept-Language": ["fr", "xx-" + "a" * 500, "*", "en;q=nan"],
    "Authorization": ["Basic eDp5", "Bearer", "Digest username="],
    "Cookie": ["vitae=", "vitae=x", "vitae=" + "a" * 3_000, "vitae", "=;=;=", 'vitae="\\377"'],
    "If-None-Match": ["*", '"x"', "W/", '"' * 99],
    "If-Modified-Since": ["yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "-1"],
    "If-Range": ["x", '"x"'],
    "Origin": ["null", "https://evil.example", "http://localhost", "://"],
    "Range": ["bytes=0-0", "bytes=9-1", "bytes=-1", "x=1", "bytes=" + "0-1," * 99],
    "Referer": ["https://evil.example/\xff", "x"],
    "Sec-Fetch-Site": ["cross-site", "same-origin", "none", "x"],
    "X-Forwarded-For": ["127.0.0.1", "x, y", "::1"],
    "X-Forwarded-Host": ["evil.example", "\xff"],
    "X-Forwarded-Proto": ["https", "javascript"],
    "X-HTTP-Method-Override": ["DELETE", "x"],
    "HX-Request": ["true", "x"],
}
TYPES = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=none-such",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    'multipart/form-data; boundary="\xff"',
    "application/json",
    "text/plain; charset=utf-7",
    "image/png",
    "x",
    "",
]
BOUNDARY = "tides"
_ARGUMENT = re.compile(r"<(?:[^>]*:)?(\w+)>")


@dataclass(frozen=True)
class RandomRequest:
    """A request as it goes over the wire, but for cookies that a client has of its own."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    def __str__(self) -> str:
        return f"{self.method} {self.target} {dict(self.headers)} {self.body[:2_000]!r}"


class Fuzzer:
    """Makes requests from the rules of a site; those that send forms may carry a valid token."""

    def __init__(self, app: Flask, seed: int, names: Mapping[str, object]) -> None:
        self._random = Random(seed)  # noqa: S311 (the same requests for the same seed)
        self._rules = sorted(rule.rule for rule in app.url_map.iter_rules())
        self._names = names

    def request(self, token: str = "") -> RandomRequest:
        """Return the next request."""
        chance = self._random
        method = chance.choice(METHODS if chance.random() < 0.98 else ODD_METHODS)
        headers, body = self._body(token) if method not in {"GET", "HEAD"} else ({}, b"")
        for name in chance.sample(sorted(HEADERS), chance.choice([0, 0, 0, 1, 2, 5])):
            headers[name] = chance.choice(HEADERS[name])
        return RandomRequest(method, self._target(), headers, body)

    def _target(self) -> str:
        chance = self._random
        path = _ARGUMENT.sub(self._argument, chance.choice(self._rules))
        if chance.random() < 0.1:
            path = chance.choice([f"{path}/", f"/{path}", path.upper(), path + "%00", path[:-1]])
        if chance.random() < 0.05:
            path = f"/{quote_from_bytes(chance.choice(BYTES))}/{quote(self._text()[:300])}"
        return path[:4_000] + self._query()

    def _argument(self, found: re.Match[str]) -> str:
        is_known = self._random.random() < 0.8
        return str(self._names[found[1]]) if is_known else quote(self._text()[:200], safe="")

    def _query(self) -> str:
        chance = self._random
        pairs = [
            f"{quote(self._key(KEYS.split()))}={self._quoted()}"
            for _ in range(chance.choice([0, 0, 1, 2, 4, 60]))
        ]
        return f"?{'&'.join(pairs)}"[:6_000] if pairs else ""

    def _quoted(self) -> str:
        if self._random.random() < 0.1:
            return quote_from_bytes(self._random.choice(BYTES))
        return quote(self._text()[:1_000])

    def _key(self, known: list[str]) -> str:
        return self._random.choice(known) if self._random.random() < 0.9 else self._text()[:100]

    def _text(self) -> str:
        return self._random.choice(TEXTS if self._random.random() < 0.8 else INJECTIONS)

    def _body(self, token: str) -> tuple[dict[str, str], bytes]:
        chance = self._random
        pairs = [
            (self._key(FIELDS.split()), self._text())
            for _ in range(chance.choice([0, 1, 3, 8, 300]))
        ]
        if token and chance.random() < 0.9:
            pairs.append(("token", token))
        kind = chance.random()
        if kind < 0.5:
            text = "&".join(f"{quote(k)}={quote(v)}" for k, v in pairs)
            return {"Content-Type": TYPES[0]}, text.encode()
        if kind < 0.8:
            return {"Content-Type": f"{TYPES[3]}; boundary={BOUNDARY}"}, self._multipart(pairs)
        if kind < 0.9:
            return {"Content-Type": "application/json"}, json.dumps(dict(pairs)).encode()
        garbage = chance.randbytes(chance.choice([0, 1, 300, 5_000])) + chance.choice(BYTES)
        return {"Content-Type": chance.choice(TYPES)}, garbage

    def _multipart(self, pairs: list[tuple[str, str]]) -> bytes:
        """Return parts of a form, some of which are files, and sometimes without the end."""
        chance = self._random
        parts = []
        for name, value in pairs:
            file = chance.choice(
                ["", "", '; filename="a.bib"', '; filename=""', "; filename*=x''%ff"]
            )
            head = f'Content-Disposition: form-data; name="{name[:200]}"{file}'.replace("\n", " ")
            content = chance.choice(BYTES) if chance.random() < 0.1 else value.encode()
            parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
        end = f"--{BOUNDARY}--\r\n".encode() if chance.random() < 0.9 else b""
        return b"".join(parts) + end
