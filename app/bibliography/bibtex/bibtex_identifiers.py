"""DOIs and arXiv numbers, wherever an entry hides them."""

import re
from collections.abc import Iterator

from app.bibliography import identifiers
from app.bibliography.bibtex.fields import Fieldset, plain
from app.bibliography.latex_addresses import address

_RESOLVER = re.compile(r"https?://(?:www\.|dx\.)?doi\.org/", re.IGNORECASE)
_ARXIV_SITE = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:https?://(?:www\.)?arxiv\.org/abs/|arxiv:)", re.IGNORECASE)
_SAID = re.compile(r"\barxiv[:.]\s*(\S+)|^CoRR,?\s+abs/(\S+)", re.IGNORECASE)
# Fields with the address of a page about the work.
PAGES = ("url", "url_paper", "url_link", "website", "html")
_EPRINT_KINDS = ("archiveprefix", "eprinttype")


def doi(fields: Fieldset) -> str | None:
    """The DOI of an entry, from its own field or from the address that resolves it."""
    raw = fields.raw("doi")
    if raw and (found := identifiers.doi(address(raw))):
        fields.use("doi")
        return found
    resolved = (url for _, url in _addresses(fields) if _RESOLVER.match(url))
    return next(filter(None, map(identifiers.doi, resolved)), None)


def arxiv_id(fields: Fieldset, found_doi: str | None) -> str | None:
    """The arXiv number of an entry; where fields differ, the first counts and the others stay."""
    found: str | None = None
    for names, number, wholly in _candidates(fields, found_doi):
        found = found or number
        if wholly and number == found:
            fields.use(*names)
    return found


def repeats(url: str, doi: str | None, arxiv_id: str | None) -> bool:
    """Whether an address says no more than the DOI or the arXiv number."""
    if _RESOLVER.match(url):
        return doi is not None and identifiers.doi(url) == doi
    known = _ARXIV_SITE.match(url) and arxiv_id
    return bool(known) and identifiers.arxiv_id(url) == arxiv_id


def _candidates(
    fields: Fieldset, found_doi: str | None
) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """The fields, the number they hold, and whether they hold nothing but it."""
    for names, text in _numbers(fields):
        if number := identifiers.arxiv_id(text):
            bare = _PREFIX.sub("", address(text)).lower()
            yield names, number, bare == number
    for name in ("journal", "howpublished", "note"):
        said = _SAID.search(plain(raw)) if "/" in (raw := fields.raw(name)) or "." in raw else None
        if said and (number := identifiers.arxiv_id((said[1] or said[2]).rstrip(",;"))):
            yield (name,), number, False
    for name, url in _addresses(fields):
        if _ARXIV_SITE.match(url) and (number := identifiers.arxiv_id(url)):
            yield (name,), number, False
    of_arxiv = found_doi if (found_doi or "").startswith(identifiers.ARXIV_REGISTRANT) else None
    if of_arxiv and (number := identifiers.arxiv_id(of_arxiv)):
        yield (), number, False


def _addresses(fields: Fieldset) -> Iterator[tuple[str, str]]:
    yield from ((name, address(raw)) for name in PAGES if (raw := fields.raw(name)))


def _numbers(fields: Fieldset) -> Iterator[tuple[tuple[str, ...], str]]:
    eprint = fields.raw("eprint")
    kinds = [fields.raw(name).lower() for name in _EPRINT_KINDS if fields.raw(name)]
    if eprint and (set(kinds) <= {"arxiv"}):
        yield ("eprint", *_EPRINT_KINDS), eprint
    for name in ("arxiv", "arxivid"):
        if fields.raw(name):
            yield (name,), address(fields.raw(name))
    volume = fields.raw("volume")
    if fields.raw("journal").lower() == "corr" and volume.lower().startswith("abs/"):
        yield ("volume",), volume[4:]
