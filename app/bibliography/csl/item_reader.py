"""Conversion of a CSL item to the fields of a record, and its unused variables."""

from typing import Any, NamedTuple

from app.bibliography import (
    fit,
    identifiers,
    kinds,
    languages,
    remarks,
    repositories,
    statuses,
    theses,
)
from app.bibliography.csl import links, values
from app.bibliography.csl.fields import ItemReader
from app.bibliography.csl.item_writer import NUMBERED
from app.bibliography.csl.note_variables import with_variables_of_note
from app.bibliography.csl.values import line
from app.bibliography.csl.variables import CONTRIBUTORS, MAKERS, MEANT
from app.bibliography.names import markup, roles
from app.bibliography.names.roles import NamedContributor
from app.bibliography.occasions import read_occasion
from app.bibliography.record import INSTITUTIONAL, ContributorRole, workshop_kind
from app.bibliography.record import PublicationType as Type

_DATES = ("issued", "published", "published-print", "published-online", "created")
_KEYWORDS = ("keyword", "subject")


class ParsedItem(NamedTuple):
    """The fields of a record read from an item, its keywords and its unused variables."""

    fields: dict[str, Any]
    keywords: tuple[str, ...]
    unused: dict[str, Any]
    warnings: tuple[str, ...] = ()


def parse_item(raw: dict[str, Any]) -> ParsedItem:
    """Parse an item, except for its `custom` variable."""
    given = {key: value for key, value in raw.items() if key != "custom"}
    item = ItemReader(with_variables_of_note(given))
    fields = _fields(item)
    keywords = next(filter(None, (values.lines(raw.get(key)) for key in _KEYWORDS)), [])
    item.used.update(_KEYWORDS)
    return ParsedItem(fields, tuple(dict.fromkeys(keywords)), item.unused(), tuple(item.warnings))


def _fields(item: ItemReader) -> dict[str, Any]:
    doi, arxiv_id = links.doi(item), links.arxiv_id(item)
    loose, publisher = _type(item), line(item.raw.get("publisher"))
    venue = _venue(item, loose, arxiv_id)
    clues = repositories.Clues(
        doi, arxiv_id, _places(item), links.pages(item), line(item.raw.get("genre"))
    )
    kind, venue, number = repositories.place(loose, venue, clues)
    item.use("publisher", kind is Type.ARTICLE and repositories.is_called(venue, publisher))
    given = line(item.raw.get("type"))
    item.use("type", given == kind or MEANT.get(given.lower(), kind) is not kind)
    found = {
        "title": _title(item),
        "type": kind,
        "authors": _authors(item),
        "venue": venue,
        "venue_short": _short(item, venue),
        "venue_kind": workshop_kind(kind, venue),
        **_date(item),
        "volume": _place(item, "volume", arxiv_id),
        "issue": _place(item, "issue", arxiv_id) or number or _own_number(item, kind, arxiv_id),
        "pages": _pages(item, arxiv_id, venue),
        "publisher": "" if "publisher" in item.used else item.line("publisher"),
        "doi": doi,
        "arxiv_id": arxiv_id,
        "isbn": _isbn(item),
        "genre": _genre(item, kind),
        "citation_key": links.citation_key(item),
        "language": _language(item),
        "abstract": item.source("abstract"),
        "note": _note(item, doi, arxiv_id),
        "links": links.links(item, doi, arxiv_id),
    }
    state, year = line(item.raw.get("status")), values.date_text(item.raw.get("issued"))
    settled = statuses.settle(kinds.with_thesis(kinds.without_degree(found)), state, year)
    item.use("status", settled.get("status") == statuses.read_pubstate(state))
    item.use("issued", bool(year and not found.get("year") and statuses.status_of_year(year)))
    return settled


def _type(item: ItemReader) -> Type:
    given = line(item.raw.get("type")).lower()
    if not given and item.raw.get("container-title"):
        return Type.ARTICLE_JOURNAL
    kind, genre = MEANT.get(given, Type.DOCUMENT), line(item.raw.get("genre"))
    stated, described = kinds.stated_type(kind, genre), kinds.described_kind(genre)
    is_open = kind is Type.DOCUMENT and given not in kinds.SPECIAL and stated is kind
    return described.type if described and is_open else stated


def _genre(item: ItemReader, kind: Type) -> str:
    given = line(item.raw.get("genre"))
    # Crossref has the degree of a thesis.
    genre = kinds.genre(kind, given) or theses.thesis_genre(line(item.raw.get("degree")))
    item.use("genre", genre == given)
    is_whole = genre is not None and not theses.has_subject(given)
    item.use("genre", kind is Type.THESIS and (is_whole or given == "Thesis"))
    special = kinds.SPECIAL.get(line(item.raw.get("type")).lower())
    return genre or (special.genre if special and special.type is kind else None) or ""


def _title(item: ItemReader) -> str:
    title, subtitle = item.source("title"), item.source("subtitle")
    return title if not subtitle or subtitle in title else f"{title}: {subtitle}"


def _authors(item: ItemReader) -> list[str | dict[str, str]]:
    found = [_people(item, variable, role) for variable, role in CONTRIBUTORS.items()]
    if not any(found):
        maker = next((name for name in MAKERS if item.raw.get(name)), "author")
        found = [_people(item, maker, ContributorRole.AUTHOR)]
    return roles.in_order(roles.joined(found))


def _people(item: ItemReader, variable: str, role: ContributorRole) -> list[NamedContributor]:
    given = item.raw.get(variable) or []
    if is_incomplete := values.is_incomplete(given):
        item.warnings.append(markup.INCOMPLETE[role])
    item.use(variable, values.has_only_names(given) and not is_incomplete)
    return roles.marked_contributors(values.authors(given), role)


def _venue(item: ItemReader, kind: Type, arxiv_id: str | None) -> str:
    institution = _institution(item)
    if kind in INSTITUTIONAL:
        return institution or item.line("publisher")
    venue = _container(item, kind)
    if kind in (Type.PAPER_CONFERENCE, Type.SPEECH) and not venue:
        venue = item.line("event-title", "event") or _event(item)
    if kind is Type.SPEECH and not venue:
        return read_occasion(line(item.raw.get("note"))) or ""
    if venue or kind is not Type.ARTICLE:
        return venue
    item.use("publisher", bool(arxiv_id) and line(item.raw.get("publisher")).lower() == "arxiv")
    return institution or ("arXiv" if arxiv_id else "")


def _places(item: ItemReader) -> tuple[str, ...]:
    """Return the texts that may name the server of a preprint, and its number there."""
    archive, number = line(item.raw.get("archive")), item.raw.get("number")
    numbered = f"{archive} {line(item.raw.get('archive_location') or number)}"
    given = (line(item.raw.get(key)) for key in ("archive", "publisher", "note"))
    return (numbered, *given)


def _event(item: ItemReader) -> str:
    """Return the name of Crossref's description of a conference."""
    event = item.raw.get("event")
    return line(event.get("name")) if isinstance(event, dict) else ""


def _institution(item: ItemReader) -> str:
    given = item.raw.get("institution")
    named = given if isinstance(given, list) else [given]
    names = (line(one.get("name")) for one in named if isinstance(one, dict))
    return next(filter(None, names), "")


def _container(item: ItemReader, kind: Type) -> str:
    given = item.raw.get("container-title")
    # Crossref lists the series before the book.
    if kind is not Type.ARTICLE_JOURNAL and isinstance(given, list) and len(given) > 1:
        return line(given[-1])
    return item.line("container-title")


def _short(item: ItemReader, venue: str) -> str:
    short = item.line("container-title-short", "short-container-title", "journalAbbreviation")
    return short if short != venue else ""


def _own_number(item: ItemReader, kind: Type, arxiv_id: str | None) -> str:
    is_own = kind in NUMBERED and not identifiers.is_arxiv(line(item.raw.get("number")))
    return item.line("number") if is_own else ""


def _date(item: ItemReader) -> dict[str, int]:
    for key in _DATES:
        value = item.raw.get(key)
        if found := values.date(value):
            item.use(key, key == "issued" and value == {"date-parts": [list(found.values())]})
            return found
    return {}


def _place(item: ItemReader, key: str, arxiv_id: str | None) -> str:
    """Return the volume or the issue; indexes repeat an arXiv number as such."""
    text = line(item.raw.get(key))
    if not identifiers.is_arxiv(text):
        return item.line(key)
    item.use(key, identifiers.arxiv_id(text) == arxiv_id)
    return ""


def _pages(item: ItemReader, arxiv_id: str | None, venue: str) -> str:
    """Return the pages, or else the article number, which is not that of a preprint."""
    has_number = line(item.raw.get("type")) in ("article-journal", "journal-article")
    for key in (*links.PAGES, *(["number"] if has_number else [])):
        text = line(item.raw.get(key))
        if identifiers.is_arxiv(text):
            item.use(key, bool(arxiv_id) and identifiers.arxiv_id(text) == arxiv_id)
        elif repositories.is_own_number(venue, text):
            continue
        elif pages := fit.page_ranges(text):
            item.line(key)
            return pages
    return ""


def _language(item: ItemReader) -> str:
    code = languages.language_code(line(item.raw.get("language")))
    item.use("language", code is not None)
    return code or ""


def _isbn(item: ItemReader) -> str:
    """Return the first ISBN, or else what stands for one; words beside it remain an extra."""
    text = line(item.raw.get("ISBN"))
    found = identifiers.first_isbn(text)
    return found if found and found != text else item.line("ISBN")


def _note(item: ItemReader, doi: str | None, arxiv_id: str | None) -> str:
    """Return the note for readers; one with remarks of programs remains unused."""
    note = item.raw.get("note")
    if not isinstance(note, str) or remarks.without_remarks(note, doi, arxiv_id) == note:
        return item.source("note")
    return values.source(remarks.without_remarks(note, doi, arxiv_id))
