"""Pages, from one to another, in the ways that formats write them."""

import re

_DASH = r"\s?(?:-{1,3}|[–—])\s?"
_NUMBERS = re.compile(rf"(\d+){_DASH}(\d+)", re.ASCII)
_RANGE = re.compile(rf"([^-–—]+?){_DASH}([^-–—]+)")
# BibTeX fields may list several ranges.
_BETWEEN_DIGITS = re.compile(r"(?<=\d) ?[-–—]{1,3} ?(?=\d)")
_ENDS = re.compile(r"(\w+)[-–]+(\w+)")


def read(text: str) -> str:
    """Return pages as the owner's forms keep them: a range of numbers with two hyphens."""
    return _NUMBERS.sub(r"\1--\2", text) if _NUMBERS.fullmatch(text) else text


def read_all(text: str) -> str:
    """Return a list of pages with two hyphens in every range of numbers."""
    return _BETWEEN_DIGITS.sub("--", text)


def parted(pages: str) -> tuple[str, str]:
    """Return the first page and the last one, if the pages are one range."""
    found = _RANGE.fullmatch(pages)
    return (found[1], found[2]) if found else (pages, "")


def parted_everywhere(pages: str) -> list[str]:
    """Return the texts between the dashes of all ranges of numbers."""
    return _BETWEEN_DIGITS.split(pages)


def ends_differ_in_length(pages: str) -> bool:
    """Tell whether the first and last page of a range differ in length."""
    return any(len(first) != len(last) for first, last in _ENDS.findall(pages))


def with_hyphen(pages: str) -> str:
    """Return the pages as CSL has them: "1-10"."""
    return "-".join(filter(None, parted(pages)))


def with_dash(pages: str) -> str:
    """Return the pages as they are printed: "1–10"."""
    return pages.replace("--", "–")


def as_compared(pages: str) -> str:
    """Return the pages with every kind of dash replaced by one, to compare them."""
    return with_dash(pages).replace("-", "–")
