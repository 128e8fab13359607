"""The dates of entries: "2024", "2024-09" or "2024-09-30", put in order and in words."""

from typing import NamedTuple

from app.translations.dates import date_in_words

# Later than any date; an entry without dates comes last.
ONGOING, UNDATED = "9999-99-99", ""


class Span(NamedTuple):
    """The dates of an entry; without an end, it lasts until now unless it is an event."""

    started: str | None
    ended: str | None
    is_event: bool

    @property
    def is_ongoing(self) -> bool:
        """Whether it lasts until now."""
        return bool(self.started and not self.ended and not self.is_event)

    @property
    def order(self) -> tuple[str, str]:
        """The key that puts newer entries after older ones: by end, then by start."""
        end = ONGOING if self.is_ongoing else self.ended or self.started
        return _last_day(end) if end else UNDATED, self.started or UNDATED

    @property
    def years(self) -> str:
        """The years in words: "2021 – 2024", "2024 –" while it lasts, or one year."""
        return self._in_words(*(day[:4] if day else None for day in self[:2]))

    @property
    def dates(self) -> str:
        """The dates in words, as exact as they are known: "Sep 2024", "30 Sep 2024"."""
        return self._in_words(*(in_words(day) if day else None for day in self[:2]))

    def _in_words(self, start: str | None, end: str | None) -> str:
        if self.is_ongoing:
            return f"{start} –"
        if start and end and start != end:
            return f"{start} – {end}"
        return end or start or ""


def in_words(day: str) -> str:
    """Return a date in words, such as "30 Sep 2024"."""
    year, *rest = day.split("-")
    return date_in_words(int(year), *map(int, rest), short=True) if rest else year


def _last_day(day: str) -> str:
    """Return the last day that a date may mean, so that "2024" is not before "2024-09"."""
    return f"{day}-99-99"[: len(ONGOING)]
