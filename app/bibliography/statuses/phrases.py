"""The status that a phrase tells, and the venue and the date beside it: "Submitted to Tides"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from app.bibliography.dates import month_number
from app.bibliography.record import Status
from app.bibliography.statuses.words import (
    AFTER,
    BARE_AFTER,
    BEFORE,
    IN_PROGRESS,
    PUBSTATES,
    WORDS,
)
from app.bibliography.text.patterns import late_pattern

LONGEST = 400
# The preprint beside a status is not where the publication is to appear.
_PREPRINT = (
    r"(?:(?:preprint|e-?print|available|also|posted|on|at|as|in) ){0,4}\barxiv\b"
    r"(?: (?:e-?prints?|preprints?))?(?:[:/ ] ?(?:arxiv:|abs/)?[\w.-]{1,20}(?:/[\w.-]{1,20})?)?"
    r"(?: ?\[[\w.,: -]{1,80}\])?"
)
_PREPRINT_BEFORE = late_pattern(rf"\A{_PREPRINT}(?: ?[,;.(] ?| [-–—] )", re.IGNORECASE)
_PREPRINT_AFTER = late_pattern(rf"(?:[,;.(] ?| [-–—] ){_PREPRINT}[).]*\Z", re.IGNORECASE)
_DATE_AFTER = late_pattern(
    r"[ ,:(]{0,3}(?:\b(?:in|on) )?(?:\d{1,2}\.? )?"
    r"(?:(?P<month>[^\W\d_]{3,9})\.?,? (?:\d{1,2},? )?)?\b(?P<year>(?:19|20)\d\d)\)?\.?\Z"
)
_YEAR_AFTER = late_pattern(r"(?:(?P<apart>,? ?\(|, )|[ ,:(]{1,3})(?P<year>(?:19|20)\d\d)\)?\.?\Z")
# "ApJ", "MNRAS" and "Phys. Rev. Lett." are names without any other word to tell.
_SHORT_NAME = late_pattern(r"[A-Z][\w&]{0,10}[A-Z][\w&]{0,10}|[A-Z][\w. &]{2,60}\.")
_LETTER = late_pattern(r"[^\W\d_]")
_STATUSES = tuple(WORDS)
_BY_PUBSTATE = {state: status for status, state in PUBSTATES.items()}


class Stated(NamedTuple):
    """A status, where the publication is to appear and when, and what else the text says of it."""

    status: Status
    venue: str = ""
    year: int | None = None
    aside: str = ""


def read_status(text: str, *, is_venue: bool = False) -> Stated | None:
    """Return the status that a whole text tells: "in press", "Submitted to Tides", or None.

    In place of a venue, the status may follow a name without any sign: "Tides in press".
    """
    line = " ".join(text.split())
    if len(line) >= LONGEST or not _LETTER.search(line):
        return None
    return _status_of_line(line, is_venue)


# The same venues and publishers occur many times.
@lru_cache(maxsize=1024)
def _status_of_line(line: str, is_venue: bool) -> Stated | None:
    line = _PREPRINT_AFTER.sub("", _PREPRINT_BEFORE.sub("", line, count=1)) or line
    for start, year, is_apart in _dates_at_end(line):
        found = _match(line[:start], year, is_venue=is_venue)
        if found and (is_apart or line.startswith(found.venue)):
            return found
    found = _match(line, None, is_venue=is_venue)
    dated = _YEAR_AFTER.search(found.venue) if found else None
    if not found or not dated:
        return found
    # In "ICML 2024" the year is a part of the name, in "Tides, 2024" it is not.
    venue = found.venue[: dated.start()] if dated["apart"] else found.venue
    return found._replace(venue=venue, year=int(dated["year"]))


def _dates_at_end(line: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where a date at the end begins, its year, and whether no name of a venue ends so."""
    if date := _DATE_AFTER.search(line):
        month = month_number((date["month"] or "").lower())
        if month or not date["month"]:
            yield date.start(), int(date["year"]), bool(month)
    if year := _YEAR_AFTER.search(line):
        yield year.start(), int(year["year"]), year["apart"] is not None


def _match(line: str, year: int | None, *, is_venue: bool) -> Stated | None:
    found = BEFORE.fullmatch(line) or AFTER.fullmatch(line)
    if not found and (bare := BARE_AFTER.fullmatch(line)):
        found = bare if is_venue or _SHORT_NAME.fullmatch(bare["venue"]) else None
    if not found:
        is_begun = not is_venue and IN_PROGRESS.fullmatch(line)
        return Stated(Status.IN_PREPARATION, year=year) if is_begun else None
    at = next(at for at in range(len(_STATUSES)) if found[f"s{at}"])
    venue = (found["venue"] or "").strip(" .,")
    asides = (found.groupdict().get(name) or "" for name in ("form", "aside"))
    aside = " ".join(text.strip(" ,()") for text in asides if text)
    return Stated(_STATUSES[at], "" if venue.isdigit() else venue, year, aside)


def read_pubstate(word: str) -> Status | None:
    """Return the status that a word of BibLaTeX or CSL means, or None."""
    plain = re.sub(r"[\s-]", "", word[:100].lower())
    if plain == "prepublished":
        return Status.IN_PRESS
    stated = read_status(word)
    return _BY_PUBSTATE.get(plain) or (stated.status if stated and not stated.venue else None)
