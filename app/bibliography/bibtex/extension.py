"""A field for values that BibTeX cannot express: author marks, link labels, topics, …

It stores each such value together with the one read from the other fields. If those read
differently now, they have been edited and take precedence.
"""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from app.bibliography.record import Record

FIELD = "vitae"
# Keys may be generated on export, and dashes in pages may vary.
_NEVER = {"source", "citation_key", "pages"}
_COMPARED = tuple(name for name in Record.__struct_fields__ if name not in _NEVER)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
_BEGIN = re.compile(rf"(?<=[,\s]){FIELD}\s*=\s*(?={{)", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_AFTER = re.compile(r"\A\s*,?\s*")
_BRACE_ESCAPES = str.maketrans({"{": "\\u007b", "}": "\\u007d"})


def differences(record: Record, read: Record | None) -> set[str]:
    """Return the names of the fields that differ in the record read back."""
    if read is None:
        return set(_COMPARED)
    return {name for name in _COMPARED if _value(record, name) != _value(read, name)}


def make_extension(record: Record, read: Record, names: Iterable[str]) -> str:
    """Return the field's value: these fields of the record, and as the other fields are read."""
    found = {
        name: (_builtins(_value(record, name)), _builtins(_value(read, name)))
        for name in sorted(names)
    }
    pairs = {name: {"is": true, "was": seen} for name, (true, seen) in found.items()}
    # Escape braces in texts, since those of a field's value must be balanced.
    text = msgspec.json.encode(pairs).decode()
    return _STRING.sub(lambda string: string[0].translate(_BRACE_ESCAPES), text)


def apply_extension(record: Record, value: str) -> Record | None:
    """Return the record with the values of the field, or None if it cannot be parsed."""
    try:
        found = msgspec.json.decode(value, type=dict[str, dict[str, Any]])
        changes = {
            name: pair["is"]
            for name, pair in found.items()
            if name not in _NEVER and _same(_value(record, name), pair["was"])
        }
        whole = {k: v for k, v in msgspec.to_builtins(record).items() if k not in changes}
        given = {name: value for name, value in changes.items() if value is not None}
        if "authors" in given:
            given["authors"] = [_plain_author(author) for author in given["authors"]]
        return msgspec.convert(whole | given, Record)
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def without_extension(source: str) -> str:
    """Return a raw entry without the field."""
    while begin := _BEGIN.search(source):
        depth, end = 0, len(source)
        for brace in _BRACE.finditer(source, begin.end()):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                end = brace.end()
                break
        source = source[: begin.start()] + _AFTER.sub("", source[end:], count=1)
    return source


def _value(record: Record, name: str) -> Any:
    return record.people if name == "authors" else getattr(record, name)


def _plain_author(author: Any) -> Any:
    """Return an author without marks as a plain name."""
    return author["name"] if isinstance(author, dict) and set(author) == {"name"} else author


def _same(one: Any, other: Any) -> bool:
    return msgspec.json.encode(one) == msgspec.json.encode(other)


def _builtins(value: Any) -> Any:
    return msgspec.to_builtins(value)
