"""What the report consists of: checks, and what each of them found, with the place to fix it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from app.bibliography.messages import message
from app.services.editing.works_table.filters import WorksFilter
from app.translations.text import translated

# Issues of a check that the report itself lists.
SHOWN = 5


class Severity(StrEnum):
    """What a finding means; in the order of the report."""

    BROKEN = "broken"
    DOUBTFUL = "doubtful"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """The heading of its checks."""
        return translated(LABELS[self])

    @property
    def meaning(self) -> str:
        """What it means, in a sentence."""
        return translated(MEANINGS[self])


LABELS = {
    Severity.BROKEN: message("Fix first"),
    Severity.DOUBTFUL: message("Please check"),
    Severity.MISSING: message("Would help"),
}
MEANINGS = {
    Severity.BROKEN: message("Visitors can't get through, or search engines leave the work out."),
    Severity.DOUBTFUL: message("These may be mistakes. Only you can tell."),
    Severity.MISSING: message("Nothing is wrong, but readers and search engines would find more."),
}


class WorkField(NamedTuple):
    """A field in the form of a work; `version` where it is not the version shown."""

    slug: str
    work_id: int
    field: str
    version: int | None = None


class ProfileField(NamedTuple):
    """A field in the form of the profile's header."""

    field: str


class PersonField(NamedTuple):
    """A field in the form of a student or collaborator."""

    supervision_id: int
    field: str


class EntryField(NamedTuple):
    """A field in the form of an entry of a section."""

    section_id: int
    entry_id: int
    field: str


class EditPage(NamedTuple):
    """Another page for owners: of a list, what is about `of`, and the place `anchor` on it."""

    name: Literal["portrait", "biography", "duplicates", "names", "imports", "start"]
    anchor: str = ""
    of: str = ""


Fix = WorkField | ProfileField | PersonField | EntryField | EditPage


class Issue(NamedTuple):
    """One thing that a check found: what it is about, more in small print, and where to fix it.

    The texts may be messages, as they are remembered from one request to the next.
    """

    text: str
    detail: str
    fix: Fix


@dataclass(frozen=True)
class HealthCheck:
    """What a check found: how many issues, and the first of them.

    `everything` shows all of them; without it, the report has a page for them.
    """

    key: str
    severity: Severity
    heading: str
    why: str
    count: int
    issues: Sequence[Issue]
    everything: WorksFilter | EditPage | None = None

    @property
    def has_more(self) -> bool:
        """Whether there are more issues than listed."""
        return self.count > len(self.issues)
