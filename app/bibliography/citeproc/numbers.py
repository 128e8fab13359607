"""Numbers, ranges of numbers and pages, as styles write them."""

import re
from collections.abc import Callable

# A number may have letters around its digits, such as "e12" or "3a", or be Roman.
_UNIT = r"(?:[A-Za-z]*\d+[A-Za-z\d]*|[ivxlcdm]+)"
_NUMERIC = re.compile(
    rf"{_UNIT}(?:\s*[-–/]\s*\w*|\s*[,;&]\s+{_UNIT}|\s+and\s+{_UNIT})*\Z", re.ASCII
)
_SEVERAL = re.compile(r"\w\s*[-–]|[,;&]\s|\sand\s")
_RANGE = re.compile(
    r"(?<![\w.:])(?:([A-Za-z]*)(\d+)\s*[-–]\s*([A-Za-z]*)(\d+)|(\d+[a-z]+|[ivxlcdmIVXLCDM]+)\s*"
    r"[-–]\s*(\d+[a-z]+|[ivxlcdmIVXLCDM]+))(?![\w.:–-])",
    re.ASCII,
)


def is_numeric(text: str) -> bool:
    """Return whether a text consists of numbers."""
    return _NUMERIC.match(text) is not None


def is_several(text: str) -> bool:
    """Return whether a text is more than one number."""
    return is_numeric(text) and _SEVERAL.search(text) is not None


def with_dashes(text: str) -> str:
    """Return a text with en dashes in its ranges of numbers."""
    return _ranges(text, _as_given) if is_numeric(text.lower()) else text


def pages(text: str, range_format: str) -> str:
    """Return pages with their ranges in a format of CSL, or as they are."""
    shorten = FORMATS.get(range_format, _as_given)
    return _ranges(text, shorten)


def _ranges(text: str, shorten: Callable[[str, str], str]) -> str:
    def replaced(match: re.Match[str]) -> str:
        letters, first, more_letters, last, *whole = match.groups()
        if not first:
            return f"{whole[0]}–{whole[1]}"
        if letters and letters != more_letters:
            return match[0]
        is_shortened = shorten in SHORTENING and int(first) < int(last)
        return f"{letters}{first}–{'' if is_shortened else more_letters}{shorten(first, last)}"

    return _RANGE.sub(replaced, text)


def _as_given(_: str, last: str) -> str:
    return last


def _expanded(first: str, last: str) -> str:
    whole = first[: max(0, len(first) - len(last))] + last
    return whole if int(whole) > int(first) else last


def _minimal(first: str, last: str, least: int = 1) -> str:
    whole = _expanded(first, last)
    if len(whole) != len(first):
        return whole
    same = next((i for i in range(len(whole)) if whole[i] != first[i]), len(whole))
    return whole[min(same, max(0, len(whole) - least)) :]


def _minimal_two(first: str, last: str) -> str:
    return _minimal(first, last, least=2)


def _chicago(first: str, last: str) -> str:
    hundreds = int(first) % 100
    if int(first) < 100 or hundreds == 0:
        return _expanded(first, last)
    return _minimal(first, last, least=1 if hundreds < 10 else 2)


FORMATS = {
    "expanded": _expanded,
    "minimal": _minimal,
    "minimal-two": _minimal_two,
    "chicago": _chicago,
    "chicago-16": _chicago,
}
SHORTENING = (_minimal, _minimal_two, _chicago)
