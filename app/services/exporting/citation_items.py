"""A record as citeproc takes it: the variables of CSL, their text guarded."""

import re
import unicodedata
from typing import Any

from app.bibliography import fit, identifiers
from app.bibliography.latex import to_text
from app.bibliography.names import names
from app.bibliography.record import LinkKind, PublicationType, Record
from app.services.exporting.citation_text import guarded, guarded_latex

# Where it appeared is who published it; elsewhere it is what it appeared in.
PUBLISHED_BY = frozenset(
    {PublicationType.ARTICLE, PublicationType.THESIS, PublicationType.REPORT,
     PublicationType.BOOK, PublicationType.SOFTWARE, PublicationType.DATASET}
)  # fmt: skip
# What has no address in print is told by the one where it lies.
ONLINE = frozenset({PublicationType.ARTICLE, PublicationType.SOFTWARE, PublicationType.DATASET})
APPEARING = frozenset({PublicationType.ARTICLE_JOURNAL, PublicationType.PAPER_CONFERENCE})
# Their number is their own, not that of an issue.
NUMBERED = frozenset({PublicationType.THESIS, PublicationType.REPORT})
LYING = frozenset({LinkKind.WEB, LinkKind.CODE, LinkKind.DATA})
Item = dict[str, Any]


def item(record: Record) -> Item:
    """Return the variables of a record that styles ask for."""
    found = {"id": "one", "type": _type(record), "title": guarded_latex(record.title)}
    plain = _publisher(record) | _numbers(record) | {"language": _language(record)}
    found |= {key: guarded(value) for key, value in plain.items() if value}
    people = [_name(author.name) for author in record.people]
    return found | ({"author": people} if people else {}) | _issued(record)


def has_longer_last_page(record: Record) -> bool:
    """Tell whether the last page has more digits than the first."""
    return fit.ends_differ_in_length(record.pages or "")


def _type(record: Record) -> str:
    """An article that appeared nowhere yet is no more than a document."""
    is_placed = record.venue or record.type not in APPEARING
    return record.type.value if is_placed else "document"


def _publisher(record: Record) -> dict[str, str | None]:
    if record.type in PUBLISHED_BY:
        arxiv = "arXiv" if record.arxiv_id and record.type is PublicationType.ARTICLE else None
        return {"publisher": record.venue or arxiv or record.publisher}
    return {"container-title": record.venue, "publisher": record.publisher}


def _numbers(record: Record) -> dict[str, str | None]:
    is_preprint = record.type is PublicationType.ARTICLE
    arxiv_id = record.arxiv_id if is_preprint else None
    own, issue = (record.issue, None) if record.type in NUMBERED else (None, record.issue)
    return {
        "volume": record.volume,
        "issue": issue,
        "page": fit.with_dash(record.pages or ""),
        "DOI": record.doi,
        "number": f"arXiv:{arxiv_id}" if arxiv_id else own,
        "genre": "Thesis" if record.type is PublicationType.THESIS else None,
        "URL": None if record.doi else _url(record, arxiv_id),
    }


def _language(record: Record) -> str | None:
    """Styles capitalise titles as English does, unless they are told of another language."""
    is_foreign = re.search("[A-Za-z]", to_text(record.title)) is None
    return record.language or ("und" if is_foreign else None)


def _url(record: Record, arxiv_id: str | None) -> str | None:
    if arxiv_id:
        return identifiers.arxiv_url(arxiv_id)
    links = record.links if record.type in ONLINE else ()
    return next((link.url for link in links if link.kind in LYING), None)


def _name(source: str) -> Item:
    # Parted before its braces go: they may say where the family name begins.
    given, family = map(to_text, names.part(source))
    if not given:
        return {"literal": guarded(family or source)}
    if given.upper() == given.lower():
        # A script without capitals has no initials; names of East Asia are written together.
        is_wide = unicodedata.east_asian_width(given[0]) == "W"
        return {"literal": guarded(f"{family}{given}" if is_wide else f"{given} {family}")}
    return {"family": guarded(family), "given": guarded(given)}


def _issued(record: Record) -> Item:
    parts: list[int] = []
    for part in (record.year, record.month, record.day):
        if part is None:
            break
        parts.append(part)
    return {"issued": {"date-parts": [parts]}} if parts else {}
