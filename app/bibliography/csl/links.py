"""Identifiers and links of a CSL item, from any of its variables."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from app.bibliography import identifiers, remarks, urls
from app.bibliography.csl.fields import ItemReader
from app.bibliography.csl.values import line
from app.bibliography.record import LinkKind

# Where the pages are, or else the article number.
PAGES = ("page", "page-first", "article-number")
_MENTIONING = ("container-title", "note")
# Crossref links PDFs for machines separately from those for readers.
_FOR_READERS = (None, "", "unspecified")


def doi(item: ItemReader) -> str | None:
    """Return the DOI."""
    found = identifiers.doi(line(item.raw.get("DOI")))
    item.use("DOI", bool(found))
    page, note = _page(item), item.raw.get("note")
    found = found or (identifiers.doi(page) if identifiers.resolves_doi(page) else None)
    return found or (remarks.doi_in_note(note) if isinstance(note, str) else None)


def arxiv_id(item: ItemReader) -> str | None:
    """Return the arXiv number."""
    archive, publisher = line(item.raw.get("archive")), line(item.raw.get("publisher"))
    for key in ("archive_location", "number"):
        number = line(item.raw.get(key))
        is_there = (archive or publisher).lower().startswith("arxiv")
        if is_there and (found := identifiers.arxiv_id(number)):
            item.use("archive", number == found)
            item.use(key, number == found)
            return found
    for key in ("DOI", "number", "note", "eprint", "URL"):
        text = line(item.raw.get(key))
        if "arxiv" in text.lower() and (found := identifiers.arxiv_id(text)):
            item.use(key, text.lower() == f"arxiv:{found}")
            return found
    bare = (
        identifiers.bare_arxiv_id(line(item.raw.get(key))) for key in (*PAGES, "volume", "issue")
    )
    mentioned = (identifiers.mentioned_arxiv_id(line(item.raw.get(key))) for key in _MENTIONING)
    return next(filter(None, chain(bare, mentioned)), None)


def citation_key(item: ItemReader) -> str:
    """Return the citation key; Zotero's ids, which are URLs, are not used as keys."""
    identity = line(item.raw.get("id"))
    usable = re.fullmatch(r"(?!https?:)[^\s,{}\"]+", identity)
    found = item.line("citation-key") or (identity if usable else "")
    item.use("id", identity == found)
    return found


def links(item: ItemReader, doi: str | None, arxiv_id: str | None) -> list[dict[str, str]]:
    """Return the links of an item, without those that repeat its identifiers."""
    page = _page(item)
    item.use("URL", bool(arxiv_id) and page == identifiers.arxiv_url(arxiv_id or ""))
    repeats = bool(doi) and identifiers.resolves_doi(page) and identifiers.doi(page) == doi
    if arxiv_id and identifiers.arxiv_id(page) == arxiv_id:
        repeats = True
    found = [] if repeats or not page else list(_link(item, page, LinkKind.WEB))
    item.use("URL", bool(found) and urls.with_scheme(line(item.raw.get("URL"))) == page)
    if short := identifiers.short_doi_url(line(item.raw.get("DOI"))):
        item.use("DOI", True)
        found += _link(item, short, LinkKind.WEB) if short != page else []
    return found + [link for url in _pdfs(item) for link in _link(item, url, LinkKind.PDF)]


def pages(item: ItemReader) -> tuple[str, ...]:
    """Return the URL of an item's page, if any."""
    return tuple(filter(None, [_page(item)]))


def _page(item: ItemReader) -> str:
    landing = _within(_within(item.raw.get("resource"), "primary"), "URL")
    return urls.with_scheme(line(item.raw.get("URL")) or line(landing))


def _within(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _pdfs(item: ItemReader) -> Iterator[str]:
    given = item.raw.get("link")
    for link in given if isinstance(given, list) else []:
        is_pdf = _within(link, "content-type") == "application/pdf"
        if is_pdf and _within(link, "intended-application") in _FOR_READERS:
            yield urls.with_scheme(line(link.get("URL")))


def _link(item: ItemReader, url: str, kind: LinkKind) -> Iterator[dict[str, str]]:
    if urls.validation_error(url):
        item.warnings.append(urls.skipped_link(url))
    else:
        yield {"url": url, "kind": str(kind)}
