"""Single values of CSL items, in the various forms that programs write."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from app.bibliography import fit
from app.bibliography.dates import parse_date
from app.bibliography.latex.html_tags import from_html
from app.bibliography.names import markup, parts, plain_names
from app.bibliography.names.role_marks import last_mark
from app.bibliography.text.characters import unescape

# "d'" and "Alembert" are one word.
_ELIDED = re.compile(r"(\b(?:[dlDL]|all|dall|dell|nell|sull)['’]) ")
_FAMILY_KEYS = ("dropping-particle", "non-dropping-particle", "family")
_PART_KEYS = frozenset({"given", *_FAMILY_KEYS, "suffix"})
_YEAR = re.compile(r"(\d{1,4})", re.ASCII)
# The first of a range counts: "07-08".
_MONTH_OR_DAY = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?(?:\s?[-–/]{1,2}\s?\d{1,2}(?:st|nd|rd|th|\.)?)?", re.ASCII
)
_DATE_KEYS = ("year", "month", "day")
_DATE_TEXTS = ("raw", "literal", "date", "edtf", "date-time")
EMPTY: tuple[Any, ...] = (None, "", [], {})


def line(value: Any) -> str:
    """Return a text, a number or the first item of a list as plain text on one line."""
    text = _text(value)
    return " ".join((unescape(text) if "&" in text else text).split())


def source(value: Any) -> str:
    """Return text with CSL, HTML or JATS markup as LaTeX source."""
    return from_html(_text(value))


def date(value: Any) -> dict[str, int]:
    """Return year, month and day as far as they are given."""
    value = _first(value)
    if not isinstance(value, dict):
        return parse_date(line(value)).parts()
    for given in (_first_date(value.get("date-parts")), [value.get(key) for key in _DATE_KEYS]):
        # A part may be a word, such as "May", or a whole date, such as "2024-05".
        words = " ".join(filter(None, map(line, given[:3])))
        if found := max(fit.date(*_numbers(given)), parse_date(words).parts(), key=len):
            return found
    texts = (parse_date(line(value.get(key))).parts() for key in _DATE_TEXTS)
    return next(filter(None, texts), {})


def date_text(value: Any) -> str:
    """Return a date that is a text, such as "in press", or else an empty text."""
    value = _first(value)
    if not isinstance(value, dict):
        return line(value)
    texts = (value.get("literal"), value.get("raw"), *_first_date(value.get("date-parts"))[:1])
    return next(filter(None, map(line, texts)), "")


def authors(value: Any) -> list[str]:
    """Return the names of a list of authors in natural order."""
    people = value if isinstance(value, list) else [value]
    return [name for person in people for name in _names(person) if name]


def has_only_names(value: Any) -> bool:
    """Return whether the authors have no other data than `authors` reads."""
    return isinstance(value, list) and all(
        isinstance(person, dict)
        and {key for key, held in person.items() if held not in EMPTY}
        <= _PART_KEYS | {"literal", "name", "sequence"}
        for person in value
    )


def is_incomplete(value: Any) -> bool:
    """Return whether a list of authors has an "et al."."""
    people = value if isinstance(value, list) else [value]
    parts_of = (map(line, one.values()) for one in people if isinstance(one, dict))
    texts = chain(map(_words, people), chain.from_iterable(parts_of))
    return any(markup.without_others(text) != text for text in texts)


def lines(value: Any) -> list[str]:
    """Return the texts of a list, or of one text split at its separators."""
    if isinstance(value, list):
        return [text for one in value if (text := line(one))]
    text = line(value)
    return [word for part in text.split(";" if ";" in text else ",") if (word := part.strip())]


def _text(value: Any) -> str:
    value = _first(value)
    if isinstance(value, str):
        return value
    is_number = isinstance(value, float) or (isinstance(value, int) and abs(value) < 10**18)
    return str(value) if is_number and not isinstance(value, bool) else ""


def _first(value: Any) -> Any:
    return next(iter(value), None) if isinstance(value, list) else value


def _first_date(parts: Any) -> list[Any]:
    """Return the parts of the first date; some programs do not nest them in a list of dates."""
    listed = parts if isinstance(parts, list) else [parts]
    return listed[0] if listed and isinstance(listed[0], list) else listed


def _numbers(parts: list[Any]) -> list[int]:
    pattern, found = _YEAR, []
    for part in parts[:3]:
        number = pattern.fullmatch(line(part).removesuffix(".0"))
        if not number:
            break
        found.append(int(number[1]))
        pattern = _MONTH_OR_DAY
    return found


def _names(person: Any) -> list[str]:
    if not isinstance(person, dict):
        return plain_names.plain_names(line(person))
    return [_name(person)] if markup.without_others(_words(person)) else []


def _words(person: Any) -> str:
    """Return all words of a name in natural order."""
    keys = ("given", "family", "literal", "name")
    return " ".join(map(line, map(person.get, keys) if isinstance(person, dict) else [person]))


def _joined(person: dict[str, Any], keys: Iterable[str]) -> str:
    """Return the parts of a name under these keys, without an "et al." after them."""
    return " ".join(filter(None, (markup.without_others(line(person.get(key))) for key in keys)))


def _name(person: dict[str, Any]) -> str:
    if whole := line(person.get("literal")) or line(person.get("name")):
        return parts.team_name(whole)
    given, family, suffix = (
        _ELIDED.sub(r"\1", markup.without_signs(_joined(person, keys)))
        for keys in (("given",), _FAMILY_KEYS, ("suffix",))
    )
    mark = next((text[at.start :] for text in (family, given) if (at := last_mark(text))), "")
    given, family = given.removesuffix(mark), family.removesuffix(mark)
    name = (given, family, suffix) if family else ("", given, suffix)
    return parts.join_name(*name) + mark
