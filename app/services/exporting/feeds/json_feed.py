"""A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from typing import Any

from app.services.exporting.feeds.feed import PDF, Feed, FeedEntry

VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed) -> str:
    """Return a feed as JSON Feed."""
    data = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "language": feed.language,
        "authors": _people([feed.author] if feed.author else []),
        "items": list(map(_item, feed.entries)),
    }
    # The items are required even where there are none.
    return json.dumps(_without_empty(data) | {"items": data["items"]}, ensure_ascii=False)


def _item(entry: FeedEntry) -> dict[str, Any]:
    return _without_empty(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.html,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": _people(entry.authors),
            "tags": entry.topics,
            "language": entry.language or entry.title_language,
            "attachments": [{"url": entry.pdf, "mime_type": PDF}] if entry.pdf else [],
        }
    )


def _people(names: list[str]) -> list[dict[str, str]]:
    return [{"name": name} for name in names]


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [])}
