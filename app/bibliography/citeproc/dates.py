"""Dates, in the order and form that a style or its locale asks for."""

from typing import Any

from app.bibliography.citeproc.locale import TermLocale
from app.bibliography.citeproc.nodes import Node

PARTS = ("year", "month", "day")


def date_parts(value: Any) -> dict[str, int]:
    """Return the year, month and day of a date, as far as they are given."""
    given = value.get("date-parts") if isinstance(value, dict) else None
    first = given[0] if given else []
    return {name: int(part) for name, part in zip(PARTS, first, strict=False) if part}


def wanted_parts(node: Node, locale: TermLocale) -> tuple[list[Node], str]:
    """Return the date parts that a `date` element asks for, and what separates them."""
    localized = locale.dates.get(node.get("form"))
    if not localized:
        return list(node.children), node.get("delimiter")
    names = node.get("date-parts", "year-month-day").split("-")
    own = {child.get("name"): child for child in node.children}
    parts = [part for part in localized.children if part.get("name") in names]
    return [_overridden(part, own.get(part.get("name"))) for part in parts], localized.get(
        "delimiter"
    )


def part_text(part: Node, date: dict[str, int], locale: TermLocale) -> str:
    """Return the text of a date part without its affixes."""
    name, form = part.get("name"), part.get("form")
    number = date.get(name)
    if number is None:
        return ""
    if name == "month" and not form.startswith("numeric"):
        text = locale.term(f"month-{number:02}", form or "long")
    elif name == "day" and form == "ordinal":
        text = locale.ordinal(number)
    elif name == "year" and number < 0:
        text = f"{-number}{locale.term('bc')}"
    else:
        text = f"{number:02}" if form == "numeric-leading-zeros" else str(number)
    return text.replace(".", "") if part.get("strip-periods") == "true" else text


def _overridden(part: Node, own: Node | None) -> Node:
    attributes = part.attributes | own.attributes if own else part.attributes
    return Node(part.tag, attributes, part.children, part.text)
