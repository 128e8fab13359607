"""JSON Feed 1.1: its required keys, and the types of all of them."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hypothesis import given

from app.services.exporting.feeds import json_feed
from app.services.exporting.feeds.feed import Feed
from tests.support.feeds import feeds

TOP = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "language": str,
    "authors": list,
    "items": list,
}
ITEM = {
    "id": str,
    "url": str,
    "title": str,
    "content_html": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
    "attachments": list,
}


def typed(data: dict[str, Any], types: Mapping[str, type]) -> bool:
    return all(isinstance(value, types[key]) and value for key, value in data.items())


@given(feed=feeds())
def test_any_feed_has_the_required_keys_and_no_others(feed: Feed) -> None:
    data = json.loads(json_feed.write(feed))
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert data["title"] == feed.title
    assert typed({key: value for key, value in data.items() if key != "items"}, TOP)
    for entry, item in zip(feed.entries, data["items"], strict=True):
        assert typed(item, ITEM)
        assert (item["id"], item["url"]) == (entry.id, entry.url)
        assert item.get("content_html", "") == entry.html
        assert [author["name"] for author in item.get("authors", [])] == entry.authors
        assert datetime.fromisoformat(item["date_published"]) == entry.published
        attached = [(one["url"], one["mime_type"]) for one in item.get("attachments", [])]
        assert attached == ([(entry.pdf, "application/pdf")] if entry.pdf else [])
