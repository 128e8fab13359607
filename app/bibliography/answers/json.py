"""JSON responses, whose values may be missing, null or of another type at any depth."""

import json
from collections.abc import Iterator
from typing import Any


class UnreadableAnswerError(ValueError):
    """The response does not have the format that its API documents."""


def read_object(text: str) -> dict[str, Any]:
    """Return the object that `text` holds; raise UnreadableAnswerError if there is none."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswerError(str(error)) from None
    if not isinstance(answer, dict):
        raise UnreadableAnswerError("not an object")
    return answer


def dig(value: object, *path: str) -> Any:
    """Return the value at `path`, or None if it does not exist."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value: object, *path: str) -> str:
    """Return the text at `path` on one line, or an empty text."""
    found = dig(value, *path)
    return " ".join(found.split()) if isinstance(found, str) else ""


def objects(value: object, *path: str) -> Iterator[dict[str, Any]]:
    """Yield the objects in the list at `path`."""
    found = dig(value, *path)
    yield from (one for one in (found if isinstance(found, list) else []) if isinstance(one, dict))


def without_blanks(item: dict[str, Any]) -> dict[str, Any]:
    """Return `item` without empty values."""
    return {key: value for key, value in item.items() if value not in ("", None, [], {})}
