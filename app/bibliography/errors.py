"""Error messages for JSON files and profile documents: the line or key, then the reason.

msgspec finds and locates the errors, but its messages are written for programmers.
"""

import re
from collections.abc import Iterable, Mapping

from app.bibliography.messages import Message, message, one_of, with_values
from app.bibliography.record import LinkKind, PublicationType, VenueKind

MAX_DEPTH = 100
TYPE_NAMES: Mapping[str, str] = {
    "int": message("a whole number"),
    "float": message("a decimal number"),
    "str": message("text"),
    "bool": message("true or false"),
    "null": message("nothing (null)"),
    "array": message("a list in brackets [ ]"),
    "object": message("keys in braces { }"),
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
_A_DATE = message("must be a date such as 2024, 2024-09 or 2024-09-30")
EXPECTED_FORMATS = {
    "url": message("must be a web address that begins with https:// or http://"),
    "email": message("must be an e-mail address"),
    "orcid": message("must be an ORCID iD such as 0000-0002-1825-0097"),
    "language": message("must be a language code such as en or fr-CA"),
    "started_on": _A_DATE,
    "ended_on": _A_DATE,
}
NOT_BLANK = message("must not be blank")
TOO_DEEP = message("brackets and braces are nested too deeply")
TOO_LARGE = message("a number is too large")
KEY_REASONS = (
    (r"Object missing required field `(?P<key>.*)`", message("the key “%(key)s” is missing")),
    (
        r"Object contains unknown field `(?P<key>.*)`",
        message("“%(key)s” is not an allowed key"),
    ),
    (r"Expected `str` of length >= 1", NOT_BLANK),
    (
        r"Expected `str` of length <= (?P<most>\d+)",
        message("must not be longer than %(most)s characters"),
    ),
    (r"Expected `int` >= (?P<least>\d+)", message("must be %(least)s or more")),
    (r"Expected `int` <= (?P<most>\d+)", message("must be %(most)s or less")),
)
LINE_REASONS = (
    (
        r"Input data was truncated",
        message("the file ends before its last quote, bracket or brace closes"),
    ),
    (r"invalid character", message("this is not valid JSON; text needs straight quotes")),
    (r"object keys must be strings", message("keys need straight quotes")),
    (
        r"trailing comma in \w+",
        message("remove the comma before the closing bracket or brace"),
    ),
    (r"trailing characters", message("there is extra text after the end of the document")),
    (r"expected ':'", message("a colon is missing after the key")),
    (
        r"expected ',' or '(?P<closing>.)'",
        message("a comma or a closing %(closing)s is missing"),
    ),
    (r"invalid escape.*", message("text contains a single backslash; write two")),
)


class DocumentError(ValueError):
    """An invalid document; the message names the line or the key."""


def at_line(line: int, error: str) -> str:
    """Return an error with its line, such as "line 7: the title is missing"."""
    return message("line %(line)s: %(error)s", line=line, error=error)


def at_key(key: str, error: str) -> str:
    """Return an error with its key, such as "people[3].url: must not be blank"."""
    return message("%(key)s: %(error)s", key=key, error=error)


def key_error(
    said: str, choices: Mapping[str, Iterable[str]] = CHOICES, *, is_document: bool = True
) -> str:
    """Return a message such as "publications[3].year: expected a whole number, got text"."""
    found = re.fullmatch(r"(.*?)(?: - at `\$\.?([^`]*)`)?", said, re.DOTALL)
    reason, path = found.groups() if found else (said, None)
    key = (path or "").rpartition(".")[2]
    top = (path or "").partition("[")[0]
    allowed = choices.get(f"{top}.{key}") or choices.get(key, ())
    error = _reason(reason, key, allowed)
    if path:
        return at_key(path, error)
    return _in_document(error) if is_document else error


def json_error(said: str, text: str, first_line: int = 0) -> str:
    """Return a message for invalid JSON, such as "line 7: keys need straight quotes".

    `first_line` is where the text begins in its file, if it is not the whole document.
    """
    reason, _, offset = said.removeprefix("JSON is malformed: ").partition(" (byte ")
    content = text.encode()
    if "out of range" in reason:
        return at_line(first_line, TOO_LARGE) if first_line else _in_document(TOO_LARGE)
    first = first_line or 1
    if not content.strip():
        return at_line(first, message("the file is empty"))
    before = content[: int(offset[:-1])] if offset else content.rstrip()
    error = _in_words(reason, LINE_REASONS) or reason
    return at_line(first + before.count(b"\n"), error)


def nesting_error(content: bytes, first_line: int = 0) -> str:
    """Return a message with the line where the nesting becomes too deep."""
    depth, line = 0, first_line
    for bracket in re.finditer(rb"[\[\]{}]", content):
        depth += 1 if bracket.group() in b"[{" else -1
        if depth == MAX_DEPTH:
            line = content.count(b"\n", 0, bracket.start()) + (first_line or 1)
            break
    return at_line(line, TOO_DEEP) if line else _in_document(TOO_DEEP)


def _in_document(error: str) -> str:
    return message("the document: %(error)s", error=error)


def _reason(reason: str, key: str, choices: Iterable[str]) -> str:
    if invalid := re.fullmatch(r"Invalid enum value '?(.*?)'?", reason, re.DOTALL):
        allowed = one_of(map(str, choices)) if choices else message("one of the values allowed")
        return message("must be %(choices)s, not “%(value)s”", choices=allowed, value=invalid[1])
    if " matching regex " in reason:
        return EXPECTED_FORMATS.get(key, NOT_BLANK)
    if types := re.fullmatch(r"Expected `(.*?)(?: \| null)?`, got `(.*)`", reason):
        wanted, found = map(_type_names, types.groups())
        return message("expected %(wanted)s, got %(found)s", wanted=wanted, found=found)
    return _in_words(reason, KEY_REASONS) or reason


def _type_names(names: str) -> str:
    return one_of(TYPE_NAMES.get(name, name) for name in names.split(" | "))


def _in_words(reason: str, table: tuple[tuple[str, Message], ...]) -> str | None:
    for pattern, said in table:
        if found := re.fullmatch(pattern, reason, re.DOTALL):
            return with_values(said, **found.groupdict())
    return None
