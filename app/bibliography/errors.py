"""What is wrong with a document, in words for whoever wrote it: the line or key, then the reason.

msgspec finds the mistakes and names their place; its reasons are written for programmers.
"""

import re
from collections.abc import Iterable

from app.bibliography.record import LinkKind, PublicationType, VenueKind

DEEPEST = 100
KINDS = {
    "int": "a whole number",
    "float": "a decimal number",
    "str": "text",
    "bool": "true or false",
    "null": "nothing (null)",
    "array": "a list in brackets [ ]",
    "object": "keys in braces { }",
}
CHOICES: dict[str, Iterable[str]] = {
    "vitae": ("1",),
    "type": PublicationType,
    "venue_kind": VenueKind,
    "kind": LinkKind,
    "role": ("principal", "co"),
    "state": ("draft", "published"),
}
SHAPES = {
    "url": "must be a web address that begins with https:// or http://",
    "email": "must be an e-mail address",
    "orcid": "must be an ORCID iD such as 0000-0002-1825-0097",
    "language": "must be a language code such as en or fr-CA",
    "started_on": "must be a date such as 2024, 2024-09 or 2024-09-30",
    "ended_on": "must be a date such as 2024, 2024-09 or 2024-09-30",
}
KEY_REASONS = (
    (r"Object missing required field `(.*)`", r"the key “\1” is missing"),
    (r"Object contains unknown field `(.*)`", r"“\1” is not a key that belongs here"),
    (r"Expected `str` of length >= 1", "must not be blank"),
    (r"Expected `str` of length <= (\d+)", r"must not be longer than \1 characters"),
    (r"Expected `int` >= (\d+)", r"must be \1 or more"),
    (r"Expected `int` <= (\d+)", r"must be \1 or less"),
)
LINE_REASONS = (
    (r"Input data was truncated", "the file ends before its last quote, bracket or brace closes"),
    (r"invalid character", "this is not JSON; text stands between straight quotes"),
    (r"object keys must be strings", "a key must stand between straight quotes"),
    (r"trailing comma in \w+", "a comma stands before the closing bracket or brace"),
    (r"trailing characters", "there is more after the end of the document"),
    (r"expected ':'", "a colon is missing after the key"),
    (r"expected ',' or '(.)'", r"a comma or a closing \1 is missing"),
    (r"invalid escape.*", "text contains a single backslash; write two"),
)


def of_key(message: str) -> str:
    """Say what msgspec found at a key: "publications[3].year: expected a whole number, …"."""
    found = re.fullmatch(r"(.*?)(?: - at `\$\.?([^`]*)`)?", message, re.DOTALL)
    reason, path = found.groups() if found else (message, None)
    key = (path or "").rpartition(".")[2]
    return f"{path or 'the document'}: {_reason(reason, key)}"


def of_line(message: str, text: str) -> str:
    """Say what msgspec found in JSON that is none: "line 7: a key must stand …"."""
    reason, _, place = message.removeprefix("JSON is malformed: ").partition(" (byte ")
    content = text.encode()
    if "out of range" in reason:
        return "the document: a number is too large"
    if not content.strip():
        return "line 1: the file is empty"
    before = content[: int(place[:-1])] if place else content.rstrip()
    line = before.count(b"\n") + 1
    return f"line {line}: {_rewritten(reason, LINE_REASONS) or reason}"


def of_nesting(content: bytes) -> str:
    """Say where brackets within brackets become too many."""
    depth = line = 0
    for bracket in re.finditer(rb"[\[\]{}]", content):
        depth += 1 if bracket.group() in b"[{" else -1
        if depth == DEEPEST:
            line = content.count(b"\n", 0, bracket.start()) + 1
            break
    where = f"line {line}" if line else "the document"
    return f"{where}: brackets and braces are nested too deeply"


def _reason(reason: str, key: str) -> str:
    if given := re.fullmatch(r"Invalid enum value '?(.*?)'?", reason, re.DOTALL):
        return f"must be {_one_of(CHOICES.get(key, ()))}, not “{given[1]}”"
    if " matching regex " in reason:
        return SHAPES.get(key, "must not be blank")
    if kinds := re.fullmatch(r"Expected `(.*)`, got `(.*)`", reason):
        return f"expected {_kinds(kinds[1].removesuffix(' | null'))}, got {_kinds(kinds[2])}"
    return _rewritten(reason, KEY_REASONS) or reason


def _kinds(names: str) -> str:
    return " or ".join(KINDS.get(name, name) for name in names.split(" | "))


def _one_of(choices: Iterable[str]) -> str:
    *most, last = choices or ("one of the values allowed",)
    return f"{', '.join(most)} or {last}" if most else last


def _rewritten(reason: str, table: tuple[tuple[str, str], ...]) -> str | None:
    for sign, words in table:
        if found := re.fullmatch(sign, reason, re.DOTALL):
            return found.expand(words)
    return None
