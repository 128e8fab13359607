"""How far a publication is on its way to print, as notes, journals and years tell it."""

import re
from typing import Any, NamedTuple

from app.bibliography import repositories
from app.bibliography.dates import month_number
from app.bibliography.kinds import LOOSE
from app.bibliography.latex import to_text
from app.bibliography.record import PublicationType as Type
from app.bibliography.record import Status, workshop_kind

_WORDS = {
    Status.IN_PRESS: (
        r"(?:article )?in press(?:, (?:(?:un)?corrected proof|accepted manuscript"
        r"|journal pre-?proofs?))?|in print|to appear|im druck|im erscheinen"
        r"|erscheint(?: demnächst)?|sous presse|à paraître|a paraître|en prensa|in stampa"
        r"|in corso di (?:stampa|pubblicazione)|no prelo|ter perse"
    ),
    Status.ACCEPTED: (
        r"forthcoming|(?:conditionally )?accepted(?: for (?:publication|presentation))?"
        r"(?:,? (?:with|pending|subject to) (?:minor |major )?(?:revisions?|changes|corrections))?"
        r"|(?:zur (?:veröffentlichung|publikation) )?angenommen|akzeptiert|acceptée?"
        r"|aceptad[oa]|accettat[oa](?: per la pubblicazione)?|aceit[oe]|geaccepteerd"
    ),
    Status.UNDER_REVIEW: (
        r"(?:(?:manuscript|(?:working )?paper|preprint),? )?(?:re-?)?submitted"
        r"(?: for (?:(?:possible )?publication|(?:peer[ -])?review))?"
        r"|(?:(?:manuscript|(?:working )?paper|preprint),? )?(?:currently )?(?:under|in) "
        r"(?:peer[ -]?)?(?:review|revision)|being reviewed|under submission"
        r"|(?:minor|major) revisions?"
        r"|(?:(?:1st|2nd|3rd|first|second|third|minor|major) )?revisions? (?:requested|invited)"
        r"|(?:invited to |invitation to )?re(?:vise|ject)(?:[ -]and[ -]|\s?&\s?)resubmit(?:ted)?"
        r"(?: \(r&r\))?|(?:(?:1st|2nd|3rd|first|second|third)(?:[ -]round)? )?r\s?(?:&|and)\s?r"
        r"(?: \([^()]{1,30} round\))?"
        r"|(?:zur (?:veröffentlichung|publikation) )?eingereicht|in begutachtung|soumise?"
        r"|en cours d['’]évaluation|enviad[oa]|en revisión|sottomess[oa]|submetid[oa]|ingediend"
    ),
    Status.IN_PREPARATION: (
        r"(?:manuscript )?in prep(?:aration|\.)?|to be submitted|in vorbereitung"
        r"|en préparation|en preparación|in preparazione|in voorbereiding"
    ),
}
# The words of BibLaTeX's field `pubstate`.
PUBSTATES = {
    Status.IN_PRESS: "inpress",
    Status.ACCEPTED: "forthcoming",
    Status.UNDER_REVIEW: "submitted",
    Status.IN_PREPARATION: "inpreparation",
}
_FORM = (
    r"(?:oral|spotlight|poster|talk|presentation|paper|highlight|demo)\b(?: presentation| paper)?"
)
_ANY = "|".join(f"(?P<s{at}>{words})" for at, words in enumerate(_WORDS.values()))
_BEFORE = re.compile(
    rf"[\s(\[]*(?:(?:accepted|submitted|revised)(?: and|,) )?(?:{_ANY})"
    rf"(?P<form> (?:as|for) (?:an? )?(?:\w+ )?{_FORM})?"
    r"(?:(?:[\s,:]+(?:in|to|at|by|with|for|from|bei|à|chez|dans|en|a|su|em|aan|op)[\s:)]+|:\s+"
    rf"|(?:[,;]\s+|\s\()(?!{_FORM})(?-i:(?=[A-ZÀ-Þ])))"
    r"(?:the\s+)?(?P<venue>(?:\d{1,3}(?:st|nd|rd|th)\s|(?:19|20)\d\d\s(?=[A-Z]))?"
    r"[^\W\d][^;()\n]{0,200}?(?: \((?-i:[A-Z])[^()\n]{1,40}\))?))?"
    r"(?P<aside> \((?-i:[a-z])[\w ]{2,40}\))?[\s.)\],]*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?P<venue>[^\n]{{2,200}}?)(?:[,;:]\s*|\.\s+|\s+[-–—]+\s*|\s*[(\[]\s*)(?:{_ANY})[\s.)\]]*",
    re.IGNORECASE,
)
_LONGEST = 400
# The preprint beside a status is not where the publication is to appear.
_PREPRINT = (
    r"(?:(?:preprint|e-?print|available|also|posted|on|at|as|in) ){0,4}\barxiv\b"
    r"(?: (?:e-?prints?|preprints?))?(?:[:/ ] ?(?:arxiv:|abs/)?[\w.-]{1,20}(?:/[\w.-]{1,20})?)?"
    r"(?: ?\[[\w.,: -]{1,80}\])?"
)
_PREPRINT_BEFORE = re.compile(rf"\A{_PREPRINT}(?: ?[,;.(] ?| [-–—] )", re.IGNORECASE)
_PREPRINT_AFTER = re.compile(rf"(?:[,;.(] ?| [-–—] ){_PREPRINT}[).]*\Z", re.IGNORECASE)
_DATE_AFTER = re.compile(
    r"[ ,:(]{0,3}(?:\b(?:in|on) )?(?:\d{1,2}\.? )?"
    r"(?:(?P<month>[^\W\d_]{3,9})\.?,? (?:\d{1,2},? )?)?\b(?P<year>(?:19|20)\d\d)\)?\.?\Z"
)
_YEAR_AFTER = re.compile(r"(?:,? ?\(|, )((?:19|20)\d\d)\)?\.?\Z")
_YEAR_OF_MEETING = re.compile(r"\b(?:19|20)\d\d\Z")
_PARAGRAPHS, _CLAUSES = re.compile(r"\s*\n\s*\n\s*"), re.compile(r"\s*;\s*|(?<=\w\w\.)\s+(?=[A-Z])")
_STATUSES = tuple(_WORDS)
_UNPLACED = frozenset({Status.UNDER_REVIEW, Status.IN_PREPARATION})
# Types of publications that are manuscripts until they are accepted.
_PRINTED = frozenset({Type.ARTICLE_JOURNAL, Type.PAPER_CONFERENCE, Type.REVIEW, Type.CHAPTER})
_MEETING = re.compile(
    r"\b(?i:conferenc(?:e|ia)|conférence|conf|symposium|workshop|proc(?:eedings)?|meeting|congress"
    r"|summit|colloqui(?:um|a)|colloque|kongress|tagung)\b|^[A-Z]{3,}(?:\b|['’ ]?\d)"
    r"|^[A-Z][a-z]+[A-Z]{2,}\b|^(?=\w*[A-Z]\w*[A-Z])[\w-]+ (?:19|20)\d\d$"
)


class Stated(NamedTuple):
    """A status, where the publication is to appear and when, and what else the text says of it."""

    status: Status
    venue: str = ""
    year: int | None = None
    aside: str = ""


def read_status(text: str) -> Stated | None:
    """Return the status that a whole text tells: "in press", "Submitted to Tides", or None."""
    line = " ".join(text.split())
    if not line or line.isdigit() or len(line) >= _LONGEST:
        return None
    line = _PREPRINT_AFTER.sub("", _PREPRINT_BEFORE.sub("", line, count=1)) or line
    date = _DATE_AFTER.search(line)
    has_month = bool(date and month_number((date["month"] or "").lower()))
    if date and (has_month or not date["month"]):
        found = _match(line[: date.start()], int(date["year"]))
        if found and (has_month or not found.venue):
            return found
    if year := _YEAR_AFTER.search(line):
        return _match(line[: year.start()], int(year[1]))
    found = _match(line)
    year = _YEAR_OF_MEETING.search(found.venue) if found else None
    return found._replace(year=int(year[0])) if found and year else found


def _match(line: str, year: int | None = None) -> Stated | None:
    found = _BEFORE.fullmatch(line) or _AFTER.fullmatch(line)
    if not found:
        return None
    at = next(at for at in range(len(_STATUSES)) if found[f"s{at}"])
    venue = (found["venue"] or "").strip(" .,")
    asides = (found.groupdict().get(name) or "" for name in ("form", "aside"))
    aside = " ".join(text.strip(" ,()") for text in asides if text)
    return Stated(_STATUSES[at], "" if venue.isdigit() else venue, year, aside)


def read_note(note: str) -> tuple[Stated | None, str]:
    """Return the status that a note in LaTeX tells, and the rest of the note."""
    if len(note) >= 2 * _LONGEST:
        return None, note
    for parts, joint in ((_PARAGRAPHS.split(note), "\n\n"), (_CLAUSES.split(note), "; ")):
        for at, part in enumerate(parts):
            stated = read_status(to_text(part)) if part and ";" not in part else None
            # In "Best paper. To appear." the first sentence is no venue.
            if stated and not (stated.venue and part.startswith(f"{stated.venue}. ")):
                rest = (*parts[:at], stated.aside, *parts[at + 1 :])
                return stated, joint.join(filter(None, rest)).strip()
    return None, note


def read_pubstate(word: str) -> Status | None:
    """Return the status that a word of BibLaTeX or CSL means, or None."""
    plain = re.sub(r"[\s-]", "", word[:100].lower())
    if plain == "prepublished":
        return Status.IN_PRESS
    by_word = {state: status for status, state in PUBSTATES.items()}
    stated = read_status(word)
    return by_word.get(plain) or (stated.status if stated and not stated.venue else None)


def settle(fields: dict[str, Any], pubstate: str = "", year: str = "") -> dict[str, Any]:
    """Return the fields of a record with the status that its fields and these texts tell.

    What is submitted to a journal is a manuscript or a preprint, not an article in it.
    """
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
    given = {name: read_status(str(fields.get(name) or "")) for name in _TELLING}
    return {"venue": given["venue"], "note": stated} | given, rest


_YEAR_NUMBER = re.compile(r"[\s,;()]*\b\d{4}\b[\s,;()]*")


def status_of_year(text: str) -> Stated | None:
    """Return the status that stands in place of a year or beside it, as in "2024, in press"."""
    return read_status(_YEAR_NUMBER.sub("", text)) if len(text) < 2 * _LONGEST else None


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
