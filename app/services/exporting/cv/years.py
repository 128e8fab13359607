"""The years that a CV for a grant covers."""

import re
from dataclasses import dataclass
from datetime import date

from app.services.catalog import year_ranges
from app.services.catalog.year_ranges import FIRST, LAST, Range
from app.translations.text import gettext as _
from app.translations.text import pgettext

ALL = "all"
# What people ask for most, as offered on the page.
OFFERED = (3, 5, 10)
FEW = re.compile(r"[1-9][0-9]?", re.ASCII)


@dataclass(frozen=True)
class CvYears:
    """The last few years, or the years from one to another, or all years."""

    last: int | None = None
    range: Range = (FIRST, LAST)

    @property
    def text(self) -> str:
        """How an address writes the years."""
        if self.last:
            return str(self.last)
        return ALL if self.range == (FIRST, LAST) else year_ranges.range_text(self.range)

    def span(self, today: date) -> Range:
        """Return the first and last year; what is to come belongs to the last few years, too."""
        return (today.year - self.last, LAST) if self.last else self.range

    def label(self, today: date) -> str:
        """Return the years in words, "" for all."""
        first, last = self.span(today)
        if self.text == ALL:
            return ""
        if last == LAST and first <= today.year:
            return year_ranges.range_text((first, today.year)).replace("-", "–")
        return year_ranges.range_label((first, last))


def parse_years(text: str) -> CvYears | None:
    """Return the years of "5" (the last five), "2019-2023", "2019-" or "all", else None."""
    text = text.strip()
    if text == ALL:
        return CvYears()
    if FEW.fullmatch(text):
        return CvYears(last=int(text))
    found = year_ranges.parse_range(text)
    return CvYears(range=found) if found else None


def choices(chosen: CvYears | None, today: date) -> list[tuple[str, str]]:
    """Return the years that the page offers, the chosen ones among them, with their labels."""
    found = {"": pgettext("years", "All")}
    found |= {str(count): _("Last %(number)s, for a grant", number=count) for count in OFFERED}
    found[ALL] = _("All, for a grant")
    if chosen:
        found.setdefault(chosen.text, _("%(years)s, for a grant", years=chosen.label(today)))
    return list(found.items())


def overlaps(span: Range, started: int | None, ended: int | None) -> bool:
    """Return whether what began and ended in these years (None: unknown, ongoing) is in a span."""
    return (started or FIRST) <= span[1] and (ended or LAST) >= span[0]
