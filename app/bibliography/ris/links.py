"""Identifiers and addresses of a RIS entry, behind whatever tag they stand."""

import re

from app.bibliography import identifiers, urls
from app.bibliography.record import LinkKind, Record
from app.bibliography.ris.fields import TagReader

KINDS = {"L1": LinkKind.PDF, "UR": LinkKind.WEB, "LK": LinkKind.WEB, "L2": LinkKind.WEB}
PAGES = ("UR", "LK")
_BETWEEN = re.compile(r"\s*;\s*(?=https?://)|\s+(?=https?://)")


def doi(values: TagReader) -> str | None:
    """Return the DOI."""
    for tag in ("DO", "DI"):
        for at, value in values.every(tag):
            if found := identifiers.doi(value):
                values.use(at)
                return found
    pages = (value for _, value in values.every("UR") if "doi.org/" in value)
    return next(filter(None, map(identifiers.doi, pages)), None)


def arxiv_id(values: TagReader) -> str | None:
    """Return the arXiv number."""
    for tag in ("UR", "AN", "M1", "DO", "N1", "C7", "T2", "JO", "JF"):
        for at, value in values.every(tag):
            found = identifiers.arxiv_id(value) if "arxiv" in value.lower() else None
            if found:
                if value in (identifiers.arxiv_url(found), f"arXiv:{found}"):
                    values.use(at)
                return found
    return None


def isbn(values: TagReader) -> str:
    """Return the first ISBN; the same tag has the ISSN of a journal."""
    for at, value in values.every("SN"):
        if identifiers.is_isbn(value):
            values.use(at)
            return value
    return ""


def links(values: TagReader, doi: str | None, arxiv_id: str | None) -> list[dict[str, str]]:
    """Return what readers may follow, beside what the identifiers already lead to."""
    found = []
    for at, (tag, value) in enumerate(values.said):
        if tag in KINDS:
            given = [{"url": url, "kind": str(KINDS[tag])} for url in _BETWEEN.split(value)]
            new = [one for one in given if not _repeats(one["url"], tag, doi, arxiv_id)]
            unfit = [one["url"] for one in new if urls.validation_error(one["url"])]
            values.warnings += map(urls.skipped_link, unfit)
            new = [one for one in new if one["url"] not in unfit]
            if len(new) == len(given) or (arxiv_id and value == identifiers.arxiv_url(arxiv_id)):
                values.use(at)
            found += new
    return found


def beyond(record: Record, value: str) -> str:
    """Return what such a tag says that would not be read as a link or a number again."""
    said = (record.doi or "", record.arxiv_id or "")
    addresses = _BETWEEN.split(value)
    kept = [one for one in addresses if urls.validation_error(one) or _numbers(one) & {*said}]
    return " ".join(one for one in kept if _numbers(one) <= {*said})


def _numbers(url: str) -> set[str]:
    """The DOI and the arXiv number that a reader would find in an address."""
    found = (
        identifiers.doi(url) if "doi.org/" in url else None,
        identifiers.arxiv_id(url) if "arxiv" in url.lower() else None,
    )
    return {number for number in found if number}


def _repeats(url: str, tag: str, doi: str | None, arxiv_id: str | None) -> bool:
    if tag not in PAGES:
        return False
    same_doi = bool(doi) and "doi.org/" in url and identifiers.doi(url) == doi
    return same_doi or (bool(arxiv_id) and identifiers.arxiv_id(url) == arxiv_id)
