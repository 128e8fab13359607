"""The works of an ORCID record (ORCID API 3.0, `/works`), as CSL items."""

from typing import Any

from app.bibliography import identifiers
from app.bibliography.answers.json import (
    UnreadableAnswerError,
    dig,
    objects,
    read_object,
    text,
    without_blanks,
)

TYPES = {
    "journal-article": "article-journal",
    "magazine-article": "article-magazine",
    "newspaper-article": "article-newspaper",
    "journal-issue": "periodical",
    "newsletter-article": "article-journal",
    "review": "review",
    "book-review": "review",
    "preprint": "article",
    "conference-output": "paper-conference",
    "conference-paper": "paper-conference",
    "conference-abstract": "paper-conference",
    "conference-poster": "speech",
    "conference-presentation": "speech",
    "lecture-speech": "speech",
    "conference-proceedings": "paper-conference",
    "book": "book",
    "edited-book": "book",
    "book-chapter": "chapter",
    "dictionary-entry": "entry-dictionary",
    "encyclopedia-entry": "entry-encyclopedia",
    "dissertation": "thesis",
    "dissertation-thesis": "thesis",
    "supervised-student-publication": "thesis",
    "report": "report",
    "working-paper": "report",
    "research-tool": "software",
    "technical-standard": "standard",
    "standards-and-policy": "standard",
    "manual": "report",
    "patent": "patent",
    "invention": "patent",
    "website": "webpage",
    "online-resource": "webpage",
    "blog-post": "post-weblog",
    "artistic-performance": "performance",
    "cartographic-material": "map",
    "image": "graphic",
    "moving-image": "motion_picture",
    "musical-composition": "musical_score",
    "public-speech": "speech",
    "sound": "song",
    "software": "software",
    "data-set": "dataset",
}
# In CSL, the publisher of a thesis or report is the institution.
_PLACE = {"thesis": "publisher", "report": "publisher", "standard": "publisher"}
_GENRES = {"conference-poster": "Poster", "newsletter-article": "Newsletter article"}


def items(answer: str) -> list[dict[str, Any]]:
    """Return one CSL item for each group of works; raise UnreadableAnswerError if none."""
    works = read_object(answer)
    if not isinstance(works.get("group"), list):
        raise UnreadableAnswerError("no groups of works")
    return [_item(group) for group in objects(works, "group") if _summaries(group)]


def _summaries(group: dict[str, Any]) -> list[dict[str, Any]]:
    return list(objects(group, "work-summary"))


def _item(group: dict[str, Any]) -> dict[str, Any]:
    work = max(_summaries(group), key=_preference)
    found = _identifiers(work) | _identifiers(group)
    given = text(work, "type").lower().replace("_", "-")
    kind = TYPES.get(given, "document")
    doi, arxiv_id = identifiers.doi(found.get("doi", "")), _arxiv_id(found)
    return without_blanks(
        {
            "type": kind,
            "genre": _GENRES.get(given, ""),
            "title": _title(work),
            _PLACE.get(kind, "container-title"): text(work, "journal-title", "value"),
            "issued": _date(work),
            "DOI": doi,
            "ISBN": found.get("isbn", ""),
            "archive": "arXiv" if arxiv_id else "",
            "archive_location": arxiv_id,
            "URL": "" if doi else text(work, "url", "value"),
        }
    )


def _preference(work: dict[str, Any]) -> int:
    """Return the rank of a description; the author's preferred one has the highest."""
    index = str(work.get("display-index"))
    return int(index) if index.isascii() and index[:9].isdigit() and len(index) < 10 else -1


def _title(work: dict[str, Any]) -> str:
    title, subtitle = (text(work, "title", part, "value") for part in ("title", "subtitle"))
    return f"{title}: {subtitle}" if title and subtitle else title


def _identifiers(holder: dict[str, Any]) -> dict[str, str]:
    """Return the identifiers of the work itself, not those of the book that it is part of."""
    found: dict[str, str] = {}
    for one in objects(holder, "external-ids", "external-id"):
        kind, value = text(one, "external-id-type").lower(), text(one, "external-id-value")
        if text(one, "external-id-relationship").lower() in {"self", ""} and value:
            found.setdefault(kind, text(one, "external-id-normalized", "value") or value)
    return found


def _arxiv_id(found: dict[str, str]) -> str | None:
    return identifiers.arxiv_id(found.get("arxiv", "")) or identifiers.arxiv_id(
        found.get("doi", "")
    )


def _date(work: dict[str, Any]) -> dict[str, Any] | None:
    parts: list[int] = []
    for name in ("year", "month", "day"):
        digits = text(dig(work, "publication-date"), name, "value")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 4):
            break
        parts.append(int(digits))
    return {"date-parts": [parts]} if parts else None
