"""Answers in JSON, whose parts may be missing, null or of another kind at any depth."""

import json
from collections.abc import Iterator
from typing import Any


class UnreadableAnswerError(ValueError):
    """The answer is not of the shape that its interface promises."""


def read_object(text: str) -> dict[str, Any]:
    """Return the object that `text` holds; raise UnreadableAnswerError where it holds none."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswerError(str(error)) from None
    if not isinstance(answer, dict):
        raise UnreadableAnswerError("no object")
    return answer


def dig(value: object, *path: str) -> Any:
    """Return what lies at the end of `path`, None where it breaks off."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value: object, *path: str) -> str:
    """Return the text at the end of `path` on one line, empty where there is none."""
    found = dig(value, *path)
    return " ".join(found.split()) if isinstance(found, str) else ""


def objects(value: object, *path: str) -> Iterator[dict[str, Any]]:
    """Return the objects of the list at the end of `path`."""
    found = dig(value, *path)
    yield from (one for one in (found if isinstance(found, list) else []) if isinstance(one, dict))


def without_blanks(item: dict[str, Any]) -> dict[str, Any]:
    """Return `item` without the keys that say nothing."""
    return {key: value for key, value in item.items() if value not in ("", None, [], {})}
