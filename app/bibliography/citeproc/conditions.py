"""The conditions of `if` and `else-if`."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.bibliography.citeproc import numbers
from app.bibliography.citeproc.nodes import Node


def is_met(node: Node, item: Mapping[str, Any]) -> bool:
    """Return whether an item meets the conditions of an element."""
    results = _results(node, item)
    match node.get("match", "all"):
        case "any":
            return any(results)
        case "none":
            return not any(results)
    return all(results)


def _results(node: Node, item: Mapping[str, Any]) -> Iterator[bool]:
    for name, values in node.attributes.items():
        for value in values.split() if name != "match" else ():
            match name:
                case "type":
                    yield item.get("type") == value
                case "variable":
                    yield has_variable(item, value)
                case "is-numeric":
                    yield numbers.is_numeric(str(item.get(value, "")))
                case "is-uncertain-date":
                    date = item.get(value)
                    yield isinstance(date, dict) and bool(date.get("circa"))
                case _:
                    # Positions and locators belong to citations, not to bibliographies.
                    yield False


def has_variable(item: Mapping[str, Any], name: str) -> bool:
    """Return whether a variable of an item has a value."""
    value = item.get(name)
    if isinstance(value, dict):
        return bool(value.get("literal") or any(value.get("date-parts") or ()))
    return value is not None and value not in ("", [])
