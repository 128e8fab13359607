"""Records as linked data for search engines: JSON-LD with the schema.org vocabulary."""

from collections.abc import Iterable
from typing import Any

from app.bibliography import fit, identifiers, kinds
from app.bibliography.latex import to_text
from app.bibliography.names import parts as names_parts
from app.bibliography.record import (
    INSTITUTIONAL,
    ContributorRole,
    LinkKind,
    PublicationType,
    Record,
    Status,
)

TYPES = {
    PublicationType.CHAPTER: "Chapter",
    PublicationType.BOOK: "Book",
    PublicationType.THESIS: "Thesis",
    PublicationType.REPORT: "Report",
    PublicationType.SOFTWARE: "SoftwareSourceCode",
    PublicationType.DATASET: "Dataset",
    PublicationType.REVIEW: "Review",
    PublicationType.WEBPAGE: "WebPage",
    # schema.org has no types for these.
    **dict.fromkeys(
        (
            PublicationType.PATENT,
            PublicationType.SPEECH,
            PublicationType.MANUSCRIPT,
            PublicationType.STANDARD,
            PublicationType.DOCUMENT,
        ),
        "CreativeWork",
    ),
}
_CONTAINERS = {
    PublicationType.ARTICLE_JOURNAL: "Periodical",
    PublicationType.PAPER_CONFERENCE: "Book",
    PublicationType.CHAPTER: "Book",
    PublicationType.ENTRY_ENCYCLOPEDIA: "Book",
    PublicationType.REVIEW: "Periodical",
    PublicationType.BOOK: "BookSeries",
}


_UNPRINTED = frozenset(Status) - {Status.PUBLISHED}


def json_ld(record: Record, url: str, versions: Iterable[Record] = ()) -> dict[str, Any]:
    """Return a work at its URL: `record` is the version shown, `versions` are the others."""
    examples = [{"@type": _type(version), **_properties(version)} for version in versions]
    data = {
        "@context": "https://schema.org",
        "@type": _type(record),
        "@id": url,
        "url": url,
        **_properties(record),
        "workExample": [_without_empty(example) for example in examples],
    }
    return _without_empty(data)


def _type(record: Record) -> str:
    if record.genre == kinds.POSTER:
        return "Poster"
    return TYPES.get(record.type, "ScholarlyArticle")


def _properties(record: Record) -> dict[str, Any]:
    first, last = fit.split_pages(record.pages or "")
    return {
        "name": to_text(record.title),
        **{
            str(role): [_person(name) for name in record.names_of(role)] for role in ContributorRole
        },
        "genre": record.genre,
        "creativeWorkStatus": record.status.label if record.status in _UNPRINTED else None,
        "datePublished": _date(record),
        "isPartOf": _container(record),
        "pageStart": first if last else None,
        "pageEnd": last,
        "pagination": None if last else first,
        "publisher": _publisher(record),
        "isbn": record.isbn,
        "identifier": _identifiers(record),
        "sameAs": _identifier_urls(record),
        "inLanguage": record.language,
        "keywords": list(record.topics),
        "abstract": to_text(record.abstract or ""),
        "encoding": [_pdf(link.url) for link in record.links if link.kind is LinkKind.PDF],
    }


def _person(name: str) -> dict[str, str]:
    parts = names_parts.name_parts(name)
    if parts.is_team:
        return {"@type": "Organization", "name": parts.family}
    person = {
        "name": to_text(name),
        "givenName": parts.given,
        "familyName": parts.whole_family,
    }
    return {"@type": "Person", **_without_empty(person)}


def _date(record: Record) -> str:
    return "-".join(f"{part:02}" for part in record.date_parts)


def _container(record: Record) -> dict[str, Any] | None:
    """Return the venue; for a journal, nested in its volume and issue if they are known."""
    kind = _CONTAINERS.get(record.type)
    if not record.venue or not kind:
        return None
    found: dict[str, Any] = {"@type": kind, "name": record.venue}
    if record.venue_short:
        found["alternateName"] = record.venue_short
    if kind != "Periodical":
        return found
    if record.volume:
        found = {"@type": "PublicationVolume", "volumeNumber": record.volume, "isPartOf": found}
    if record.issue:
        found = {"@type": "PublicationIssue", "issueNumber": record.issue, "isPartOf": found}
    return found


def _publisher(record: Record) -> dict[str, str] | None:
    has_container = record.type in _CONTAINERS
    name = record.publisher or (None if has_container else record.venue)
    if record.type in INSTITUTIONAL:
        name = record.venue or record.publisher
    return {"@type": "Organization", "name": name} if name else None


def _identifiers(record: Record) -> list[dict[str, str]]:
    known = (("DOI", record.doi), ("arXiv", record.arxiv_id))
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in known
        if value
    ]


def _identifier_urls(record: Record) -> list[str]:
    doi = [identifiers.doi_url(record.doi)] if record.doi else []
    return doi + ([identifiers.arxiv_url(record.arxiv_id)] if record.arxiv_id else [])


def _pdf(url: str) -> dict[str, str]:
    return {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": url}


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [])}
