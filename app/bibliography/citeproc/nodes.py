"""The elements of a style, as a tree that threads can share."""

from dataclasses import dataclass
from typing import Any

from defusedxml import ElementTree


@dataclass(frozen=True)
class Node:
    """An element with its attributes and child elements."""

    tag: str
    attributes: dict[str, str]
    children: tuple["Node", ...]
    text: str

    def get(self, name: str, default: str = "") -> str:
        """Return the value of an attribute."""
        return self.attributes.get(name, default)

    def child(self, tag: str) -> "Node | None":
        """Return the first child with this tag."""
        return next((node for node in self.children if node.tag == tag), None)


def parse(xml: bytes) -> Node:
    """Return the root of an XML document."""
    return _node(ElementTree.fromstring(xml))


def _node(element: Any) -> Node:
    children = tuple(_node(child) for child in element if isinstance(child.tag, str))
    return Node(element.tag.rpartition("}")[2], dict(element.attrib), children, element.text or "")
