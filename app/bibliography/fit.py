"""Records from parsed fields, without the values that a record cannot hold, and page ranges."""

import re
from calendar import monthrange
from typing import Any

import msgspec

from app.bibliography.latex import to_text
from app.bibliography.messages import message
from app.bibliography.record import Record
from app.bibliography.text.patterns import late_pattern

MAX_TITLE_LENGTH = 200_000
_TYPES = {field.name: field.type for field in msgspec.structs.fields(Record)}


def fit(fields: dict[str, Any]) -> tuple[Record, set[str]]:
    """Return a record of the valid fields, and the names of the invalid ones.

    The title must be valid: see `fits`.
    """
    given = {name: value for name, value in fields.items() if value not in (None, "", (), [])}
    try:
        return msgspec.convert(given, Record), set()
    except msgspec.ValidationError:
        invalid = {name for name, value in given.items() if not fits(name, value)}
        valid = {name: _valid_part(name, value) for name, value in given.items()}
        return msgspec.convert({n: v for n, v in valid.items() if v is not None}, Record), invalid


def _valid_part(name: str, value: Any) -> Any:
    """Return the value if it is valid, or the valid items of a list."""
    if isinstance(value, list):
        return [one for one in value if fits(name, [one])]
    return value if fits(name, value) else None


def fits(name: str, value: Any) -> bool:
    """Return whether a record may hold this value in this field."""
    try:
        msgspec.convert(value, _TYPES[name])
    except msgspec.ValidationError:
        return False
    return True


def title_error(title: str) -> str:
    """Return why this cannot be the title of a record, or an empty text."""
    if not title:
        return message("the title is missing")
    # Parsing the LaTeX of an endless title would take too long.
    if len(title) > MAX_TITLE_LENGTH:
        return message("the title is too long")
    is_visible = fits("title", title) and to_text(title)
    return "" if is_visible else message("the title has no visible characters")


def date(*parts: int) -> dict[str, int]:
    """Return year, month and day as far as they form a valid date."""
    names = dict(zip(("year", "month", "day"), parts, strict=False))
    found: dict[str, int] = {}
    for name, value in names.items():
        if not fits(name, value) or (name == "day" and value > _days(found)):
            break
        found[name] = value
    return found


def _days(found: dict[str, int]) -> int:
    return monthrange(found["year"], found["month"])[1]


# The hyphen of another alphabet, and the figure dash and the minus as people type them.
_SAME_DASHES = str.maketrans("‐‑‒−", "--––")
# A dash of this kind always means a range; a hyphen only between numbers of the same kind.
_DASH = late_pattern(r" ?(?:-{2,3}|[–—]) ?| - ")
_HYPHEN = late_pattern(r"(?<=\d) ?- ?(?=\d)")
_LETTERED = late_pattern(
    r"(?P<before>[A-Za-z]{1,3})\d{1,9}-(?P=before)\d{1,9}|\d{1,9}(?P<after>[A-Za-z])-\d{1,9}(?P=after)"
    r"|[ivxlc]{1,9}-(?:[ivxlc]{1,9}|\d{1,9})",
    re.IGNORECASE,
)
_PART = late_pattern(r"[^,;&]+")
_LONGEST_PAGES = 200
_WORDS_BEFORE = late_pattern(
    r"\A(?:pp?\.?|pages?|seiten?|s\.)\s*(?=e?\d|[ivxlc]+\b)", re.IGNORECASE
)
_PAGES = r"\s?(?:pp?\b\.?|pages?|s\.|seiten)"
_PAGES_AFTER_RANGE = late_pattern(rf"(?<=\d){_PAGES}\Z", re.IGNORECASE)
_COUNT = rf"(?:[ivxlc]{{1,9}}\s?[+,]\s?)?\d{{1,5}}(?:\s?\+\s?\d{{1,5}})?{_PAGES}"
_COUNT_AFTER = late_pattern(rf"\s?[,;]?\s?[,;(]\s?{_COUNT}\)?\.?\Z", re.IGNORECASE)
# "123-+" and "123--+", as the SAO/NASA database writes them.
_AND_LATER = late_pattern(r"(?<=\w) ?[-–—]{1,3} ?\+\Z")
# Databases write "ARTN 105", "Art. No. 106" and "Paper No. 107, 12".
_ARTICLE_NUMBER = late_pattern(
    r"(?:artn|e?id\.?|no\.|(?:art(?:icle|ikel|icolo|ículo|igo)?\.?|paper)"
    r"(?:[\s.-]?(?:no\.?|nr\.?|n°|id\.?|number))?)"
    r"[\s:#]*(?P<number>[A-Za-z]{0,3}\d[\w./-]{0,40}?)"
    r"(?:\s?[,;(]\s?(?:pp\.?\s?)?\d{1,5}(?:[-–—]{1,3}\d{1,5})?\)?)?\.?",
    re.IGNORECASE,
)
_NO_PAGES = late_pattern(
    r"[\W_]*|[\W_]*(?:n\.?\s?/?a\.?|n\.?\s?p(?:ag)?\.?|none|null|tb[ad]|unpaginated|0+(?:\W+0+)?)[\W_]*"
    rf"|{_COUNT}",
    re.IGNORECASE,
)


def page_ranges(text: str) -> str:
    """Return pages or an article number as they are stored: ranges with two hyphens.

    A count of pages ("12 pp.") and a placeholder ("n/a") are no pages.
    """
    text = " ".join(text.translate(_SAME_DASHES).split())
    if len(text) > _LONGEST_PAGES:
        return _with_two_hyphens(text)
    if _NO_PAGES.fullmatch(text):
        return ""
    text = _COUNT_AFTER.sub("", text)
    text = _AND_LATER.sub("+", text)
    numbered = _ARTICLE_NUMBER.fullmatch(text)
    text = numbered["number"] if numbered else _WORDS_BEFORE.sub("", text, count=1)
    text = _with_two_hyphens(text.strip(" -–—"))
    first, last = split_pages(_PAGES_AFTER_RANGE.sub("", text) if "--" in text else text)
    return first if first == last else "--".join(filter(None, (first, last)))


def _with_two_hyphens(text: str) -> str:
    return _PART.sub(_dashed, text)


def _dashed(part: re.Match[str]) -> str:
    """Return a single range of pages with two hyphens."""
    if _DASH.search(part[0]):
        return _DASH.sub("--", part[0])
    is_lettered = _LETTERED.fullmatch(part[0].strip())
    return part[0].replace("-", "--") if is_lettered else _HYPHEN.sub("--", part[0])


def split_pages(pages: str) -> tuple[str, str]:
    """Return the first and last page; the last is empty unless the pages are one range."""
    first, *others = split_page_ranges(pages)
    return (first, others[0]) if len(others) == 1 and first else (pages, "")


def split_page_ranges(pages: str) -> list[str]:
    """Split pages at the dashes of all ranges."""
    return _with_two_hyphens(pages).split("--")


def with_hyphen(pages: str) -> str:
    """Return the pages as in CSL: "1-10"."""
    return "-".join(split_page_ranges(pages))


def with_dash(pages: str) -> str:
    """Return the pages as in print: "1–10"."""
    return pages.replace("--", "–")


def comparable_pages(pages: str) -> str:
    """Return the pages with every kind of dash replaced by one, to compare them."""
    return with_dash(pages).replace("-", "–")
