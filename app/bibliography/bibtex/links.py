"""The addresses that an entry gives, by what they lead to."""

import re
from collections.abc import Iterable, Iterator, Mapping

from app.bibliography import identifiers, urls
from app.bibliography.bibtex.fields import FieldReader, plain
from app.bibliography.latex.macros import address
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


def read_links(fields: FieldReader, doi: str | None, arxiv_id: str | None) -> tuple[Link, ...]:
    """The links of an entry in the order of its fields; what is no address stays a field."""
    found: list[Link] = []
    for name in fields:
        if kind := _kind(name):
            if not (url := link_address(fields.raw(name))):
                _warn(fields, name)
            elif not (kind is LinkKind.WEB and repeats_identifier(url, doi, arxiv_id)):
                found.append(Link(url, _by_end(name, url, kind)))
                fields.use(name)
    return tuple(found)


def link_fields(fields: FieldReader, links: Iterable[Link]) -> list[str]:
    """The fields that hold the addresses of these links."""
    urls = {link.url for link in links}
    return [name for name in fields if _kind(name) and link_address(fields.raw(name)) in urls]


def write_links(links: Iterable[Link], origin: Mapping[str, str]) -> dict[str, str]:
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
    return "" if urls.validation_error(url) else url


def repeats_identifier(url: str, doi: str | None, arxiv_id: str | None) -> bool:
    """Whether a link would lead where the identifiers lead."""
    return repeats(url, doi, arxiv_id)


def _plain(raw: str) -> str:
    return address(_COMMAND.sub("", raw)) if "\\" in raw or "{" in raw else raw


def _warn(fields: FieldReader, name: str) -> None:
    """A file's name or a word is meant for other programs; an address is missed."""
    url = _plain(fields.raw(name))
    if _LIKE_AN_ADDRESS.match(url):
        fields.warnings.append(urls.skipped_link(url))


def _kind(name: str) -> LinkKind | None:
    return KINDS.get(name.rstrip("0123456789"))


def _by_end(name: str, url: str, kind: LinkKind) -> LinkKind:
    """A paper's address is that of its PDF, or of a page about it."""
    is_paper = name.startswith("url_paper") and url.lower().endswith(".pdf")
    return LinkKind.PDF if is_paper else kind


_RESOLVER = re.compile(r"https?://(?:www\.|dx\.)?doi\.org/", re.IGNORECASE)
_ARXIV_SITE = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:https?://(?:www\.)?arxiv\.org/abs/|arxiv:)", re.IGNORECASE)
_SAID = re.compile(r"\barxiv[:.]\s*(\S+)|^CoRR,?\s+abs/(\S+)", re.IGNORECASE)
# Fields with the address of a page about the work.
PAGES = ("url", "url_paper", "url_link", "website", "html")
_EPRINT_KINDS = ("archiveprefix", "eprinttype")


def doi(fields: FieldReader) -> str | None:
    """The DOI of an entry, from its own field or from the address that resolves it."""
    raw = fields.raw("doi")
    if raw and (found := identifiers.doi(address(raw))):
        fields.use("doi")
        return found
    resolved = (url for _, url in _addresses(fields) if _RESOLVER.match(url))
    return next(filter(None, map(identifiers.doi, resolved)), None)


def arxiv_id(fields: FieldReader, found_doi: str | None) -> str | None:
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
    fields: FieldReader, found_doi: str | None
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


def _addresses(fields: FieldReader) -> Iterator[tuple[str, str]]:
    yield from ((name, address(raw)) for name in PAGES if (raw := fields.raw(name)))


def _numbers(fields: FieldReader) -> Iterator[tuple[tuple[str, ...], str]]:
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
