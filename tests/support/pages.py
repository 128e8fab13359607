"""Answers read as a browser would read them."""

from collections.abc import Iterator

from flask import Flask
from justhtml import Element, JustHTML, Node, Text
from werkzeug.test import TestResponse


def page(response: TestResponse) -> JustHTML:
    """Return a whole page's tree; malformed HTML raises StrictModeError."""
    return JustHTML(response.text, strict=True, sanitize=False)


def fragment(response: TestResponse) -> JustHTML:
    """Return a fragment's tree; malformed HTML raises StrictModeError."""
    return JustHTML(response.text, strict=True, fragment=True, sanitize=False)


def matches(tree: JustHTML | Element, selector: str) -> list[Element]:
    """Return the elements that a selector matches, in document order."""
    return [match for match in tree.query(selector) if isinstance(match, Element)]


def elements(node: Node, *names: str) -> Iterator[Element]:
    """Yield the elements with these names in a node, in order: quicker than a selector."""
    for child in node.children or ():
        if isinstance(child, Element):
            if child.name in names:
                yield child
            yield from elements(child, *names)


def one(tree: JustHTML | Element, selector: str) -> Element:
    """Return the only match."""
    (match,) = matches(tree, selector)
    return match


def texts(tree: JustHTML | Element, selector: str) -> list[str]:
    """Return the text of every match, white space folded."""
    return [content(match) for match in matches(tree, selector)]


def attribute(tree: JustHTML | Element, selector: str, name: str) -> list[str]:
    """Return an attribute of every match, "" where it is missing."""
    return [match.attrs.get(name) or "" for match in matches(tree, selector)]


def content(node: Node) -> str:
    """Return a node's text as a browser reads it, white space folded."""
    return " ".join("".join(_strings(node)).split())


def cards(app: Flask, part: str = "people") -> list[list[str]]:
    """Return the paragraphs of each person on the profile page, as visitors read them."""
    tree = page(app.test_client().get("/"))
    return [texts(card, "p") for card in matches(tree, f"#{part} li")]


def _strings(node: Node) -> Iterator[str]:
    if isinstance(node, Text):
        yield node.data or ""
    for child in node.children or ():
        yield from _strings(child)
