"""The rules of Atom (RFC 4287) and of tag URIs (RFC 4151) that a feed keeps."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TAG = re.compile(
    r"tag:[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?,\d{4}(-\d\d(-\d\d)?)?:"
    r"([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*"
)
ONCE = ("id", "title", "updated")
Element = Any


def problems(text: str) -> list[str]:
    """Return what is wrong with a feed."""
    feed = etree.fromstring(text.encode())
    if feed.tag != f"{ATOM}feed":
        return [f"the root is {feed.tag}"]
    return [*_of_parts(feed), *_of_feed(feed)]


def entries(text: str) -> list[Element]:
    """Return the entries of a feed."""
    found: list[Element] = etree.fromstring(text.encode()).findall(f"{ATOM}entry")
    return found


def value(element: Element, name: str) -> str:
    """Return the text of the first child with a name."""
    return element.findtext(f"{ATOM}{name}") or ""


def links(element: Element, rel: str) -> list[str]:
    """Return the addresses of the links of a kind."""
    found = element.findall(f"{ATOM}link")
    return [link.get("href") or "" for link in found if link.get("rel", "alternate") == rel]


def _of_feed(feed: Element) -> Iterator[str]:
    if len(links(feed, "self")) != 1:
        yield "the feed has not one link to itself"
    every = feed.findall(f"{ATOM}entry")
    has_author = feed.find(f"{ATOM}author") is not None
    if not has_author and any(entry.find(f"{ATOM}author") is None for entry in every):
        yield "neither the feed nor each entry has an author"
    counted = Counter(value(one, "id") for one in [feed, *every])
    yield from (f"{id_} is used twice" for id_, times in counted.items() if times > 1)


def _of_parts(feed: Element) -> Iterator[str]:
    for part in [feed, *feed.findall(f"{ATOM}entry")]:
        for name in ONCE:
            if len(part.findall(f"{ATOM}{name}")) != 1:
                yield f"{part.tag} has not one {name}"
        if not TAG.fullmatch(value(part, "id")):
            yield f"{value(part, 'id')} is no tag URI"
        if len(links(part, "alternate")) != 1:
            yield f"{value(part, 'id')} has not one page"
        yield from _of_children(part)


def _of_children(part: Element) -> Iterator[str]:
    for child in part:
        name = str(child.tag).removeprefix(ATOM)
        if name in {"updated", "published"} and not DATE.fullmatch(child.text or ""):
            yield f"{child.text} is no date"
        if name == "link" and not (child.get("href") or "").startswith(("http://", "https://")):
            yield f"{child.get('href')} is not absolute"
        if name == "author" and not value(child, "name"):
            yield "an author has no name"
        if name == "category" and not child.get("term"):
            yield "a category has no term"
        if name in {"content", "summary", "title"} and len(child):
            yield f"{name} has elements in it"
