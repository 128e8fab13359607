"""Pages, from one to another, in the ways that formats write them."""

import re

_DASH = r"\s?(?:-{1,3}|[–—])\s?"
_NUMBERS = re.compile(rf"(\d+){_DASH}(\d+)", re.ASCII)
_RANGE = re.compile(rf"([^-–—]+?){_DASH}([^-–—]+)")
# Within BibTeX, where several ranges may follow one another.
_BETWEEN_DIGITS = re.compile(r"(?<=\d) ?[-–—]{1,3} ?(?=\d)")
_ENDS = re.compile(r"(\w+)[-–]+(\w+)")


def read(text: str) -> str:
    """Return pages as the owner's forms keep them: a range of numbers with two hyphens."""
    return _NUMBERS.sub(r"\1--\2", text) if _NUMBERS.fullmatch(text) else text


def read_all(text: str) -> str:
    """Return the same where several ranges may follow one another."""
    return _BETWEEN_DIGITS.sub("--", text)


def parted(pages: str) -> tuple[str, str]:
    """Return the first page and the last one, if the pages are one range."""
    found = _RANGE.fullmatch(pages)
    return (found[1], found[2]) if found else (pages, "")


def parted_everywhere(pages: str) -> list[str]:
    """Return what stands before, between and behind the dashes of ranges of numbers."""
    return _BETWEEN_DIGITS.split(pages)


def has_longer_end(pages: str) -> bool:
    """Tell whether the last page of a range has more characters than its first, or fewer."""
    return any(len(first) != len(last) for first, last in _ENDS.findall(pages))


def with_hyphen(pages: str) -> str:
    """Return the pages as CSL has them: "1-10"."""
    return "-".join(filter(None, parted(pages)))


def with_dash(pages: str) -> str:
    """Return the pages as print has them: "1–10"."""
    return pages.replace("--", "–")


def as_compared(pages: str) -> str:
    """Return the pages so that two that differ in their dashes alone are the same."""
    return with_dash(pages).replace("-", "–")
