"""Responses of the arXiv API: Atom with its own elements (arXiv API User's Manual, 3.3)."""

from datetime import date
from xml.etree.ElementTree import Element, ParseError, register_namespace

import msgspec
from defusedxml import ElementTree

from app.bibliography import identifiers
from app.bibliography.answers.json import UnreadableAnswerError
from app.bibliography.entry import ParsedEntry
from app.bibliography.latex import html_tags
from app.bibliography.messages import message
from app.bibliography.names import parts
from app.bibliography.record import Line, Link, LinkKind, PublicationType, Record, VenueKind

ATOM = "http://www.w3.org/2005/Atom"
ARXIV = "http://arxiv.org/schemas/atom"
NAMES = {"": ATOM, "arxiv": ARXIV}
ERRORS = "arxiv.org/api/errors"
EXTRAS = ("doi", "journal_ref", "comment")

for prefix, namespace in NAMES.items():
    register_namespace(prefix, namespace)


def read_arxiv(text: str) -> list[ParsedEntry]:
    """Read a feed or a single entry; raise UnreadableAnswerError if it is neither."""
    try:
        root = ElementTree.fromstring(text, forbid_dtd=True)
        if root.tag == f"{{{ATOM}}}entry":
            return [_entry(root)]
        if root.tag == f"{{{ATOM}}}feed":
            return [_entry(element) for element in root.findall("entry", NAMES)]
    except (ParseError, ValueError, RecursionError) as error:
        raise UnreadableAnswerError(str(error)) from None
    raise UnreadableAnswerError("not Atom")


def _entry(element: Element) -> ParsedEntry:
    source = ElementTree.tostring(element, encoding="unicode").strip()
    # The API reports an error with status 200, as an entry with the message as its summary.
    if ERRORS in _text(element, "id"):
        return ParsedEntry(
            1, source, error=_text(element, "summary") or message("arXiv reports an error")
        )
    try:
        record = _record(element, source)
    except msgspec.ValidationError as error:
        return ParsedEntry(1, source, error=str(error))
    return ParsedEntry(1, source, record, extras=_extras(element))


def _record(element: Element, source: str) -> Record:
    """Return the record; title and abstract stay TeX, as authors write them for arXiv."""
    address = _text(element, "id")
    year, month, day = _date(_text(element, "published"))
    record = Record(
        title=html_tags.from_latex(_text(element, "title")),
        type=PublicationType.ARTICLE,
        authors=_authors(element),
        venue="arXiv",
        venue_kind=VenueKind.REPOSITORY,
        year=year,
        month=month,
        day=day,
        arxiv_id=identifiers.arxiv_id(address),
        abstract=html_tags.from_latex(_text(element, "summary")) or None,
        links=_links(element),
        source=source,
    )
    return msgspec.convert(msgspec.to_builtins(record), Record)


def _text(element: Element, path: str) -> str:
    return " ".join((element.findtext(path, "", NAMES) or "").split())


def _date(text: str) -> tuple[int | None, int | None, int | None]:
    """Split the RFC 3339 date of the first version into year, month and day."""
    try:
        moment = date.fromisoformat(text[:10])
    except ValueError:
        return None, None, None
    return moment.year, moment.month, moment.day


def _authors(element: Element) -> tuple[Line, ...]:
    names = (_text(author, "name") for author in element.findall("author", NAMES))
    return tuple(parts.brace_team(name) for name in names if name)


def _links(element: Element) -> tuple[Link, ...]:
    addresses = (
        link.get("href", "")
        for link in element.findall("link", NAMES)
        if link.get("title") == "pdf" or link.get("type") == "application/pdf"
    )
    secure = (address.replace("http://", "https://", 1) for address in addresses if address)
    return tuple(Link(url=url, kind=LinkKind.PDF) for url in dict.fromkeys(secure))


def _extras(element: Element) -> dict[str, str]:
    """Return the details of the published version, and the subject categories."""
    found = {name: _text(element, f"arxiv:{name}") for name in EXTRAS}
    terms = (category.get("term", "") for category in element.findall("category", NAMES))
    found["categories"] = " ".join(filter(None, terms))
    return {name: text for name, text in found.items() if text}
