"""JSON split into items before decoding, so that a broken item does not affect the others."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from app.bibliography import errors
from app.bibliography.messages import message
from app.bibliography.raw import SEPARATOR
from app.bibliography.text.characters import clean

# A string ends at the end of its line, so that a missing quote breaks one item, not the file.
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\[^\n])*+"?|[\[\]{}]')
_LIST_START = re.compile(r"\s*:\s*(?=\[)")
_ESCAPE = re.compile(r"\\[bfru]")
_CONTENT = re.compile(r"[^\s,]")
_OBJECT_START = re.compile(r"\s*:\s*(?=\{)")


class Element(NamedTuple):
    """One item: its first line in the file, its text, and its value or error."""

    line: int
    text: str
    value: dict[str, Any]
    error: str = ""


class ListStart(NamedTuple):
    """The position where items begin, and how many brackets are open there."""

    position: int
    depth: int


def find_list(text: str, name: str, max_depth: int) -> ListStart | None:
    """Return where the list with this key begins, if it is nested no deeper than `max_depth`."""
    if found := _find_value(text, name, _LIST_START, max_depth):
        return ListStart(found.position + 1, found.depth + 1)
    return None


def find_object(text: str, name: str) -> ListStart | None:
    """Return where the object with this key begins within the outermost object."""
    return _find_value(text, name, _OBJECT_START, 1)


def item_spans(text: str, start: ListStart) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each item, and of any text between; the last may be unclosed.

    The items are those of an array, the value of an object, or simply follow one another.
    """
    end, item_depth = start
    depth, begin = item_depth, end
    # Items that simply follow one another have no closing bracket.
    closing = ("]" if text[end - 1] == "[" else "}") if item_depth else ""
    for token in _TOKEN.finditer(text, end):
        if token[0] in ("{", "["):
            if depth == item_depth:
                begin = token.start()
                yield from _gap(text, end, begin)
            depth += 1
        elif token[0] in ("}", "]") and depth > item_depth:
            depth -= 1
            if depth == item_depth:
                end = token.end()
                yield begin, end
        elif token[0] == closing:
            yield from _gap(text, end, token.start())
            return
    yield from _gap(text, end if depth == item_depth else begin, len(text))


def decode_elements(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Element]:
    """Yield the decoded item at each of these spans."""
    line, counted = 1, 0
    for start, end in _without_junk(text, spans):
        line += text.count("\n", counted, start)
        counted = start
        yield _decoded(line, text[start:end].rstrip(", \t\n"))


def clean_values(value: Any) -> Any:
    """Return a value without control characters in its texts and keys."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_values(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _clean_field(clean(key), item) for key, item in value.items()}
    return value


def _clean_field(key: str, value: Any) -> Any:
    if key == "source" and isinstance(value, str):
        return SEPARATOR.join(map(clean, value.split(SEPARATOR)))
    return clean_values(value)


def _without_junk(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Merge adjacent spans without any key into one, since they contain no data."""
    junk: tuple[int, int] | None = None
    for start, end in spans:
        if text.find('"', start, end) < 0:
            junk = (junk[0] if junk else start, end)
            continue
        if junk:
            yield junk
            junk = None
        yield start, end
    if junk:
        yield junk


def _gap(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if found := _CONTENT.search(text, start, end):
        yield found.start(), end


def _find_value(text: str, name: str, value: re.Pattern[str], max_depth: int) -> ListStart | None:
    """Return where the value of a key begins, and how deeply the key is nested."""
    depth = 0
    # Few texts contain the key, and a plain search is faster.
    for token in _TOKEN.finditer(text) if f'"{name}"' in text else ():
        depth += (token[0] in ("{", "[")) - (token[0] in ("}", "]"))
        is_key = depth <= max_depth and token[0] == f'"{name}"'
        if is_key and (found := value.match(text, token.end())):
            return ListStart(found.end(), depth)
    return None


def _decoded(line: int, text: str) -> Element:
    try:
        value = msgspec.json.decode(text)
        value = clean_values(value) if _ESCAPE.search(text) else value
    except msgspec.DecodeError as error:
        return Element(line, text, {}, errors.json_error(str(error), text, line))
    except RecursionError:
        return Element(line, text, {}, errors.nesting_error(text.encode(), line))
    if isinstance(value, dict):
        return Element(line, text, value)
    error_here = errors.at_line(line, message("this is not an object in braces { }"))
    return Element(line, text, {}, error_here)
