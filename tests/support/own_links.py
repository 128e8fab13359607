"""All links of an answer, wherever it has them, and those that leave the path of a site."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from werkzeug.test import TestResponse

HOST = "http://localhost"
# Attributes whose value begins with a slash: links, forms, what htmx asks for, paths to go back to.
ATTRIBUTE = re.compile(r"\s([\w:-]+)=(?:\"([^\"]*)\"|'([^']*)')")
ABSOLUTE = re.compile(r"https?://localhost(?![\w.-])[^\s\"'<>\\),;{}]*")
COOKIE_PATH = re.compile(r";\s*Path=([^;]*)", re.IGNORECASE)
# Which attributes a browser follows without sending anything.
FOLLOWED = {"href", "src", "hx-get"}


def leaving(answer: TestResponse, prefix: str) -> list[str]:
    """Return what of an answer leads to the site's host, but not below its prefix."""
    return [link for link in every(answer) if not _is_within(link, prefix)]


def every(answer: TestResponse) -> list[str]:
    """Return all links of an answer to its own host, as they are written."""
    return [*_in_headers(answer), *_in_body(answer)]


def followed(answer: TestResponse, address: str) -> list[str]:
    """Return the paths, with queries, that a browser may ask for from an answer."""
    found = [answer.location] if answer.location else []
    if answer.mimetype == "text/html":
        found += [value for name, value in _attributes(answer.text) if name in FOLLOWED]
    else:
        found += ABSOLUTE.findall(unescape(answer.text)) if _is_text(answer) else []
    joined = (urlsplit(urljoin(HOST + address, link)) for link in found)
    own = (url for url in joined if f"{url.scheme}://{url.netloc}" == HOST)
    return [f"{url.path}{f'?{url.query}' if url.query else ''}" for url in own]


def _in_headers(answer: TestResponse) -> Iterator[str]:
    for name in ("Location", "Content-Location"):
        if name in answer.headers:
            yield answer.headers[name]
    yield from re.findall(r"<([^<>]*)>", answer.headers.get("Link", ""))
    for cookie in answer.headers.getlist("Set-Cookie"):
        found = COOKIE_PATH.search(cookie)
        yield found[1] if found else "/"


def _in_body(answer: TestResponse) -> Iterator[str]:
    if not _is_text(answer):
        return
    yield from ABSOLUTE.findall(unescape(unescape(answer.text)))
    if answer.mimetype == "text/html":
        for name, value in _attributes(answer.text):
            # Each picture with its width.
            parts = value.split(", ") if name == "srcset" else [value]
            if name != "aria-keyshortcuts":
                yield from (part.split(" ")[0] for part in parts if part.startswith("/"))
    elif (answer.mimetype or "").endswith("json"):
        yield from (text for text in _strings(json.loads(answer.text)) if text.startswith("/"))
    elif (answer.mimetype or "").endswith("xml"):
        yield from re.findall(r"(?:=\"|>)(/[^\"<>]*)", answer.text)
    elif answer.request.path.endswith("/robots.txt"):
        yield from re.findall(r"^Disallow: (.*)$", answer.text, re.MULTILINE)


def _is_text(answer: TestResponse) -> bool:
    kind = answer.mimetype or ""
    is_script = kind in {"text/javascript", "text/css"}
    return not is_script and (kind.startswith("text/") or kind.endswith(("json", "xml", "bibtex")))


def _attributes(html: str) -> list[tuple[str, str]]:
    return [(name, unescape(one or other)) for name, one, other in ATTRIBUTE.findall(html)]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if type(value) is list else ():
        yield from _strings(part)


def _is_within(link: str, prefix: str) -> bool:
    """Return whether a link of the host leads below the prefix, which it has only once."""
    url = urlsplit(link)
    path = unquote(url.path)
    if url.scheme and not link.startswith(f"{HOST}/"):
        return True
    if link.startswith("//") or not path.startswith(f"{prefix}/"):
        return path == prefix and not link.startswith("//")
    return prefix not in path.removeprefix(prefix) and "/../" not in f"{path}/"
