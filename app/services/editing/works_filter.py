"""The filter of the works table, parsed from a URL and written back to one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from app.models import WorkState

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST = 100


class Missing(StrEnum):
    """Data that a work may lack; year, venue and owner are those of the version shown."""

    ABSTRACT = "abstract"
    DOI = "doi"
    LINKS = "links"
    OWNER = "owner"
    PDF = "pdf"
    TOPICS = "topics"
    VENUE = "venue"
    YEAR = "year"

    @property
    def label(self) -> str:
        """The label of this choice."""
        return MISSING_LABELS.get(self, self.value.capitalize())


MISSING_LABELS = {
    Missing.DOI: "DOI",
    Missing.OWNER: "Owner as an author",
    Missing.PDF: "PDF",
}


class Sort(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        """The label of this choice."""
        return SORT_LABELS[self]


SORT_LABELS = {
    Sort.NEWEST: "Newest first",
    Sort.OLDEST: "Oldest first",
    Sort.TITLE: "Title",
    Sort.CHANGED: "Recently changed",
}


@dataclass(frozen=True)
class WorksFilter:
    """The search, filters (topic is a slug), order and page; empty filters match every work."""

    q: str = ""
    state: WorkState | None = None
    topic: str = ""
    year: int | None = None
    missing: Missing | None = None
    sort: Sort = Sort.NEWEST
    page: int = 1

    @property
    def query(self) -> str:
        """The canonical query string of this view, without empty values."""
        pairs = {
            "q": self.q,
            "state": self.state,
            "topic": self.topic,
            "year": self.year,
            "missing": self.missing,
            "sort": "" if self.sort is Sort.NEWEST else self.sort,
            "page": "" if self.page == 1 else self.page,
        }
        return urlencode([(key, str(value)) for key, value in pairs.items() if value])

    @property
    def narrows(self) -> bool:
        """Whether the filter can exclude works."""
        return bool(self.q or self.state or self.topic or self.year or self.missing)

    def on_page(self, page: int) -> "WorksFilter":
        """Return the same view on another page."""
        return replace(self, page=page)


def parse_filter(keys: Mapping[str, str]) -> WorksFilter:
    """Parse a query string; malformed and unknown values are ignored."""
    text = {key: " ".join(value.replace("\0", " ").split()) for key, value in keys.items()}
    return WorksFilter(
        q=text.get("q", "")[:LONGEST].strip(),
        state=_one_of(WorkState, text.get("state")),
        topic=text.get("topic", "")[:LONGEST],
        year=_number(text.get("year")),
        missing=_one_of(Missing, text.get("missing")),
        sort=_one_of(Sort, text.get("sort")) or Sort.NEWEST,
        page=_number(text.get("page")) or 1,
    )


def _one_of(kind: type[Choice], text: str | None) -> Choice | None:
    return next((member for member in kind if member == text), None)


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch("[1-9][0-9]{0,3}", text) else None
