"""Pages, from one to another, in the ways that formats write them."""

import re

_DASH = r"\s?(?:-{1,3}|[–—])\s?"
_NUMBERS = re.compile(rf"(\d+){_DASH}(\d+)", re.ASCII)
_RANGE = re.compile(rf"([^-–—]+?){_DASH}([^-–—]+)")


def read(text: str) -> str:
    """Return pages as the owner's forms keep them: a range of numbers with two hyphens."""
    return _NUMBERS.sub(r"\1--\2", text) if _NUMBERS.fullmatch(text) else text


def parted(pages: str) -> tuple[str, str]:
    """Return the first page and the last one, if the pages are one range."""
    found = _RANGE.fullmatch(pages)
    return (found[1], found[2]) if found else (pages, "")


def with_hyphen(pages: str) -> str:
    """Return the pages as CSL has them: "1-10"."""
    return "-".join(filter(None, parted(pages)))
