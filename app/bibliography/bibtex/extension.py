"""One field for what BibTeX has no words for: marks of authors, labels of links, topics, …

It holds each such value beside the one that the other fields say. Where they say something else
by now, somebody has edited them: then they count.
"""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from app.bibliography.record import Record

FIELD = "vitae"
# A record without a key goes out with a made one; other dashes are only other spellings.
_NEVER = {"source", "citation_key", "pages"}
_COMPARED = tuple(name for name in Record.__struct_fields__ if name not in _NEVER)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
_GUARDED = str.maketrans({"{": "\\u007b", "}": "\\u007d"})


def differences(record: Record, read: Record | None) -> set[str]:
    """The names of what `read` says otherwise."""
    if read is None:
        return set(_COMPARED)
    return {name for name in _COMPARED if _of(record, name) != _of(read, name)}


def make_extension(record: Record, read: Record, names: Iterable[str]) -> str:
    """The field's value: what the record says under these names, and what the other fields do."""
    found = {name: (_plain(_of(record, name)), _plain(_of(read, name))) for name in sorted(names)}
    pairs = {name: {"is": true, "was": seen} for name, (true, seen) in found.items()}
    # The braces of a field's value must be balanced, whatever its texts hold.
    text = msgspec.json.encode(pairs).decode()
    return _STRING.sub(lambda string: string[0].translate(_GUARDED), text)


def apply_extension(record: Record, value: str) -> Record | None:
    """The record with what the field adds to it, or None where it can't be read."""
    try:
        found = msgspec.json.decode(value, type=dict[str, dict[str, Any]])
        changes = {
            name: pair["is"]
            for name, pair in found.items()
            if name not in _NEVER and _same(_of(record, name), pair["was"])
        }
        whole = {k: v for k, v in msgspec.to_builtins(record).items() if k not in changes}
        given = {name: value for name, value in changes.items() if value is not None}
        if "authors" in given:
            given["authors"] = [_bare(author) for author in given["authors"]]
        return msgspec.convert(whole | given, Record)
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _of(record: Record, name: str) -> Any:
    return record.people if name == "authors" else getattr(record, name)


def _bare(author: Any) -> Any:
    """An author without marks is a name."""
    return author["name"] if isinstance(author, dict) and set(author) == {"name"} else author


def _same(one: Any, other: Any) -> bool:
    return msgspec.json.encode(one) == msgspec.json.encode(other)


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value)
