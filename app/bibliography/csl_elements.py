"""CSL-JSON cut into its items before any is read, so that a broken one stops no other."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from app.bibliography import complaints
from app.bibliography.characters import clean

# A string ends with its line at the latest: a missing quote harms one item, not the file.
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\[^\n])*+"?|[\[\]{}]')
_LIST = re.compile(r"\s*:\s*\[")
_HIDING = re.compile(r"\\[bfru]")
_SOMETHING = re.compile(r"[^\s,]")
_OBJECT = re.compile(r"\s*:\s*(?=\{)")


class Element(NamedTuple):
    """One item: its first line in the file, its text, and what it says or why it does not."""

    line: int
    text: str
    value: dict[str, Any]
    problem: str = ""


def cut(text: str) -> Iterator[Element]:
    """Yield the items of an array, of an object that holds one, or one after the other."""
    line, counted = 1, 0
    for start, end in _places(text, *_beginning(text)):
        line += text.count("\n", counted, start)
        counted = start
        yield _decoded(line, text[start:end].rstrip(", \t\n"))


def _places(text: str, reached: int, wanted: int) -> Iterator[tuple[int, int]]:
    """Where the items begin and end, and what stands between them; the last may be unclosed."""
    depth, start = wanted, reached
    # Nothing ends items that stand one after the other.
    last = ("]" if text[reached - 1] == "[" else "}") if wanted else ""
    for token in _TOKEN.finditer(text, reached):
        if token[0] in ("{", "["):
            if depth == wanted:
                start = token.start()
                yield from _gap(text, reached, start)
            depth += 1
        elif token[0] in ("}", "]") and depth > wanted:
            depth -= 1
            if depth == wanted:
                reached = token.end()
                yield start, reached
        elif token[0] == last:
            yield from _gap(text, reached, token.start())
            return
    yield from _gap(text, reached if depth == wanted else start, len(text))


def _gap(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if found := _SOMETHING.search(text, start, end):
        yield found.start(), end


def _beginning(text: str) -> tuple[int, int]:
    """Where the items are, and how deep: Zotero's "items" and Crossref's "message" hold them."""
    if array := re.match(r"\s*\[", text):
        return array.end(), 1
    depth, message = 0, (0, 0)
    for token in _TOKEN.finditer(text):
        depth += (token[0] in ("{", "[")) - (token[0] in ("}", "]"))
        if depth <= 2 and token[0] == '"items"' and (opening := _LIST.match(text, token.end())):
            return opening.end(), depth + 1
        if depth == 1 and token[0] == '"message"' and (found := _OBJECT.match(text, token.end())):
            message = found.end(), 1
    return message


def _decoded(line: int, text: str) -> Element:
    try:
        value = msgspec.json.decode(text)
        value = _cleaned(value) if _HIDING.search(text) else value
    except msgspec.DecodeError as error:
        return Element(line, text, {}, _moved(complaints.of_line(str(error), text), line))
    except RecursionError:
        return Element(line, text, {}, _moved(complaints.of_nesting(text.encode()), line))
    if isinstance(value, dict):
        return Element(line, text, value)
    return Element(line, text, {}, f"line {line}: this is not an item in braces {{ }}")


def _cleaned(value: Any) -> Any:
    """The value without the control characters that its escapes may hide."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(one) for key, one in value.items()}
    return value


def _moved(complaint: str, line: int) -> str:
    """Count the line from the file's beginning."""
    complaint = re.sub(r"^the document", "line 1", complaint)
    return re.sub(r"\d+", lambda within: str(int(within[0]) + line - 1), complaint, count=1)
