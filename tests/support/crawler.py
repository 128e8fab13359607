"""A crawler as search engines run them: it follows what it may, and notes what it is told."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SITE = "http://localhost"
# Pages are thousands: patterns are quicker than a parser, and our attributes are all quoted.
TAG = re.compile(r"<(?:a|area|link|meta)\s(?:[^<>\"]|\"[^\"]*\")*>")
ATTRIBUTE = re.compile(r"([\w:-]+)=\"([^\"]*)\"")


@dataclass
class Visited:
    """An address as it was answered, with the number of links that lead to it from the start."""

    path: str
    links_away: int
    status: int
    is_indexed: bool
    canonical: str | None
    links: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What it is an address of: "works" for that of a work, "year" for a list of a year."""
        path, _, query = self.path.partition("?")
        keys = "&".join(sorted({pair.partition("=")[0] for pair in query.split("&") if pair}))
        return keys or path.split("/")[1] or "profile"


def crawl(
    client: FlaskClient, asks_for: Callable[[str], bool] = lambda _: True
) -> dict[str, Visited]:
    """Return what is reached from `/`, nearest first; what is not asked for has no links."""
    found = {"/": Visited("/", 0, 200, is_indexed=True, canonical=None)}
    waiting = ["/"]
    for path in waiting:
        if not asks_for(path):
            continue
        visited = found[path] = visit(client, path, found[path].links_away)
        for link in visited.links:
            if link not in found:
                away = visited.links_away + 1
                found[link] = Visited(link, away, 200, is_indexed=True, canonical=None)
                waiting.append(link)
    return found


def visit(client: FlaskClient, path: str, links_away: int = 0) -> Visited:
    """Ask for an address, and return what a crawler takes from the answer."""
    answer = client.get(path)
    tags = [_attributes(tag) for tag in _tags(answer)]
    robots = answer.headers.get("X-Robots-Tag", ""), *_named(tags, "robots")
    links = [] if "nofollow" in " ".join(robots) else [*_links(path, tags)]
    if answer.status_code in {301, 302, 303, 307, 308}:
        links = [answer.headers["Location"]]
    return Visited(
        path,
        links_away,
        answer.status_code,
        is_indexed=answer.status_code == 200 and "noindex" not in " ".join(robots),
        canonical=next(_canonical(path, answer, tags), None),
        links=list(dict.fromkeys(links)),
    )


def headers_and_page_agree(answer: TestResponse) -> bool:
    """Return whether a page and its header say the same of indexing."""
    page = any("noindex" in told for told in _named(map(_attributes, _tags(answer)), "robots"))
    return page is ("noindex" in answer.headers.get("X-Robots-Tag", ""))


def _tags(answer: TestResponse) -> list[str]:
    return TAG.findall(answer.text) if answer.mimetype == "text/html" else []


def _attributes(tag: str) -> dict[str, str]:
    return {"": re.split(r"\s", tag[1:], maxsplit=1)[0]} | {
        key: unescape(v) for key, v in ATTRIBUTE.findall(tag)
    }


def _named(tags: object, name: str) -> list[str]:
    return [tag["content"] for tag in tags if tag[""] == "meta" and tag.get("name") == name]  # type: ignore[attr-defined]


def _links(path: str, tags: list[dict[str, str]]) -> Iterator[str]:
    for tag in tags:
        if tag[""] in {"a", "area"} and "href" in tag and "nofollow" not in tag.get("rel", ""):
            address = _local(urljoin(SITE + path, tag["href"]))
            if address:
                yield address


def _canonical(path: str, answer: TestResponse, tags: list[dict[str, str]]) -> Iterator[str | None]:
    for tag in tags:
        if tag[""] == "link" and tag.get("rel") == "canonical":
            yield _local(urljoin(SITE + path, tag["href"]))
    if found := re.search(r'<([^<>]*)>; rel="canonical"', answer.headers.get("Link", "")):
        yield _local(urljoin(SITE + path, found[1]))


def _local(address: str) -> str | None:
    """Return the path and query of an address of this site, else None."""
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" != SITE:
        return None
    return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
