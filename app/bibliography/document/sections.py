"""Sections of dated entries: their kinds, where entries are shown, and how documents have them."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from app.bibliography.record import HttpAddress, Line, Slug, Strict, Text

# A date whose month and day are optional.
Date = Annotated[
    str,
    Meta(pattern=r"^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z"),
]


class SectionKind(StrEnum):
    POSITIONS = "positions"
    EDUCATION = "education"
    AWARDS = "awards"
    GRANTS = "grants"
    TEACHING = "teaching"
    TALKS = "talks"
    SERVICE = "service"
    NEWS = "news"
    CUSTOM = "custom"

    @property
    def label(self) -> str:
        """The usual name of such a section."""
        return self.value.capitalize()

    @property
    def is_of_events(self) -> bool:
        """Whether an entry without an end took place at its date, instead of lasting until now."""
        return self in {SectionKind.AWARDS, SectionKind.TALKS, SectionKind.NEWS}


class Placement(StrEnum):
    """Where an entry is shown."""

    BOTH = "both"
    PAGE = "page"
    CV = "cv"

    @property
    def label(self) -> str:
        """The name of the choice in the interface."""
        return _PLACEMENTS[self.value]


_PLACEMENTS = {
    "both": "On the page and in the CV",
    "page": "Only on the page",
    "cv": "Only in the CV",
}


class EntryPart(Strict, frozen=True, kw_only=True):
    """An entry; `work` is the slug of the work that it belongs to."""

    what: Line
    where: Line | None = None
    started_on: Date | None = None
    ended_on: Date | None = None
    note: Text | None = None
    url: HttpAddress | None = None
    work: Slug | None = None
    placement: Placement = Placement.BOTH


class SectionPart(Strict, frozen=True, kw_only=True):
    """A section; the name is omitted if it is the usual one of its kind."""

    kind: SectionKind = SectionKind.CUSTOM
    name: Line | None = None
    slug: Slug | None = None
    lists_talks: bool = False
    entries: tuple[EntryPart, ...] = ()

    @property
    def full_name(self) -> str:
        """The name of the section."""
        return self.name or self.kind.label
