"""The links of a BibTeX entry: URLs in fields whose names tell what they lead to."""

import re
from collections.abc import Iterable, Iterator, Mapping

from app.bibliography import urls
from app.bibliography.bibtex.field_urls import field_url, url_in_text
from app.bibliography.bibtex.fields import FieldReader
from app.bibliography.bibtex.identifiers import repeats_identifier, short_doi_url
from app.bibliography.record import Link, LinkKind

KINDS = {
    **dict.fromkeys(("pdf", "url_pdf"), LinkKind.PDF),
    **dict.fromkeys(("code", "url_code", "github"), LinkKind.CODE),
    **dict.fromkeys(("video", "url_video"), LinkKind.VIDEO),
    **dict.fromkeys(("slides", "url_slides", "presentation"), LinkKind.SLIDES),
    **dict.fromkeys(("poster", "url_poster"), LinkKind.POSTER),
    **dict.fromkeys(("data", "dataset", "url_data", "url_dataset"), LinkKind.DATA),
    **dict.fromkeys(("url", "website", "url_link", "url_paper", "hal", "html"), LinkKind.WEB),
    **dict.fromkeys(("supplementary", "supp", "blog", "project"), LinkKind.WEB),
}
NAMES = {kind: "url" if kind is LinkKind.WEB else kind.value for kind in LinkKind}
_LIKE_URL = re.compile(r"[A-Za-z][\w+.-]*:\S|www\.|//")
_ESCAPED = {" ": "%20", "{": "%7B", "}": "%7D", "\\": "%5C"}


def read_links(fields: FieldReader, doi: str | None, arxiv_id: str | None) -> tuple[Link, ...]:
    """Return the links of an entry in field order; invalid URLs stay among the extras."""
    found: list[Link] = []
    for name in fields:
        if kind := _kind(name):
            if not (url := link_url(fields.raw(name))):
                _warn(fields, name)
            elif not (kind is LinkKind.WEB and repeats_identifier(url, doi, arxiv_id)):
                found.append(Link(url, _refine_kind(name, url, kind)))
                fields.use(name)
    elsewhere = dict.fromkeys((short_doi_url(fields), *_urls_in_texts(fields)))
    known = {"", *(link.url for link in found)}
    new = (url for url in elsewhere if not repeats_identifier(url, doi, arxiv_id))
    return (*found, *(Link(url) for url in new if url not in known))


def _urls_in_texts(fields: FieldReader) -> Iterator[str]:
    """Yield the URLs of texts; a note that says more is shown with its URL, so needs no link."""
    for name in ("howpublished", "note"):
        text, is_whole = url_in_text(fields.raw(name))
        if (url := link_url(text)) and (is_whole or name != "note"):
            yield url
            if is_whole:
                fields.use(name)


def link_fields(fields: FieldReader, links: Iterable[Link]) -> list[str]:
    """Return the names of the fields that contain the URLs of these links."""
    wanted = {link.url for link in links}
    return [name for name in fields if _kind(name) and link_url(fields.raw(name)) in wanted]


def write_links(links: Iterable[Link], origin: Mapping[str, str]) -> dict[str, str]:
    """Return links as fields, under the field names of their origin where possible."""
    known = {link_url(raw): name for name, raw in origin.items() if _kind(name)}
    fields: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for link in links:
        name = known.get(link.url, NAMES[link.kind])
        if _refine_kind(name, link.url, _kind(name) or link.kind) is not link.kind:
            name = NAMES[link.kind]
        free, number = name, numbers.get(name, 1)
        while free in fields:
            number += 1
            free = f"{name}{number}"
        numbers[name] = number
        fields[free] = "".join(_ESCAPED.get(letter, letter) for letter in link.url)
    return fields


def link_url(raw: str) -> str:
    """Return the URL in a field's value, or an empty text if it is not a valid one."""
    url = field_url(raw)
    return "" if urls.validation_error(url) else url


def _warn(fields: FieldReader, name: str) -> None:
    """Warn of an invalid URL; a file name or a word is meant for other programs."""
    url = field_url(fields.raw(name))
    if _LIKE_URL.match(url):
        fields.warnings.append(urls.skipped_link(url))


def _kind(name: str) -> LinkKind | None:
    return KINDS.get(name.rstrip("0123456789"))


def _refine_kind(name: str, url: str, kind: LinkKind) -> LinkKind:
    """Return PDF for a paper's URL that ends in .pdf, else the kind given."""
    is_paper = name.startswith("url_paper") and url.lower().endswith(".pdf")
    return LinkKind.PDF if is_paper else kind
