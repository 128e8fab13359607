"""Lists that are ordered by hand, by moving one item at a time."""

from typing import Any


def move(order: list[Any], one: Any, direction: str) -> bool:
    """Move an item "up" or "down" by one; return False if it is at that end."""
    place = order.index(one)
    other = place - 1 if direction == "up" else place + 1
    if not 0 <= other < len(order):
        return False
    order[place], order[other] = order[other], order[place]
    return True
