"""A feed as Atom (RFC 4287), where the library has one author and makes up dates."""

from collections.abc import Mapping
from io import StringIO, TextIOBase
from typing import Any

from feedgenerator import Atom1Feed

from app.bibliography.text.xml_writer import XmlWriter
from app.services.exporting.feeds.feed import PDF, Feed, FeedEntry

Item = dict[str, Any]


class EntryWriter(XmlWriter):
    """Writes the titles of entries with their languages, for which the library has no place."""

    title_language: str | None = None

    def addQuickElement(  # noqa: N802 (the library's name)
        self, name: str, contents: str | None = None, attrs: Mapping[str, str] | None = None
    ) -> None:
        """Write an element that has nothing but text in it."""
        if name == "title" and self.title_language:
            attrs = {"xml:lang": self.title_language}
        super().addQuickElement(name, contents, attrs)


class AtomFeed(Atom1Feed):  # type: ignore[misc] # The library has no types.
    """Atom as the library writes it, corrected."""

    def write(self, outfile: TextIOBase, encoding: str) -> None:
        """Write the feed without the characters that XML does not have."""
        handler = EntryWriter(outfile)
        handler.startDocument()
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def latest_post_date(self) -> Any:
        """Return when the feed changed; the library says that an empty one changes all the time."""
        return self.feed["updated"]

    def item_attributes(self, item: Item) -> dict[str, str]:
        """Return the language of an entry, where it is known."""
        return {"xml:lang": item["language"]} if item["language"] else {}

    def add_item_elements(self, handler: EntryWriter, item: Item) -> None:
        """Write an entry with all of its authors and its PDF."""
        handler.title_language = item["title_language"]
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        if item["pdf"]:
            pdf = {"rel": "related", "type": PDF, "title": "PDF", "href": item["pdf"]}
            handler.addQuickElement("link", "", pdf)


def write(feed: Feed) -> str:
    """Return a feed as Atom."""
    atom = AtomFeed(
        title=feed.title,
        link=feed.home,
        description="",
        language=feed.language,
        # The author of entries that name none (RFC 4287, 4.2.1).
        author_name=feed.author,
        feed_url=feed.address,
        feed_guid=feed.id,
        updated=feed.updated,
    )
    for entry in feed.entries:
        atom.add_item(**_item(entry))
    text = StringIO()
    atom.write(text, "utf-8")
    return text.getvalue()


def _item(entry: FeedEntry) -> Item:
    return {
        "unique_id": entry.id,
        "title": entry.title,
        "link": entry.url,
        "description": None,
        "content": entry.html,
        "categories": entry.topics,
        "pubdate": entry.published,
        "updateddate": entry.updated,
        "authors": entry.authors,
        "pdf": entry.pdf,
        "language": entry.language,
        "title_language": entry.title_language,
    }
