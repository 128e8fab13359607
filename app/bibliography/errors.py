"""Error messages for JSON files and profile documents: the line or key, then the reason.

msgspec finds and locates the errors, but its messages are written for programmers.
"""

import re
from collections.abc import Iterable, Mapping

from app.bibliography.record import LinkKind, PublicationType, VenueKind

MAX_DEPTH = 100
TYPE_NAMES = {
    "int": "a whole number",
    "float": "a decimal number",
    "str": "text",
    "bool": "true or false",
    "null": "nothing (null)",
    "array": "a list in brackets [ ]",
    "object": "keys in braces { }",
}
# By key, or by list and key where another list has the same key.
CHOICES: Mapping[str, Iterable[str]] = {
    "vitae": ("1",),
    "type": PublicationType,
    "venue_kind": VenueKind,
    "kind": LinkKind,
    "role": ("principal", "co"),
    "state": ("draft", "published"),
}
EXPECTED_FORMATS = {
    "url": "must be a web address that begins with https:// or http://",
    "email": "must be an e-mail address",
    "orcid": "must be an ORCID iD such as 0000-0002-1825-0097",
    "language": "must be a language code such as en or fr-CA",
    "started_on": "must be a date such as 2024, 2024-09 or 2024-09-30",
    "ended_on": "must be a date such as 2024, 2024-09 or 2024-09-30",
}
KEY_REASONS = (
    (r"Object missing required field `(.*)`", r"the key “\1” is missing"),
    (r"Object contains unknown field `(.*)`", r"“\1” is not an allowed key"),
    (r"Expected `str` of length >= 1", "must not be blank"),
    (r"Expected `str` of length <= (\d+)", r"must not be longer than \1 characters"),
    (r"Expected `int` >= (\d+)", r"must be \1 or more"),
    (r"Expected `int` <= (\d+)", r"must be \1 or less"),
)
LINE_REASONS = (
    (r"Input data was truncated", "the file ends before its last quote, bracket or brace closes"),
    (r"invalid character", "this is not valid JSON; text needs straight quotes"),
    (r"object keys must be strings", "keys need straight quotes"),
    (r"trailing comma in \w+", "remove the comma before the closing bracket or brace"),
    (r"trailing characters", "there is extra text after the end of the document"),
    (r"expected ':'", "a colon is missing after the key"),
    (r"expected ',' or '(.)'", r"a comma or a closing \1 is missing"),
    (r"invalid escape.*", "text contains a single backslash; write two"),
)


def key_error(message: str, choices: Mapping[str, Iterable[str]] = CHOICES) -> str:
    """Return a message such as "publications[3].year: expected a whole number, got text"."""
    found = re.fullmatch(r"(.*?)(?: - at `\$\.?([^`]*)`)?", message, re.DOTALL)
    reason, path = found.groups() if found else (message, None)
    key = (path or "").rpartition(".")[2]
    top = (path or "").partition("[")[0]
    allowed = choices.get(f"{top}.{key}") or choices.get(key, ())
    return f"{path or 'the document'}: {_reason(reason, key, allowed)}"


def json_error(message: str, text: str) -> str:
    """Return a message for invalid JSON, such as "line 7: keys need straight quotes"."""
    reason, _, offset = message.removeprefix("JSON is malformed: ").partition(" (byte ")
    content = text.encode()
    if "out of range" in reason:
        return "the document: a number is too large"
    if not content.strip():
        return "line 1: the file is empty"
    before = content[: int(offset[:-1])] if offset else content.rstrip()
    line = before.count(b"\n") + 1
    return f"line {line}: {_translated(reason, LINE_REASONS) or reason}"


def nesting_error(content: bytes) -> str:
    """Return a message with the line where the nesting becomes too deep."""
    depth = line = 0
    for bracket in re.finditer(rb"[\[\]{}]", content):
        depth += 1 if bracket.group() in b"[{" else -1
        if depth == MAX_DEPTH:
            line = content.count(b"\n", 0, bracket.start()) + 1
            break
    where = f"line {line}" if line else "the document"
    return f"{where}: brackets and braces are nested too deeply"


def _reason(reason: str, key: str, choices: Iterable[str]) -> str:
    if invalid := re.fullmatch(r"Invalid enum value '?(.*?)'?", reason, re.DOTALL):
        return f"must be {_one_of(choices)}, not “{invalid[1]}”"
    if " matching regex " in reason:
        return EXPECTED_FORMATS.get(key, "must not be blank")
    if types := re.fullmatch(r"Expected `(.*?)(?: \| null)?`, got `(.*)`", reason):
        return f"expected {_type_names(types[1])}, got {_type_names(types[2])}"
    return _translated(reason, KEY_REASONS) or reason


def _type_names(names: str) -> str:
    return " or ".join(TYPE_NAMES.get(name, name) for name in names.split(" | "))


def _one_of(choices: Iterable[str]) -> str:
    *most, last = choices or ("one of the values allowed",)
    return f"{', '.join(most)} or {last}" if most else last


def _translated(reason: str, table: tuple[tuple[str, str], ...]) -> str | None:
    for pattern, message in table:
        if found := re.fullmatch(pattern, reason, re.DOTALL):
            return found.expand(message)
    return None
