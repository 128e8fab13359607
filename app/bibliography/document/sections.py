"""Sections of dated entries: their kinds, where entries are shown, and how documents have them."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from app.bibliography.document.languages import Given, LineOrLines, TextOrTexts
from app.bibliography.messages import message
from app.bibliography.record import HttpAddress, Slug, Strict

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
        return _KINDS[self]

    @property
    def is_of_events(self) -> bool:
        """Whether an entry without an end took place at its date, instead of lasting until now."""
        return self in {SectionKind.AWARDS, SectionKind.TALKS, SectionKind.NEWS}


_KINDS = {
    SectionKind.POSITIONS: message("Positions"),
    SectionKind.EDUCATION: message("Education"),
    SectionKind.AWARDS: message("Awards"),
    SectionKind.GRANTS: message("Grants"),
    SectionKind.TEACHING: message("Teaching"),
    SectionKind.TALKS: message("Talks"),
    SectionKind.SERVICE: message("Service"),
    SectionKind.NEWS: message("News"),
    SectionKind.CUSTOM: message("Custom"),
}


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
    "both": message("On the page and in the CV"),
    "page": message("Only on the page"),
    "cv": message("Only in the CV"),
}


class EntryPart(Strict, frozen=True, kw_only=True):
    """An entry; `work` is the slug of the work that it belongs to."""

    what: LineOrLines
    where: LineOrLines | None = None
    started_on: Date | None = None
    ended_on: Date | None = None
    note: TextOrTexts | None = None
    url: HttpAddress | None = None
    work: Slug | None = None
    placement: Placement = Placement.BOTH


class SectionPart(Strict, frozen=True, kw_only=True):
    """A section; the name is omitted if it is the usual one of its kind."""

    kind: SectionKind = SectionKind.CUSTOM
    name: LineOrLines | None = None
    slug: Slug | None = None
    lists_talks: bool = False
    entries: tuple[EntryPart, ...] = ()

    @property
    def full_name(self) -> Given:
        """The name of the section."""
        return self.name or str(self.kind.label)
