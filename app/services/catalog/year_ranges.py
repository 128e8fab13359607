"""Years chosen in a filter: ranges, sorted and apart, so that each set is written in one way."""

import re
from collections.abc import Iterable

from app.translations.text import gettext as _

Range = tuple[int, int]
YearRanges = tuple[Range, ...]
# Without one end, a range begins or ends here.
FIRST, LAST = 1500, 2200
PATTERN = re.compile(r"([0-9]{4})(?:([-–])([0-9]{4})?)?|[-–]([0-9]{4})")


def parse_range(text: str) -> Range | None:
    """Return the first and last year of "2019", "2019-2023", "2019-" or "-2023", else None.

    Two years may be in either order.
    """
    found = PATTERN.fullmatch(text.strip())
    if not found:
        return None
    one, is_range, other, last = found.groups()
    if last:
        return FIRST, int(last)
    years = int(one), int(other or (LAST if is_range else one))
    return min(years), max(years)


def parse_span(first: str, last: str) -> Range | None:
    """Return the range between two years, of which one may be missing, else None."""
    years = [found for found in (parse_range(first), parse_range(last)) if found]
    if not years:
        return None
    if len(years) == 1:
        ((year, _),) = years
        return (year, LAST) if first.strip() else (FIRST, year)
    return min(years)[0], max(years)[1]


def range_text(years: Range) -> str:
    """Return a range as it is written in an address."""
    first, last = years
    return str(first) if first == last else f"{first}-{last}"


def range_label(years: Range) -> str:
    """Return a range in words; a missing end is not shown."""
    first, last = years
    if last == LAST and first != LAST:
        return _("%(year)s or later", year=first)
    if first == FIRST:
        return _("%(year)s or earlier", year=last)
    return range_text(years).replace("-", "–")


def united(ranges: Iterable[Range]) -> YearRanges:
    """Return the ranges sorted, those joined that overlap or follow each other."""
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return tuple(found)


def without(ranges: YearRanges, years: Range) -> YearRanges:
    """Return the ranges without some years."""
    kept = []
    for first, last in ranges:
        kept += [(first, min(last, years[0] - 1)), (max(first, years[1] + 1), last)]
    return united((first, last) for first, last in kept if first <= last)


def includes(ranges: YearRanges, years: Range) -> bool:
    """Return whether all of some years are chosen."""
    return any(first <= years[0] and years[1] <= last for first, last in ranges)
