"""How far a publication is on its way to print, as notes, journals and years tell it."""

import re
from typing import Any, NamedTuple

from app.bibliography import repositories
from app.bibliography.kinds import LOOSE
from app.bibliography.record import PublicationType as Type
from app.bibliography.record import Status

_WORDS = {
    Status.IN_PRESS: (
        r"in press|in print|to appear|article in press|im druck|im erscheinen"
        r"|erscheint(?: demnächst)?|sous presse|à paraître|a paraître|en prensa|in stampa|no prelo"
    ),
    Status.ACCEPTED: (
        r"forthcoming|(?:conditionally )?accepted(?: for (?:publication|presentation))?"
        r"|angenommen|akzeptiert|acceptée?|aceptado|accettato"
    ),
    Status.UNDER_REVIEW: (
        r"(?:(?:manuscript|(?:working )?paper|preprint),? )?(?:re-?)?submitted"
        r"(?: for (?:publication|review))?"
        r"|(?:(?:manuscript|paper|preprint),? )?(?:currently )?(?:under|in) (?:peer[ -]?)?"
        r"(?:review|revision)|being reviewed|(?:minor|major) revisions?|under submission"
        r"|revise and resubmit|eingereicht|in begutachtung|soumise?|en cours d['’]évaluation"
    ),
    Status.IN_PREPARATION: (
        r"(?:manuscript )?in prep(?:aration|\.)?|to be submitted|in vorbereitung"
        r"|en préparation|en preparación"
    ),
}
# The words of BibLaTeX's field `pubstate`.
PUBSTATES = {
    Status.IN_PRESS: "inpress",
    Status.ACCEPTED: "forthcoming",
    Status.UNDER_REVIEW: "submitted",
    Status.IN_PREPARATION: "inpreparation",
}
_ANY = "|".join(f"(?P<s{at}>{words})" for at, words in enumerate(_WORDS.values()))
_BEFORE = re.compile(
    rf"[\s(\[]*(?:{_ANY})(?:(?:[\s,:]+(?:in|to|at|by|with|for|bei|à|chez|dans|en)[\s:)]+|:\s+)"
    r"(?:the\s+)?(?P<venue>[^\W\d][^;()\n]{0,200}?))?[\s.)\],]*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?P<venue>[^\n]{{2,200}}?)(?:[,;:]\s*|\.\s+|\s+[-–—]+\s*|\s*[(\[]\s*)(?:{_ANY})[\s.)\]]*",
    re.IGNORECASE,
)
# The year after a venue, and the preprint before a status, say nothing of either.
_YEAR_AFTER = re.compile(r"\s*\((?:19|20)\d\d\)[\s.]*\Z")
_PREPRINT_BEFORE = re.compile(r"ar[Xx]iv:\s?[\w./-]+\s*[,;]\s*")
_STATUSES = tuple(_WORDS)
_UNPLACED = frozenset({Status.UNDER_REVIEW, Status.IN_PREPARATION})
# Types of publications that are manuscripts until they are accepted.
_PRINTED = frozenset({Type.ARTICLE_JOURNAL, Type.PAPER_CONFERENCE, Type.REVIEW, Type.CHAPTER})
_MEETING = re.compile(
    r"\b(?:conference|conf|symposium|workshop|proc(?:eedings)?|meeting)\b|^[A-Z]{3,}(?:\b|['’ ]?\d)"
    r"|^[A-Z][a-z]+[A-Z]{2,}\b"
)


class Stated(NamedTuple):
    """A status, and where the publication is to appear."""

    status: Status
    venue: str = ""


def read_status(text: str) -> Stated | None:
    """Return the status that a whole text tells: "in press", "Submitted to Tides", or None."""
    line = _PREPRINT_BEFORE.sub("", " ".join(text.split()[:80]))
    line = _YEAR_AFTER.sub("", line) or line
    found = _BEFORE.fullmatch(line) or _AFTER.fullmatch(line) if len(line) < 400 else None
    if not found:
        return None
    at = next(at for at in range(len(_STATUSES)) if found[f"s{at}"])
    return Stated(_STATUSES[at], (found["venue"] or "").strip(" .,"))


def read_pubstate(word: str) -> Status | None:
    """Return the status that a word of BibLaTeX or CSL means, or None."""
    plain = re.sub(r"[\s-]", "", word.lower())
    if plain == "prepublished":
        return Status.IN_PRESS
    by_word = {state: status for status, state in PUBSTATES.items()}
    stated = read_status(word)
    return by_word.get(plain) or (stated.status if stated and not stated.venue else None)


def settle(fields: dict[str, Any], pubstate: str = "", year: str = "") -> dict[str, Any]:
    """Return the fields of a record with the status that its fields and these texts tell.

    What is submitted to a journal is a manuscript or a preprint, not an article in it.
    """
    given = {name: read_status(str(fields.get(name) or "")) for name in _TELLING}
    told = [one for one in (*given.values(), status_of_year(year)) if one]
    explicit = read_pubstate(pubstate)
    status = explicit or (told[0].status if told else None)
    is_preprint = fields.get("type") is Type.ARTICLE and status not in _UNPLACED
    if not status or is_preprint or (_is_printed(fields, given) and status in _UNPLACED):
        return fields
    bare = {name: None for name, one in given.items() if one and (name != "note" or not one.venue)}
    venue = next((one.venue for one in told if one.venue), "")
    if not (given["venue"] or (given["note"] and not fields.get("venue"))):
        venue = fields.get("venue") or venue
    settled = fields | bare | {"status": status}
    return settled | (_unplaced(settled, venue) if status in _UNPLACED else _due(settled, venue))


_TELLING = ("venue", "note", "volume", "issue", "pages")
_YEAR_NUMBER = re.compile(r"[\s,;()]*\b\d{4}\b[\s,;()]*")


def status_of_year(text: str) -> Stated | None:
    """Return the status that stands in place of a year or beside it, as in "2024, in press"."""
    return read_status(_YEAR_NUMBER.sub("", text)) if text else None


def _is_printed(fields: dict[str, Any], given: dict[str, Stated | None]) -> bool:
    """Return whether a note is older than the volume and pages, or the DOI, beside it."""
    doi = fields.get("doi")
    has_pages = bool(fields.get("volume") and fields.get("pages"))
    is_dated = has_pages or (bool(doi) and not repositories.server_of_doi(str(doi)))
    return is_dated and not any(one for name, one in given.items() if name != "note")


def _unplaced(fields: dict[str, Any], venue: str) -> dict[str, Any]:
    kind = fields.get("type")
    if kind not in _PRINTED | LOOSE:
        return {}
    if kind is Type.ARTICLE:
        return {}
    is_deposited = fields.get("arxiv_id") or repositories.server_of_doi(fields.get("doi") or "")
    server = repositories.server_of_doi(fields.get("doi") or "") or "arXiv"
    aim = {
        Status.UNDER_REVIEW: f"Submitted to {venue}",
        Status.IN_PREPARATION: f"In preparation for {venue}",
    }[fields["status"]]
    note = fields.get("note") or ""
    note = note if not venue or venue in note else "\n\n".join(filter(None, (aim, note)))
    return {
        "type": Type.ARTICLE if is_deposited else Type.MANUSCRIPT,
        "venue": server if is_deposited else None,
        "venue_short": None,
        "venue_kind": None,
        "note": note or None,
    }


def _due(fields: dict[str, Any], venue: str) -> dict[str, Any]:
    kind = fields.get("type")
    if kind in (Type.DOCUMENT, Type.MANUSCRIPT) and venue:
        kind = Type.PAPER_CONFERENCE if _MEETING.search(venue) else Type.ARTICLE_JOURNAL
    note = fields.get("note")
    stated = read_status(note or "")
    is_said = stated is not None and stated.venue in ("", venue)
    return {"type": kind, "venue": venue or None, "note": None if is_said else note}
