"""The DOI and the arXiv number of a BibTeX entry, from any of its fields."""

import re
from collections.abc import Iterator

from app.bibliography import identifiers, remarks
from app.bibliography.bibtex.field_urls import field_url, url_in_text
from app.bibliography.bibtex.fields import FieldReader, plain
from app.bibliography.latex.macros import unescape_url

_RESOLVER = re.compile(r"https?://(?:www\.|dx\.)?doi\.org/", re.IGNORECASE)
_ARXIV_SITE = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:https?://(?:www\.)?arxiv\.org/abs/|arxiv:)", re.IGNORECASE)
# The fields of databases and publishers for an article number, which stands in place of pages.
PAGES_AND_NUMBERS = (
    "pages",
    "page",
    "eid",
    "article-number",
    "article_number",
    "articlenumber",
    "art_number",
    "art_no",
    "artno",
    "artnum",
    "article_no",
    "artnumber",
    "articleno",
    "article-no",
    "elocation-id",
    "elocationid",
)
# Fields with the URL of a page about the work.
PAGES = ("url", "url_paper", "url_link", "website", "html", "ee", "link", "bdsk-url-1")
# Standard BibTeX has no field for a URL, so it is in a text.
TEXTS_WITH_URLS = ("howpublished", "note")
_MENTIONING = ("journal", "journaltitle", "howpublished", "note", "addendum", *PAGES_AND_NUMBERS)
_EPRINT_KINDS = ("archiveprefix", "eprinttype")


def doi(fields: FieldReader) -> str | None:
    """Return the DOI of an entry, from its own field or from a URL that resolves it."""
    raw = fields.raw("doi")
    if raw and (found := identifiers.doi(unescape_url(field_url(raw)))):
        fields.use("doi")
        return found
    resolved = (url for _, url in _page_urls(fields) if identifiers.resolves_doi(url))
    found = next(filter(None, map(identifiers.doi, resolved)), None)
    return found or _doi_in_text(fields)


def _doi_in_text(fields: FieldReader) -> str | None:
    """Return the DOI that a text, or a line of it, consists of."""
    for name in TEXTS_WITH_URLS:
        raw = fields.raw(name)
        lines = raw.splitlines() if "10." in raw and len(raw) <= remarks.LONGEST else []
        if found := remarks.doi_in_note("\n".join(map(plain, lines))):
            fields.use(*([name] if len(lines) == 1 else []))
            return found
    return None


def short_doi_url(fields: FieldReader) -> str:
    """Return the URL of a short DOI, which only its resolver knows, or an empty text."""
    url = identifiers.short_doi_url(plain(fields.raw("doi"))) or ""
    if url:
        fields.use("doi")
    return url


def arxiv_id(fields: FieldReader, found_doi: str | None) -> str | None:
    """Return the arXiv number of an entry; fields with other numbers than the first are extras."""
    found: str | None = None
    for names, number, is_whole in _candidates(fields, found_doi):
        found = found or number
        if is_whole and number == found:
            fields.use(*names)
    return found


def repeats_identifier(url: str, doi: str | None, arxiv_id: str | None) -> bool:
    """Return whether a URL only resolves the DOI or the arXiv number."""
    if identifiers.resolves_doi(url):
        return doi is not None and identifiers.doi(url) == doi
    known = _ARXIV_SITE.match(url) and arxiv_id
    return bool(known) and identifiers.arxiv_id(url) == arxiv_id


def _candidates(
    fields: FieldReader, found_doi: str | None
) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Yield fields, the arXiv number in them, and whether they contain nothing else."""
    for names, text in _numbers(fields):
        if number := identifiers.arxiv_id(text):
            stripped = _PREFIX.sub("", unescape_url(text)).lower()
            yield names, number, stripped == number
    for name in fields.given(("volume", *PAGES_AND_NUMBERS, "number")):
        if number := _bare(fields.raw(name)):
            yield (name,), number, False
    for name in fields.given(_MENTIONING):
        if number := _mentioned(fields.raw(name)):
            yield (name,), number, False
    for name, url in _page_urls(fields):
        if _ARXIV_SITE.match(url) and (number := identifiers.arxiv_id(url)):
            yield (name,), number, False
    arxiv_doi = found_doi if (found_doi or "").startswith(identifiers.ARXIV_REGISTRANT) else None
    if arxiv_doi and (number := identifiers.arxiv_id(arxiv_doi)):
        yield (), number, False


def _bare(raw: str) -> str | None:
    return identifiers.bare_arxiv_id(plain(raw)) if "." in raw or "/" in raw else None


def _mentioned(raw: str) -> str | None:
    return identifiers.mentioned_arxiv_id(plain(raw)) if "." in raw or "/" in raw else None


def _page_urls(fields: FieldReader) -> Iterator[tuple[str, str]]:
    yield from ((name, field_url(fields.raw(name))) for name in fields.given(PAGES))
    for name in fields.given(TEXTS_WITH_URLS):
        url, is_whole = url_in_text(fields.raw(name))
        if is_whole:
            yield name, url


def _numbers(fields: FieldReader) -> Iterator[tuple[tuple[str, ...], str]]:
    eprint = fields.raw("eprint")
    kinds = [fields.raw(name).lower() for name in fields.given(_EPRINT_KINDS)]
    if eprint and (set(kinds) <= {"arxiv"}):
        yield ("eprint", *_EPRINT_KINDS), eprint
    for name in fields.given(("arxiv", "arxivid")):
        yield (name,), unescape_url(fields.raw(name))
