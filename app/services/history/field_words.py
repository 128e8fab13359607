"""The fields of records in the words that their forms use."""

from collections.abc import Callable
from typing import Any

from app.bibliography.record import PublicationType
from app.models import Noun, SupervisorRole, WorkState
from app.services.history.names import Names

LABELS = {
    "abstract": "Abstract", "affiliation": "Affiliation", "arxiv_id": "arXiv number",
    "authors": "Authors", "biography": "Biography", "citation_key": "Citation key",
    "created_at": "Added on", "day": "Day", "doi": "DOI", "email": "Email", "ended_on": "Until",
    "family_name": "Family name", "featured_position": "Place among the featured",
    "former": "Former addresses", "given_name": "Given name", "institution": "Institution",
    "is_arranged": "Shown version chosen by hand", "isbn": "ISBN", "issue": "Issue",
    "kind": "Kind", "language": "Language", "level": "Level", "links": "Links",
    "memberships": "Memberships", "month": "Month", "name": "Name", "names": "Names in print",
    "next_position": "Next position", "note": "Note", "orcid": "ORCID iD", "pages": "Pages",
    "person_id": "Person", "portrait": "Photograph", "position": "Place in the order",
    "position_title": "Position", "project": "Project", "publisher": "Publisher",
    "short_name": "Short name", "slug": "Address", "source": "Entry as it was imported",
    "started_on": "From", "state": "State", "student_id": "Person", "supervisors": "Supervisors",
    "title": "Title", "topics": "Topics", "type": "Type", "url": "Web page", "venue_id": "Venue",
    "volume": "Volume", "year": "Year",
}  # fmt: skip
TEXTS = {"abstract", "biography", "memberships", "note", "source", "title"}


def in_words(field: str, value: Any, names: Names, *, linked: bool = False) -> Any:
    """Return a value as text, or as a list of texts; `linked` tells who an author is."""
    if field == "portrait":
        return value[0]["hash"] if value else ""
    if field in LISTS:
        return [LISTS[field](part, names, linked) for part in value or []]
    if isinstance(value, list):
        return [str(part) for part in value]
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return PLAIN[field](value, names) if field in PLAIN else str(value)


def _author(author: list[Any], names: Names, linked: bool) -> str:
    name, person_id, is_corresponding, is_equal = author
    who = f" (= {names.of(Noun.PERSON, person_id)})" if linked and person_id else ""
    return f"{name}{'*' if is_equal else ''}{'†' if is_corresponding else ''}{who}"


def _link(link: Any, *_: Any) -> str:
    kind, label, url = link.values() if isinstance(link, dict) else link
    return f"{label} ({kind}: {url})"


def _supervisor(supervisor: list[Any], names: Names, _: bool) -> str:
    person_id, name, role = supervisor
    who = names.of(Noun.PERSON, person_id) if person_id else name
    return f"{who} ({SupervisorRole(role).label.lower()})"


LISTS: dict[str, Callable[[Any, Names, bool], str]] = {
    "authors": _author,
    "links": _link,
    "supervisors": _supervisor,
    "topics": lambda id_, names, _: names.of(Noun.TOPIC, id_),
}
PLAIN: dict[str, Callable[[Any, Names], str]] = {
    "person_id": lambda id_, names: names.of(Noun.PERSON, id_),
    "student_id": lambda id_, names: names.of(Noun.PERSON, id_),
    "venue_id": lambda id_, names: names.of(Noun.VENUE, id_),
    "type": lambda value, _: PublicationType(value).label,
    "state": lambda value, _: WorkState(value).label,
    "featured_position": lambda value, _: str(value + 1),
    "created_at": lambda value, _: value[:16].replace("T", " "),
}
