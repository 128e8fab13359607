"""Identifiers and links of a RIS entry, from any of its tags."""

import re

from app.bibliography import identifiers, remarks, urls
from app.bibliography.record import LinkKind, Record
from app.bibliography.ris.fields import TagReader
from app.bibliography.ris.tags import VENUES

KINDS = {"L1": LinkKind.PDF, "UR": LinkKind.WEB, "LK": LinkKind.WEB, "L2": LinkKind.WEB}
PAGES = ("UR", "LK", "L2")
# The tags that may consist of an arXiv number; those of a place need not say what it is.
_PLACES = ("AN", "M1", "C1", "C7", "SN", "SP", "EP", "VL", "IS")
_WITH_ARXIV = ("UR", "DO", *_PLACES, "N1", "T2", "JO", "JF")
# Where databases write the DOI instead of in DO.
_WITH_DOI = ("M3", "L3", "N1", "U1", "U2", "U3", "L2", "AN", "C1", "C6", "C7", "M1", "SN")
_BETWEEN = re.compile(r"\s*;\s*(?=https?://)|\s+(?=https?://)")


def doi(tags: TagReader) -> str | None:
    """Return the DOI."""
    for tag in ("DO", "DI"):
        for at, value in tags.every(tag):
            if found := identifiers.doi(value):
                tags.use(at)
                return found
    pages = (value for _, value in tags.every("UR", "LK") if identifiers.resolves_doi(value))
    found = next(filter(None, map(identifiers.doi, pages)), None)
    return found or _doi_elsewhere(tags)


def _doi_elsewhere(tags: TagReader) -> str | None:
    """Return the DOI that a tag meant for something else consists of, as databases write it."""
    for at, value in tags.every(*_WITH_DOI):
        if found := remarks.doi_in_note(value):
            tags.use(*([at] if identifiers.whole_doi(value) else []))
            return found
    return None


def arxiv_id(tags: TagReader) -> str | None:
    """Return the arXiv number."""
    for tag in _WITH_ARXIV:
        for at, value in tags.every(tag):
            found = identifiers.arxiv_id(value) if "arxiv" in value.lower() else None
            if found or (tag in _PLACES and (found := identifiers.bare_arxiv_id(value))):
                is_whole = tag in _PLACES or (tag == "N1" and value[:5].lower() == "arxiv")
                if is_whole or value in (
                    identifiers.arxiv_url(found),
                    f"arXiv:{found}",
                ):
                    tags.use(at)
                return found
    mentions = (value for _, value in tags.every("N1", *VENUES))
    return next(filter(None, map(identifiers.mentioned_arxiv_id, mentions)), None)


def isbn(tags: TagReader) -> str:
    """Return the first ISBN; the same tag may contain an ISSN."""
    for at, value in tags.every("SN"):
        if found := identifiers.first_isbn(value):
            tags.use(*([at] if identifiers.is_isbn(value) else []))
            return found
    return ""


def links(tags: TagReader, doi: str | None, arxiv_id: str | None) -> list[dict[str, str]]:
    """Return the links of an entry, without those that repeat its identifiers."""
    found = _short_dois(tags)
    for at, (tag, value) in enumerate(tags.values):
        if tag in KINDS:
            given = [{"url": url, "kind": str(KINDS[tag])} for url in _urls(value)]
            new = [one for one in given if not _repeats(one["url"], tag, doi, arxiv_id)]
            unfit = [one["url"] for one in new if urls.validation_error(one["url"])]
            tags.warnings += map(urls.skipped_link, unfit)
            refused = set(unfit)
            new = [one for one in new if one["url"] not in refused]
            if len(new) == len(given) or (arxiv_id and value == identifiers.arxiv_url(arxiv_id)):
                tags.use(at)
            found += new
    return found


def _short_dois(tags: TagReader) -> list[dict[str, str]]:
    found = {}
    for at, value in tags.every("DO", "DI"):
        if url := identifiers.short_doi_url(value):
            tags.use(at)
            found[url] = {"url": url, "kind": str(LinkKind.WEB)}
    return list(found.values())


def unread_urls(record: Record, value: str) -> str:
    """Return the URLs in a tag's value that were not read as links or identifiers."""
    known = (record.doi or "", record.arxiv_id or "")
    kept = [one for one in _urls(value) if urls.validation_error(one) or _numbers(one) & {*known}]
    return " ".join(one for one in kept if _numbers(one) <= {*known})


def _urls(value: str) -> list[str]:
    """Return the URLs in a tag's value, with their schemes."""
    return [urls.with_scheme(url) for url in _BETWEEN.split(value)]


def _numbers(url: str) -> set[str]:
    """Return the DOI and the arXiv number in a URL."""
    found = (
        identifiers.doi(url) if "doi.org/" in url else None,
        identifiers.arxiv_id(url) if "arxiv" in url.lower() else None,
    )
    return {number for number in found if number}


def _repeats(url: str, tag: str, doi: str | None, arxiv_id: str | None) -> bool:
    if tag not in PAGES:
        return False
    same_doi = bool(doi) and identifiers.resolves_doi(url) and identifiers.doi(url) == doi
    return same_doi or (bool(arxiv_id) and identifiers.arxiv_id(url) == arxiv_id)
