"""The people whom the owner supervises or supervised, by level, for the CV."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row

from app.bibliography.messages import message
from app.database import db
from app.models import SupervisorRole
from app.services.catalog import people
from app.services.catalog.year_ranges import Range
from app.services.exporting.cv import rich_text
from app.services.exporting.cv.rich_text import Run, Runs
from app.services.exporting.cv.years import overlaps
from app.translations.text import gettext as _
from app.translations.text import ngettext, translated

# The highest first; levels that are none of these follow under their own names.
POSTDOCTORAL, DOCTORAL = message("Postdoctoral"), message("Doctoral")
MASTERS, BACHELORS = message("Master's"), message("Bachelor's")
LEVELS: dict[str, str] = {
    POSTDOCTORAL: r"post[- ]?doc|research fellow",
    DOCTORAL: r"ph\.? ?d|d\.? ?phil|doctor|doktor|th[eè]se|dr\b",
    MASTERS: r"m\.? ?(sc|a|a\.?sc|s|eng|phil|res|tech|math)\b|master|ma[iî]trise|diplom",
    BACHELORS: r"b\.? ?(sc|a|a\.?sc|s|eng|tech|math)\b|bachelor|baccalaur|undergrad|licen[cs]e",
}
PATTERNS = {
    label: re.compile(rf"\b({pattern})", re.IGNORECASE) for label, pattern in LEVELS.items()
}
OTHER = message("Other")
ROLES = {
    SupervisorRole.PRINCIPAL: message("principal"),
    SupervisorRole.CO: message("co-supervisor"),
}
UNDER_WAY, FINISHED, TO_BEGIN = "under way", "finished", "to begin"


@dataclass(frozen=True)
class Supervisee:
    """A person under the owner's supervision; the name is empty if it is not published."""

    person_id: int | None
    name: str
    level: str
    group: str
    institution: str
    project: str
    role: str
    started_on: date | None
    ended_on: date | None
    next_position: str
    today: date

    @property
    def state(self) -> str:
        """Whether the supervision is under way, finished, or still to begin."""
        if self.ended_on and self.ended_on <= self.today:
            return FINISHED
        return TO_BEGIN if self.started_on and self.started_on > self.today else UNDER_WAY

    @property
    def years(self) -> str:
        """The years from beginning to end."""
        start, end = (day and str(day.year) for day in (self.started_on, self.ended_on))
        if not start:
            return _("until %(year)s", year=end) if end else ""
        return start if start == end else f"{start} – {end or ''}".rstrip()

    @property
    def now(self) -> str:
        """The position after the supervision."""
        return self.next_position if self.state == FINISHED else ""

    @property
    def details(self) -> list[str]:
        """All but the name, the years, the level's group and the position after it."""
        level = self.level if self.level not in {self.group, translated(self.group)} else ""
        return [text for text in (level, self.institution, self.project, self.role) if text]

    def is_in(self, span: Range | None) -> bool:
        """Return whether the supervision took place in these years, of which None is all."""
        start, end = (day.year if day else None for day in (self.started_on, self.ended_on))
        return span is None or overlaps(span, start, end)


@dataclass(frozen=True)
class LevelGroup:
    """The people of one level."""

    label: str
    people: list[Supervisee]


def supervisees(today: date) -> list[Supervisee]:
    """Return whom the owner supervised, by level: present ones first, then the last to leave."""
    rows = db.session.execute(people.SUPERVISIONS)
    found = (_supervisee(list(of_one), today) for _, of_one in groupby(rows, key=attrgetter("id")))
    return sorted(filter(None, found), key=_rank)


def by_level(supervised: Iterable[Supervisee]) -> list[LevelGroup]:
    """Return sorted people by their level."""
    grouped = groupby(supervised, key=attrgetter("group"))
    return [LevelGroup(translated(label), list(of_level)) for label, of_level in grouped]


def summary(supervised: Iterable[Supervisee]) -> Runs:
    """Return how many there are at each level: "Doctoral 2 (1 under way, 1 finished)"."""
    return rich_text.joined(" · ", map(_counted, by_level(supervised)))


def _counted(group: LevelGroup) -> Runs:
    counts = Counter(one.state for one in group.people)
    under_way, finished, begin = counts[UNDER_WAY], counts[FINISHED], counts[TO_BEGIN]
    states = [
        ngettext("%(num)s under way", "%(num)s under way", under_way) if under_way else "",
        ngettext("%(num)s finished", "%(num)s finished", finished) if finished else "",
        ngettext("%(num)s to begin", "%(num)s to begin", begin) if begin else "",
    ]
    counted = f" {len(group.people)} ({', '.join(filter(None, states))})"
    return rich_text.of_text(group.label), Run(counted)


def _supervisee(rows: Sequence[Row[*tuple[Any, ...]]], today: date) -> Supervisee | None:
    """Return a person whom the owner supervises, or who has a level and no supervisors named."""
    one = rows[0]
    own = next((row.role for row in rows if row.is_owner), None)
    if own is None and (one.role is not None or not one.level):
        return None
    texts, group = people.shown_texts(one), level_group(one.level or "")
    return Supervisee(
        person_id=one.student_id,
        name=one.name or "",
        level=texts["level"],
        group=texts["level"] if group == one.level else group,
        institution=texts["institution"],
        project=texts["project"],
        role=translated(ROLES[own]) if own else "",
        started_on=one.started_on,
        ended_on=one.ended_on,
        next_position=texts["next_position"],
        today=today,
    )


def level_group(level: str) -> str:
    """Return the group that a level belongs to: "Doctoral" for "PhD, part-time"."""
    found = (label for label, pattern in PATTERNS.items() if pattern.search(level))
    return next(found, level or OTHER)


def _rank(one: Supervisee) -> tuple[Any, ...]:
    groups = [*PATTERNS]
    rank = groups.index(one.group) if one.group in PATTERNS else len(groups)
    is_last = one.group == OTHER
    if one.state == FINISHED and one.ended_on:
        return rank, is_last, one.group, 1, -one.ended_on.toordinal()
    return rank, is_last, one.group, 0, one.started_on.toordinal() if one.started_on else 0
