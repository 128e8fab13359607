"""What RIS can express of a record, and what its reader takes the rest for."""

from collections.abc import Callable
from typing import Any

from app.bibliography import fit, identifiers
from app.bibliography.kinds import LOOSE, PAPERS, described_kind, genre, stated_type
from app.bibliography.latex import to_text
from app.bibliography.latex.html_tags import from_html
from app.bibliography.names import names
from app.bibliography.record import (
    INSTITUTIONAL,
    ContributorRole,
    LinkKind,
    PublicationType,
    Record,
    Status,
)
from app.bibliography.repositories import find_deposit, is_working_papers, server_of_doi
from app.bibliography.repositories.sites import deposit_of_url
from app.bibliography.ris.tags import WORDS
from app.bibliography.statuses import settle
from tests.support.records import said


def text_only(source: str | None) -> str | None:
    """Markup, formulas and paragraphs become words on one line."""
    return from_html(to_text(source)) or None if source else None


def kind(record: Record) -> str:
    """Tell preprints by their venue, and others than papers by a genre that names another type."""
    if is_told_thesis(record):
        return "thesis"
    if record.type in PAPERS and find_deposit(placed(record) or ""):
        return "article"
    is_report = record.type in PAPERS and is_working_papers(placed(record) or "")
    named = described_kind(record.genre or "")
    if record.type is PublicationType.DOCUMENT and named:
        return str(named.type)
    if record.type is PublicationType.MANUSCRIPT and named and named.type == "article":
        return "article"
    is_loose = record.type in LOOSE and not placed(record)
    is_found = arxiv_id(record) is not None or find_deposit(record.publisher or "") is not None
    is_found = is_found or server_by_url(record) is not None
    if (is_loose and is_found) or (server_by_doi(record) and not is_report):
        return "article"
    return "report" if is_report else str(record.type)


def server_by_url(record: Record) -> str | None:
    found = (deposit_of_url(link.url) for link in record.links)
    return next((one.server for one in found if one), None)


def is_institutional(record: Record) -> bool:
    return record.type in INSTITUTIONAL or kind(record) in INSTITUTIONAL


def server_by_doi(record: Record) -> str | None:
    """Return the server whose DOI a paper has: one without venue, or a report anywhere."""
    is_open = record.type is PublicationType.REPORT or not placed(record)
    is_paper = record.type in PAPERS and is_open
    # A report without a genre is called one beside such a DOI.
    is_called_report = record.type is PublicationType.REPORT and not record.genre
    return server_of_doi(doi(record) or "") if is_paper and not is_called_report else None


def placed(record: Record) -> str | None:
    """Fall back to the short name, and to the publisher of a thesis or report."""
    if record.type in INSTITUTIONAL:
        return record.venue or record.publisher
    if is_told_thesis(record):
        return record.publisher or record.venue or record.venue_short
    return record.venue or record.venue_short


def is_told_thesis(record: Record) -> bool:
    """Return whether the genre makes another type a thesis, which RIS cannot tell apart."""
    stated = stated_type(record.type, record.genre or "")
    return record.type not in (*WORDS, stated) and stated is PublicationType.THESIS


def said_genre(record: Record) -> str | None:
    """Drop the genre of types that RIS lacks, and genres that only repeat a type."""
    if not record.genre:
        return None
    return genre(PublicationType(kind(record)), record.genre)


def arxiv_id(record: Record) -> str | None:
    """A link to an arXiv page or an arXiv DOI also gives the arXiv ID."""
    pages = [link.url for link in record.links if is_page(link.kind)]
    found = (identifiers.arxiv_id(text) for text in (*pages, record.doi or ""))
    return record.arxiv_id or next(filter(None, found), None)


def is_page(link: LinkKind) -> bool:
    return link is not LinkKind.PDF


def doi(record: Record) -> str | None:
    """A link to doi.org also gives the DOI."""
    pages = (link.url for link in record.links if is_page(link.kind) and "doi.org/" in link.url)
    return record.doi or next(map(identifiers.doi, pages), None)


def venue(record: Record) -> str | None:
    """Name preprint servers properly, also those that only an identifier shows."""
    name = placed(record)
    if kind(record) != "article" or (name and record.type not in PAPERS):
        return name
    publisher = record.publisher if record.type in LOOSE else None
    deposit = find_deposit(name or "") or find_deposit(publisher or "")
    if deposit:
        return deposit.server or None
    server = "arXiv" if arxiv_id(record) else server_by_url(record)
    return server_by_doi(record) or name or server


def venue_short(record: Record) -> str | None:
    return record.venue_short if record.venue_short != venue(record) else None


def venue_kind(record: Record) -> str | None:
    is_paper = kind(record) == "paper-conference"
    return "workshop" if is_paper and "workshop" in (venue(record) or "").lower() else None


def authors(record: Record) -> list[dict[str, Any]]:
    """Drop the marks, and braces that are not needed to parse the name; sort them by role."""
    order = list(ContributorRole)
    found = sorted(record.people, key=lambda author: order.index(author.role))
    names_found = [author.name for author in found]
    bare = [name.replace("{", "").replace("}", "") for name in names_found]
    same = [
        names.parse(one) == names.parse(two) for one, two in zip(names_found, bare, strict=True)
    ]
    roles = [{} if a.role is ContributorRole.AUTHOR else {"role": str(a.role)} for a in found]
    return [
        {"name": b if s else n} | role
        for n, b, s, role in zip(names_found, bare, same, roles, strict=True)
    ]


def links(record: Record) -> list[dict[str, str]]:
    """Drop labels, kinds other than PDF, and links that repeat an identifier."""
    found = [
        {"url": link.url} | ({"kind": "pdf"} if link.kind is LinkKind.PDF else {})
        for link in record.links
    ]
    return [link for link in found if "kind" in link or not repeats(record, link["url"])]


def repeats(record: Record, url: str) -> bool:
    same_doi = "doi.org/" in url and identifiers.doi(url) == doi(record)
    number = identifiers.arxiv_id(url)
    return same_doi or (number is not None and number == arxiv_id(record))


REDUCED: dict[str, Callable[[Record], Any]] = {
    "title": lambda record: text_only(record.title),
    "abstract": lambda record: text_only(record.abstract),
    "note": lambda record: text_only(record.note),
    "type": kind,
    "genre": said_genre,
    "authors": authors,
    "venue": venue,
    "venue_short": venue_short,
    "venue_kind": venue_kind,
    "month": lambda record: record.month if record.year else None,
    "pages": lambda record: "--".join(filter(None, fit.split_pages(record.pages or ""))) or None,
    "publisher": lambda record: None if is_institutional(record) else record.publisher,
    "doi": doi,
    "arxiv_id": arxiv_id,
    "links": links,
    "topics": lambda record: [],
    "work": lambda record: None,
    "source": lambda record: None,
}


def expressible(record: Record) -> dict[str, Any]:
    found = said(record) | {name: reduce(record) for name, reduce in REDUCED.items()}
    found["type"] = PublicationType(found["type"])
    settled = settle({**found, "status": None}, record.status.label)
    settled["type"] = str(settled["type"])
    if not settled["status"] and record.status is not Status.PUBLISHED:
        note = record.status.label.capitalize(), settled["note"]
        settled["note"] = "\n\n".join(filter(None, note))
    # The language of a title in another one is unknown.
    return {k: v for k, v in settled.items() if v not in (None, []) and k != "translations"}
