"""RIS entries of reference managers and publishers, read into records."""

from collections.abc import Iterator
from typing import Any

from app.bibliography import fit, kinds, languages, remarks, repositories, statuses
from app.bibliography.dates import parse_date
from app.bibliography.entry import ParsedEntry
from app.bibliography.errors import at_line
from app.bibliography.latex.html_tags import from_html
from app.bibliography.messages import message
from app.bibliography.names import markup, plain_names, roles
from app.bibliography.occasions import read_occasion
from app.bibliography.record import INSTITUTIONAL, ContributorRole, workshop_kind
from app.bibliography.record import PublicationType as Type
from app.bibliography.ris import links, numbers, types
from app.bibliography.ris.fields import TagReader
from app.bibliography.ris.parser import RisEntry, raw_entries
from app.bibliography.ris.tags import (
    DATES,
    EDITED,
    MEANT,
    TITLES,
    VENUES,
    VENUES_SHORT,
)
from app.bibliography.text.characters import clean, unescape


def read_ris(text: str) -> Iterator[ParsedEntry]:
    """Yield each entry of a RIS text: its record, or an error."""
    for raw in raw_entries(clean(text)):
        yield _entry(raw)


def _entry(raw: RisEntry) -> ParsedEntry:
    source, values = "\n".join(raw.source), TagReader(raw.tags)
    found, keywords = fields(values), values.keywords()
    if error := _error(raw, source, found):
        return ParsedEntry(raw.line, source, error=at_line(raw.line, error))
    record, invalid = fit.fit(found | {"source": source})
    long = (
        message("the %(field)s is too long to store", field=name.replace("_", " "))
        for name in invalid
    )
    extras: dict[str, str] = {}
    for tag, value in values.unused():
        extras[tag] = f"{extras[tag]}\n{value}" if tag in extras else value
    return ParsedEntry(
        raw.line,
        source,
        record,
        warnings=(*values.warnings, *long),
        keywords=keywords,
        key=found["citation_key"],
        extras=extras | {name: str(found[name]) for name in invalid},
    )


def _error(raw: RisEntry, source: str, found: dict[str, Any]) -> str:
    if not raw.begins:
        return message("this is outside any entry; entries begin with TY")
    if reason := fit.title_error(found["title"]):
        return reason
    return "" if fit.fits("source", source) else message("this entry is too long")


# The tags that may name the server of a preprint.
PLACES = ("PB", "DB", "DP", "AN", "N1")
LONGEST_NOTE = 400


def fields(values: TagReader) -> dict[str, Any]:
    """Return the fields of a record, marking the tags that they use."""
    arxiv_id, doi = links.arxiv_id(values), links.doi(values)
    title = from_html(values.take(*TITLES))
    loose = types.type_of(types.tag_of(values), types.form(values), values.peek(*VENUES), doi)
    clues = repositories.Clues(
        doi, arxiv_id, _texts(values, *PLACES), _texts(values, *links.KINDS), types.form(values)
    )
    kind, venue, number = repositories.place(loose, _venue(values, loose), clues)
    state = "in press" if types.tag_of(values) == "INPR" else _state(values)
    found = {
        "title": title,
        "type": kind,
        "authors": _contributors(values),
        "venue": venue,
        "venue_short": _short(values, venue),
        "venue_kind": workshop_kind(kind, venue),
        **_date(values),
        "volume": numbers.volume(values, kind, arxiv_id),
        "issue": numbers.issue(values, kind, arxiv_id) or number,
        "genre": types.read_genre(values, kind),
        "pages": _pages(values, kind, venue, arxiv_id),
        "publisher": "" if {kind, loose} & INSTITUTIONAL else _publisher(values, kind, venue),
        "doi": doi,
        "arxiv_id": arxiv_id,
        "isbn": links.isbn(values),
        "citation_key": values.line("ID"),
        "language": _language(values),
        "abstract": from_html(values.take("AB", "N2")),
        "note": _note(values, doi, arxiv_id),
        "links": links.links(values, doi, arxiv_id),
    }
    settled = statuses.settle(kinds.with_thesis(found), state, values.peek(*DATES))
    if "status" not in settled and types.tag_of(values) != "INPR":
        settled = settled | {"note": "\n\n".join(filter(None, (state, settled["note"])))}
    dates = values.every(*DATES)
    values.use(*(at for at, text in dates if "status" in settled and statuses.read_pubstate(text)))
    types.use_type(values, settled["type"], settled["genre"])
    return settled


def _state(values: TagReader) -> str:
    """Return the note that tells only the status; RIS has no tag for it."""
    notes = [(at, value) for at, value in values.every("N1") if statuses.read_pubstate(value)]
    values.use(*(at for at, _ in notes))
    return notes[0][1] if notes else ""


def _texts(values: TagReader, *tags: str) -> tuple[str, ...]:
    return tuple(value[:LONGEST_NOTE] for tag in tags for _, value in values.every(tag))


def read_date(value: str, year: int | None = None) -> dict[str, int]:
    """Return year, month and day of a text such as "2024/05/12/", or "MAY 4" of a known year."""
    found = parse_date(value)
    return (found._replace(year=year) if found.is_yearless else found).parts()


def _contributors(values: TagReader) -> list[str | dict[str, str]]:
    """Return the authors, the editors and the translators, whose tags depend on the type."""
    kind = MEANT.get(types.tag_of(values), Type.DOCUMENT)
    main = ContributorRole.EDITOR if types.tag_of(values) == "EDBOOK" else ContributorRole.AUTHOR
    authors = _authors(values)
    if any(markup.without_others(name) != name for name in authors):
        values.warnings.append(markup.INCOMPLETE[main])
    found = [plain_names.contributors(authors, main)]
    for tag, role in _role_tags(values, kind, bool(found[0])):
        places = values.every(tag)
        values.use(*(at for at, _ in places))
        found.append(plain_names.contributors((unescape(value) for _, value in places), role))
    return roles.in_order(roles.joined(found))


def _role_tags(
    values: TagReader, kind: Type, has_authors: bool
) -> Iterator[tuple[str, ContributorRole]]:
    """Yield the tags of editors and translators; elsewhere they mean series editors and others."""
    editors = [tag for tag in ("ED", "A2", "A3") if values.peek(tag)]
    if kind in EDITED:
        yield from ((tag, ContributorRole.EDITOR) for tag in editors if tag != "A3")
    elif kind is Type.BOOK or not has_authors:
        # Of a book with authors, A2 has the editors of the series.
        meant = editors if has_authors else editors[:1]
        yield from ((t, ContributorRole.EDITOR) for t in meant if t != "A2" or not has_authors)
    elif values.peek("ED"):
        yield "ED", ContributorRole.EDITOR
    yield "A4", ContributorRole.TRANSLATOR
    yield "TA", ContributorRole.TRANSLATOR


def _authors(values: TagReader) -> list[str]:
    tag = "AU" if values.peek("AU") else "A1"
    places = values.every(tag)
    values.use(*(at for at, _ in places))
    others = values.every("A1")
    if [value for _, value in others] == [value for _, value in places]:
        values.use(*(at for at, _ in others))
    return [unescape(value) for _, value in places]


def _venue(values: TagReader, kind: Type) -> str:
    if kind not in INSTITUTIONAL:
        venue = values.line(*VENUES, *(("C3",) if kind is Type.PAPER_CONFERENCE else ()))
        notes = (value for _, value in values.every("N1") if kind is Type.SPEECH and not venue)
        return venue or next(filter(None, map(read_occasion, notes)), "")
    # Where only M3 tells a thesis, the institution stands where it does for the other type.
    is_told = MEANT.get(types.tag_of(values)) not in INSTITUTIONAL
    return values.line("PB", *(VENUES if is_told else ()))


def _publisher(values: TagReader, kind: Type, venue: str) -> str:
    """Return the publisher, unless it is the server that is the venue of a preprint."""
    publisher = values.line("PB")
    is_server = kind is Type.ARTICLE and repositories.is_called(venue, publisher)
    return "" if is_server else publisher


def _pages(values: TagReader, kind: Type, venue: str, arxiv_id: str | None) -> str:
    given = "-".join(filter(None, map(values.peek, ("SP", "EP"))))
    is_number = repositories.is_own_number(venue, given)
    return "" if is_number else numbers.pages(values, kind, arxiv_id)


def _short(values: TagReader, venue: str) -> str:
    short = values.line(*VENUES_SHORT)
    return short if short != venue else ""


def _date(values: TagReader) -> dict[str, int]:
    """Return the most precise date of the same year as the first one.

    Web of Science writes the month and the day apart from the year.
    """
    said = [(at, parse_date(value)) for tag in DATES for at, value in values.every(tag)]
    year = next((one.year for _, one in said if one.year), None)
    agreeing = [(at, one, one._replace(year=year).parts()) for at, one in said if year]
    agreeing = [each for each in agreeing if each[1].year == year or each[1].is_yearless]
    best = max((found for _, _, found in agreeing), key=len, default={})
    for at, one, found in agreeing:
        if one.is_whole and found.items() <= best.items() and found.get("day") == one.day:
            values.use(at)
    return best


def _language(values: TagReader) -> str:
    code = languages.language_code(values.peek("LA"))
    if code:
        values.take("LA")
    return code or ""


def _note(values: TagReader, doi: str | None, arxiv_id: str | None) -> str:
    """Return the notes for readers; those that only have remarks of programs remain extras."""
    unused = [(at, value) for at, value in values.every("N1") if not values.is_used(at)]
    given = [one for one in unused if not statuses.read_pubstate(one[1])]
    notes = [(at, remarks.without_remarks(value, doi, arxiv_id)) for at, value in given]
    values.use(*(at for at, said in notes if said))
    return from_html("\n\n".join(said for _, said in notes if said))
