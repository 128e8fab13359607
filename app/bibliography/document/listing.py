"""Institutes' listings ("person" and "publications"), translated to profile documents.

Only unambiguous values are translated; the others remain in each record's `source`.
"""

import re
from typing import Any

import msgspec

from app.bibliography import identifiers

ROLES = {"principal supervisor": "principal", "co-supervisor": "co"}
VENUE_PATTERNS = (
    ("workshop", r"(?i:workshop)"),
    ("repository", r"(?i:\b(arxiv|biorxiv|medrxiv|ssrn|hal)\b)"),
    ("conference", r"(?i:conference|symposium)"),
    ("journal", r"(?i:journal|transactions|letters|annals|review|magazine|surveys)"),
    ("journal", r"(?i:\b([jt]mlr|jair|tacl|tpami|pnas|plos)\b)"),
    ("conference", r"(?i:proceedings)|\b([a-z]*[A-Z]){3}"),  # an acronym: ICLR, NeurIPS
)
TYPES = {"journal": "article-journal", "repository": "article"}


class Relation(msgspec.Struct):
    level: str | None = None
    university: str | None = None
    relation: str | None = None
    name: str | None = None


class ListingPerson(msgspec.Struct):
    name: str
    position: str | None = None
    research_topics: list[str] = []
    biography: list[str] = []
    current_students: list[Relation] = []
    memberships: list[str] = []


class ListingEntry(msgspec.Struct):
    title: str
    authors: list[str] = []
    abstract: str | None = None
    year: int | None = None
    venue: str | None = None
    arxiv_id: str | None = None
    doi: str | None = None
    url: str | None = None
    topics: list[str] = []


class Listing(msgspec.Struct):
    person: ListingPerson
    publications: list[ListingEntry] = []


def translate(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the listing as a profile document; raises msgspec.ValidationError on a wrong key."""
    listing = msgspec.convert(raw, Listing)
    return {
        "vitae": 1,
        "profile": _profile(listing.person),
        "people": [_supervisee(relation) for relation in listing.person.current_students],
        "publications": [
            _record(entry, source)
            for entry, source in zip(listing.publications, raw.get("publications", []), strict=True)
        ],
    }


def document_publication(raw: Any) -> dict[str, Any]:
    """Return one entry of a listing as one of a profile document; raises as `translate` does."""
    return _record(msgspec.convert(raw, ListingEntry), raw)


def _profile(person: ListingPerson) -> dict[str, Any]:
    position, _, affiliation = (person.position or "").partition(", ")
    return {
        "name": person.name,
        "memberships": person.memberships,
        "position": position,
        "affiliation": affiliation,
        "research_topics": person.research_topics,
        "biography": "\n\n".join(person.biography),
    }


def _supervisee(relation: Relation) -> dict[str, Any]:
    described = relation.relation
    role = ROLES.get((described or "").strip().casefold())
    levels = [relation.level, None if role else described]
    found = {
        "name": relation.name,
        "level": ", ".join(level for level in levels if level and _has_text(level)),
        "institution": relation.university,
        "role": role,
    }
    return {key: value for key, value in found.items() if _has_text(value)}


def _record(entry: ListingEntry, source: Any) -> dict[str, Any]:
    venue, kind = _venue(entry)
    found = {
        "type": TYPES.get(kind or "repository", "paper-conference"),
        "authors": entry.authors,
        "venue": venue,
        "venue_kind": kind,
        "year": entry.year,
        "arxiv_id": entry.arxiv_id,
        "doi": entry.doi,
        "abstract": entry.abstract,
        "topics": entry.topics,
        "links": _links(entry.url),
        "source": msgspec.json.encode(source, order="sorted").decode(),
    }
    required = {"title": entry.title}
    return required | {key: value for key, value in found.items() if _has_text(value)}


def _links(url: str | None) -> list[dict[str, str]]:
    return [{"url": url, "label": identifiers.site_name(url)}] if url and _has_text(url) else []


def _has_text(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _venue(entry: ListingEntry) -> tuple[str | None, str | None]:
    venue = (entry.venue or "").strip()
    if not venue:
        return ("arXiv", "repository") if _has_text(entry.arxiv_id) else (None, None)
    # The year is shown next to the venue, so drop it from "ICLR 2025".
    name = re.sub(rf"[,\s]*\(?(?<!\d){entry.year}\)?$", "", venue) if entry.year else venue
    name = name or venue
    return name, next(
        (kind for kind, pattern in VENUE_PATTERNS if re.search(pattern, name)), "journal"
    )
