"""How far a publication is on its way to print, as notes, journals and years tell it."""

import re
from typing import Any

from app.bibliography import repositories
from app.bibliography.kinds import LOOSE
from app.bibliography.record import PublicationType as Type
from app.bibliography.record import Status, workshop_kind
from app.bibliography.statuses.notes import read_note
from app.bibliography.statuses.online_first import settle_online_first
from app.bibliography.statuses.phrases import LONGEST, Stated, read_pubstate, read_status
from app.bibliography.statuses.words import PUBSTATES

__all__ = [
    "PUBSTATES",
    "Stated",
    "read_note",
    "read_pubstate",
    "read_status",
    "settle",
    "status_of_year",
]

_UNPLACED = frozenset({Status.UNDER_REVIEW, Status.IN_PREPARATION})
# Types of publications that are manuscripts until they are accepted.
_PRINTED = frozenset({Type.ARTICLE_JOURNAL, Type.PAPER_CONFERENCE, Type.REVIEW, Type.CHAPTER})
_MEETING = re.compile(
    r"\b(?i:conferenc(?:e|ia)|conférence|conf|symposium|workshop|proc(?:eedings)?|meeting|congress"
    r"|summit|colloqui(?:um|a)|colloque|kongress|tagung)\b|^[A-Z]{3,}(?:\b|['’ ]?\d)"
    r"|^[A-Z][a-z]+[A-Z]{2,}\b|^(?=\w*[A-Z]\w*[A-Z])[\w-]+ (?:19|20)\d\d$"
)


def settle(fields: dict[str, Any], pubstate: str = "", year: str = "") -> dict[str, Any]:
    """Return the fields of a record with the status that its fields and these texts tell.

    What is submitted to a journal is a manuscript or a preprint, not an article in it.
    """
    fields = settle_online_first(fields)
    given, rest = _given(fields)
    told = [one for one in (*given.values(), status_of_year(year)) if one]
    genre = str(fields.get("genre") or "")
    explicit = read_pubstate(pubstate) or read_pubstate(genre)
    status = explicit or (told[0].status if told else None)
    fields = fields | ({"genre": None} if read_pubstate(genre) else {})
    is_preprint = fields.get("type") is Type.ARTICLE and status not in _UNPLACED
    is_remark = bool(rest or (given["note"] and given["note"].year)) and not explicit
    is_older = _is_printed(fields, given) and (status in _UNPLACED or is_remark)
    if not status or is_preprint or is_older:
        return fields
    bare: dict[str, Any] = {name: None for name, one in given.items() if one}
    if (stated := given["note"]) and stated.venue:
        bare["note"] = fields["note"]
    elif stated:
        bare["note"] = rest or None
    press = given.pop("publisher")
    if press:
        bare["publisher"] = press.venue or None
    if (place := given["venue"]) and fields.get("type") not in _PRINTED | LOOSE:
        bare["venue"] = place.venue or None
    venue = next((one.venue for one in told if one.venue and one is not press), "")
    if not (given["venue"] or (given["note"] and not fields.get("venue"))):
        venue = fields.get("venue") or venue
    settled = fields | bare | {"status": status}
    if status in _UNPLACED:
        return settled | _unplaced(settled, venue, press)
    told_year = next((one.year for one in told if one.year), None)
    return settled | _due(settled, venue, rest) | {"year": fields.get("year") or told_year}


_TELLING = ("venue", "volume", "issue", "pages", "publisher")


def _given(fields: dict[str, Any]) -> tuple[dict[str, Stated | None], str]:
    """Return the status that each field tells, and the rest of the note."""
    stated, rest = read_note(str(fields.get("note") or ""))
    given = {
        name: read_status(str(fields.get(name) or ""), is_venue=name == "venue")
        for name in _TELLING
    }
    return {"venue": given["venue"], "note": stated} | given, rest


_YEAR_NUMBER = re.compile(r"[\s,;()]*\b\d{4}\b[\s,;()]*")


def status_of_year(text: str) -> Stated | None:
    """Return the status that stands in place of a year or beside it, as in "2024, in press"."""
    return read_status(_YEAR_NUMBER.sub("", text)) if len(text) < 2 * LONGEST else None


def _is_printed(fields: dict[str, Any], given: dict[str, Stated | None]) -> bool:
    """Return whether a note is older than the volume and pages, or the DOI, beside it."""
    doi = fields.get("doi")
    has_pages = bool(fields.get("volume") and fields.get("pages"))
    is_dated = has_pages or (bool(doi) and not repositories.server_of_doi(str(doi)))
    return is_dated and not any(one for name, one in given.items() if name != "note")


def _unplaced(fields: dict[str, Any], venue: str, press: Stated | None) -> dict[str, Any]:
    """Return the fields of a manuscript: its note says where it is to appear."""
    kind = fields.get("type")
    aim = {Status.UNDER_REVIEW: "Submitted to", Status.IN_PREPARATION: "In preparation for"}
    goal = venue if kind in _PRINTED | LOOSE else press.venue if press else ""
    note = fields.get("note") or ""
    is_said = not goal or goal in note or repositories.find_deposit(goal)
    aimed = note if is_said else f"{aim[fields['status']]} {goal}\n\n{note}".strip()
    if kind not in _PRINTED | LOOSE:
        return {"note": aimed or None, **({"publisher": None} if press else {})}
    if kind is Type.ARTICLE:
        return {"note": aimed or None}
    server = repositories.server_of_doi(fields.get("doi") or "")
    is_deposited = fields.get("arxiv_id") or server
    return {
        "type": Type.ARTICLE if is_deposited else Type.MANUSCRIPT,
        "venue": (server or "arXiv") if is_deposited else None,
        "venue_short": None,
        "venue_kind": None,
        "note": aimed or None,
    }


def _due(fields: dict[str, Any], venue: str, rest: str) -> dict[str, Any]:
    """Return the fields of what has been accepted, which may only be said in its note."""
    kind, note = fields.get("type"), fields.get("note")
    if kind in (Type.DOCUMENT, Type.MANUSCRIPT) and venue:
        kind = Type.PAPER_CONFERENCE if _MEETING.search(venue) else Type.ARTICLE_JOURNAL
    stated, _ = read_note(note or "")
    note = (rest or None) if stated and stated.venue in ("", venue) else note
    if kind is Type.BOOK and not fields.get("venue"):
        return {"publisher": fields.get("publisher") or venue or None, "note": note}
    workshop = workshop_kind(kind, venue) if kind else None
    venue_kind = workshop or fields.get("venue_kind")
    return {"type": kind, "venue": venue or None, "venue_kind": venue_kind, "note": note}
