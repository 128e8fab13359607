"""JSON cut into its items before any is read, so that a broken one stops no other."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from app.bibliography import errors
from app.bibliography.raw import SEPARATOR
from app.bibliography.text.characters import clean

# A string ends with its line at the latest: a missing quote harms one item, not the file.
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\[^\n])*+"?|[\[\]{}]')
_LIST = re.compile(r"\s*:\s*(?=\[)")
_HIDING = re.compile(r"\\[bfru]")
_SOMETHING = re.compile(r"[^\s,]")
_OBJECT = re.compile(r"\s*:\s*(?=\{)")


class Element(NamedTuple):
    """One item: its first line in the file, its text, and what it says or why it does not."""

    line: int
    text: str
    value: dict[str, Any]
    error: str = ""


class ListStart(NamedTuple):
    """Where a text's items begin, and how many brackets stand open around them."""

    at: int
    depth: int


def find_list(text: str, name: str, deepest: int) -> ListStart | None:
    """Return where the list of this name begins, if it stands no deeper than that."""
    if found := _valued(text, name, _LIST, deepest):
        return ListStart(found.at + 1, found.depth + 1)
    return None


def find_object(text: str, name: str) -> ListStart | None:
    """Return where the object of this name stands in the outermost one."""
    return _valued(text, name, _OBJECT, 1)


def places(text: str, start: ListStart) -> Iterator[tuple[int, int]]:
    """Where the items begin and end, and what stands between them; the last may be unclosed.

    They are those of an array, of an object that holds one, or stand one after the other.
    """
    reached, wanted = start
    depth, begun = wanted, reached
    # Nothing ends items that stand one after the other.
    last = ("]" if text[reached - 1] == "[" else "}") if wanted else ""
    for token in _TOKEN.finditer(text, reached):
        if token[0] in ("{", "["):
            if depth == wanted:
                begun = token.start()
                yield from _gap(text, reached, begun)
            depth += 1
        elif token[0] in ("}", "]") and depth > wanted:
            depth -= 1
            if depth == wanted:
                reached = token.end()
                yield begun, reached
        elif token[0] == last:
            yield from _gap(text, reached, token.start())
            return
    yield from _gap(text, reached if depth == wanted else begun, len(text))


def elements(text: str, found: Iterable[tuple[int, int]]) -> Iterator[Element]:
    """Yield what stands in each of these places."""
    line, counted = 1, 0
    for start, end in _without_junk(text, found):
        line += text.count("\n", counted, start)
        counted = start
        yield _decoded(line, text[start:end].rstrip(", \t\n"))


def cleaned(value: Any) -> Any:
    """Return a value without the control characters that its texts and keys may hide."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned_field(clean(key), item) for key, item in value.items()}
    return value


def _cleaned_field(key: str, value: Any) -> Any:
    if key == "source" and isinstance(value, str):
        return SEPARATOR.join(map(clean, value.split(SEPARATOR)))
    return cleaned(value)


def _without_junk(text: str, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What names no key says nothing, and is one item, however long it goes on."""
    junk: tuple[int, int] | None = None
    for start, end in found:
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
    if found := _SOMETHING.search(text, start, end):
        yield found.start(), end


def _valued(text: str, name: str, value: re.Pattern[str], deepest: int) -> ListStart | None:
    """Where the value of a key begins, and how deep that key stands."""
    depth = 0
    # Few texts have the key at all, and to look for a word is faster.
    for token in _TOKEN.finditer(text) if f'"{name}"' in text else ():
        depth += (token[0] in ("{", "[")) - (token[0] in ("}", "]"))
        is_key = depth <= deepest and token[0] == f'"{name}"'
        if is_key and (found := value.match(text, token.end())):
            return ListStart(found.end(), depth)
    return None


def _decoded(line: int, text: str) -> Element:
    try:
        value = msgspec.json.decode(text)
        value = cleaned(value) if _HIDING.search(text) else value
    except msgspec.DecodeError as error:
        return Element(line, text, {}, _moved(errors.of_line(str(error), text), line))
    except RecursionError:
        return Element(line, text, {}, _moved(errors.of_nesting(text.encode()), line))
    if isinstance(value, dict):
        return Element(line, text, value)
    return Element(line, text, {}, f"line {line}: this is not an item in braces {{ }}")


def _moved(complaint: str, line: int) -> str:
    """Count the line from the file's beginning."""
    complaint = re.sub(r"^the document", "line 1", complaint)
    return re.sub(r"\d+", lambda within: str(int(within[0]) + line - 1), complaint, count=1)
