"""The addresses that an entry gives, by what they lead to."""

import re
from collections.abc import Iterable, Mapping

from app.bibliography import web_addresses
from app.bibliography.bibtex import bibtex_identifiers
from app.bibliography.bibtex.fields import Fieldset
from app.bibliography.latex_addresses import address
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
_LIKE_AN_ADDRESS = re.compile(r"[A-Za-z][\w+.-]*:\S|www\.|//")
_COMMAND = re.compile(r"\s*\\url\s*(?=\{)")
_ESCAPED = {" ": "%20", "{": "%7B", "}": "%7D", "\\": "%5C"}


def read(fields: Fieldset, doi: str | None, arxiv_id: str | None) -> tuple[Link, ...]:
    """The links of an entry in the order of its fields; what is no address stays a field."""
    found: list[Link] = []
    for name in fields:
        if kind := _kind(name):
            if not (url := link_address(fields.raw(name))):
                _doubt(fields, name)
            elif not (kind is LinkKind.WEB and repeats_identifier(url, doi, arxiv_id)):
                found.append(Link(url, _by_end(name, url, kind)))
                fields.use(name)
    return tuple(found)


def names(fields: Fieldset, links: Iterable[Link]) -> list[str]:
    """The fields that hold the addresses of these links."""
    urls = {link.url for link in links}
    return [name for name in fields if _kind(name) and link_address(fields.raw(name)) in urls]


def write(links: Iterable[Link], origin: Mapping[str, str]) -> dict[str, str]:
    """The fields of links; one that came from a file keeps its field's name."""
    known = {link_address(raw): name for name, raw in origin.items() if _kind(name)}
    fields: dict[str, str] = {}
    for link in links:
        name = known.get(link.url, NAMES[link.kind])
        if _by_end(name, link.url, _kind(name) or link.kind) is not link.kind:
            name = NAMES[link.kind]
        free, number = name, 1
        while free in fields:
            number += 1
            free = f"{name}{number}"
        fields[free] = "".join(_ESCAPED.get(letter, letter) for letter in link.url)
    return fields


def link_address(raw: str) -> str:
    """The address in a field's value, or nothing where it is none."""
    url = _plain(raw)
    return "" if web_addresses.flaw(url) else url


def repeats_identifier(url: str, doi: str | None, arxiv_id: str | None) -> bool:
    """Whether a link would lead where the identifiers lead."""
    return bibtex_identifiers.repeats(url, doi, arxiv_id)


def _plain(raw: str) -> str:
    return address(_COMMAND.sub("", raw)) if "\\" in raw or "{" in raw else raw


def _doubt(fields: Fieldset, name: str) -> None:
    """A file's name or a word is meant for other programs; an address is missed."""
    url = _plain(fields.raw(name))
    if _LIKE_AN_ADDRESS.match(url):
        fields.doubts.append(web_addresses.left_out(url))


def _kind(name: str) -> LinkKind | None:
    return KINDS.get(name.rstrip("0123456789"))


def _by_end(name: str, url: str, kind: LinkKind) -> LinkKind:
    """A paper's address is that of its PDF, or of a page about it."""
    is_paper = name.startswith("url_paper") and url.lower().endswith(".pdf")
    return LinkKind.PDF if is_paper else kind
