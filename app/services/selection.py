"""What a visitor asked to see of the list, read from an address and written back to one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from urllib.parse import urlencode

Page = int | Literal["all"]
LAST_PAGE = 100_000


@dataclass(frozen=True)
class Selection:
    """Topics (slugs, sorted, all of which a work must have) and the page of the list."""

    topics: tuple[str, ...] = ()
    page: Page = 1

    @property
    def query(self) -> str:
        """The keys of the one address for this view, in a fixed order, empty ones dropped."""
        return _query(self.topics, self.page)

    def toggled(self, slug: str) -> "Selection":
        """Return the selection with a topic added, or taken out where it is chosen; first page."""
        return Selection(tuple(sorted(set(self.topics) ^ {slug})))

    def only(self, slug: str) -> "Selection":
        """Return the view of one topic alone."""
        return Selection((slug,))

    def cleared(self) -> "Selection":
        """Return the view of the whole list."""
        return Selection()

    def on_page(self, page: Page) -> "Selection":
        """Return the same selection on another page."""
        return replace(self, page=page)


def read(topics: Sequence[str], page: str, most_topics: int) -> Selection:
    """Read an address; what is malformed is ignored."""
    wanted = sorted({slug for slug in topics if slug and "\0" not in slug})
    return Selection(tuple(wanted[:most_topics]), _page(page))


@lru_cache(maxsize=1024)
def _query(topics: tuple[str, ...], page: Page) -> str:
    pairs = [("topic", slug) for slug in topics]
    if page != 1:
        pairs.append(("page", str(page)))
    return urlencode(pairs)


def _page(text: str) -> Page:
    if text == "all":
        return "all"
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,5}", text) and int(text) <= LAST_PAGE else 1
