"""The visitor's filter of the list, parsed from a URL and written back to one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from urllib.parse import urlencode

Page = int | Literal["all"]
Sort = Literal["newest", "oldest"]
View = Literal["full", "compact"]
LAST_PAGE = 100_000
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class PublicFilter:
    """Topic slugs (sorted; works must have all), search, view, order and page of the list.

    A page counts what is shown so far: page 2 shows the works of the first two.
    `drafts` depends on the reader, not on the URL: whether drafts are listed, counted and exported.
    """

    topics: tuple[str, ...] = ()
    page: Page = 1
    q: str = ""
    sort: Sort = "newest"
    view: View = "full"
    drafts: bool = False

    @property
    def query(self) -> str:
        """The canonical query string of this view, without empty values."""
        return _query(self)

    @property
    def narrows(self) -> bool:
        """Whether the filter can exclude works."""
        return bool(self.topics or self.q)

    def toggled(self, slug: str) -> "PublicFilter":
        """Return the first page of the filter with a topic added, or removed if it is chosen."""
        return replace(self, topics=tuple(sorted(set(self.topics) ^ {slug})), page=1)

    def cleared(self) -> "PublicFilter":
        """Return the filter without topics."""
        return replace(self, topics=(), page=1)

    def on_page(self, page: Page) -> "PublicFilter":
        """Return the same filter on another page."""
        return replace(self, page=page)

    def in_view(self, view: View) -> "PublicFilter":
        """Return the same filter in another view, with as many works."""
        return replace(self, view=view)


def parse_filter(topics: Sequence[str], keys: Mapping[str, str], most_topics: int) -> PublicFilter:
    """Parse query parameters; malformed values are ignored."""
    wanted = sorted({slug for slug in topics if slug and "\0" not in slug})
    q = keys.get("q", "")
    return PublicFilter(
        topics=tuple(wanted[:most_topics]),
        q=" ".join(q.replace("\0", " ").split())[:LONGEST_SEARCH].strip(),
        view="compact" if keys.get("view") == "compact" else "full",
        sort="oldest" if keys.get("sort") == "oldest" else "newest",
        page=_page(keys.get("page", "")),
    )


@lru_cache(maxsize=1024)
def _query(selection: PublicFilter) -> str:
    pairs = [("topic", slug) for slug in selection.topics]
    if selection.q:
        pairs.append(("q", selection.q))
    if selection.view != "full":
        pairs.append(("view", selection.view))
    if selection.sort != "newest":
        pairs.append(("sort", selection.sort))
    if selection.page != 1:
        pairs.append(("page", str(selection.page)))
    return urlencode(pairs)


def _page(text: str) -> Page:
    if text == "all":
        return "all"
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,5}", text) and int(text) <= LAST_PAGE else 1
