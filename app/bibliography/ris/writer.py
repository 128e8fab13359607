"""Records written as RIS."""

from collections.abc import Iterable, Iterator

from app.bibliography import fit, identifiers, origin
from app.bibliography.entry import Format
from app.bibliography.latex import to_text
from app.bibliography.names import parts as names_parts
from app.bibliography.origin import Foreign, ForeignEntry, no_foreign
from app.bibliography.record import INSTITUTIONAL, ContributorRole, LinkKind, Record
from app.bibliography.ris import links, types
from app.bibliography.ris.fields import TagReader
from app.bibliography.ris.parser import raw_entries
from app.bibliography.ris.reader import fields, read_date
from app.bibliography.ris.tags import DATES, EDITED, INVENTED, VENUES, VENUES_SHORT
from app.bibliography.statuses import PUBSTATES


def write_ris(records: Iterable[Record], foreign: Foreign = no_foreign) -> str:
    """Return the records as RIS; `foreign` finds their raw entries in other formats."""
    lines = [line for one in records for line in (*_lines(one, foreign(one)), ("ER", ""), None)]
    return "".join(f"{line[0]}  - {line[1]}\r\n" if line else "\r\n" for line in lines)


def _lines(record: Record, foreign: ForeignEntry) -> Iterator[tuple[str, str]]:
    source = TagReader(
        [tag for raw in raw_entries(origin.raw_text(record, Format.RIS)) for tag in raw.tags]
    )
    given = types.tag_of(source)
    if source.values:
        fields(source)
    yield "TY", _type(record, given)
    for tag, value in (*_tags(record), *_translated_title(record, source)):
        if line := " ".join((value or "").split()):
            yield tag, line
    keywords = source.keywords() or foreign.keywords
    yield from (("KW", " ".join(keyword.split())) for keyword in keywords)
    for tag, value in source.unused():
        kept = links.unread_urls(record, value) if tag in links.KINDS else value
        if kept and _has_place(record, tag, value):
            yield tag, kept


def _type(record: Record, given: str) -> str:
    """Return the original type tag while it means the type of the record."""
    meant = types.type_of(
        given, next(iter(types.forms(record)), ""), record.venue or "", record.doi
    )
    means_same = meant is record.type and given != INVENTED
    return given if given and means_same else types.type_tag(record.type, record.genre)


def _tags(record: Record) -> Iterator[tuple[str, str | None]]:
    for role, tag in _role_tags(record).items():
        yield from ((tag, _name(name)) for name in record.names_of(role))
    yield "TI", to_text(record.title)
    yield from _venue(record)
    yield from _date(record)
    yield "VL", record.volume
    yield "IS", record.issue
    yield from _pages(record.pages or "")
    yield "DO", record.doi
    yield "SN", record.isbn
    yield "UR", identifiers.arxiv_url(record.arxiv_id) if record.arxiv_id else None
    yield from (("L1" if link.kind is LinkKind.PDF else "UR", link.url) for link in record.links)
    yield from (("M3", form) for form in types.forms(record))
    yield "LA", record.language
    yield "AB", to_text(record.abstract or "")
    yield "N1", to_text(record.note or "")
    yield "N1", str(record.status.heading) if record.status in PUBSTATES else None
    yield "ID", record.citation_key


def _translated_title(record: Record, source: TagReader) -> Iterator[tuple[str, str]]:
    """Yield a title in another language; the tag has only one, and its entry's own comes first."""
    titles = (one.text for one in record.translations if one.field == "title")
    if (title := next(titles, None)) and not source.peek("TT"):
        yield "TT", to_text(title)


def _role_tags(record: Record) -> dict[ContributorRole, str]:
    editors = "A2" if record.type in EDITED else "ED"
    return {
        ContributorRole.AUTHOR: "AU",
        ContributorRole.EDITOR: editors,
        ContributorRole.TRANSLATOR: "A4",
    }


def _name(name: str) -> str:
    """Return a name in sorted order; a final comma marks a name without parts."""
    parts = names_parts.name_parts(name)
    if parts.is_team:
        return f"{parts.family},"
    return ", ".join(filter(None, (parts.whole_family, parts.given, parts.suffix)))


def _venue(record: Record) -> Iterator[tuple[str, str | None]]:
    if record.type in INSTITUTIONAL:
        yield "PB", record.venue or record.publisher
    else:
        yield from (("T2", record.venue), ("PB", record.publisher))
    yield "J2", record.venue_short


def _date(record: Record) -> Iterator[tuple[str, str]]:
    if record.year:
        yield "PY", str(record.year)
    if record.year and record.month:
        yield "DA", f"{record.year}/{record.month:02}/{f'{record.day:02}' if record.day else ''}/"


def _date_parts(record: Record) -> dict[str, int | None]:
    return {"year": record.year, "month": record.month, "day": record.day}


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    yield from zip(("SP", "EP"), fit.split_pages(pages), strict=True)


def _has_place(record: Record, tag: str, value: str) -> bool:
    """Return whether an unused tag would not be mistaken for a value of the record."""
    if tag in ("TY", "ER"):
        return False
    if tag in DATES:
        found = read_date(value, record.year)
        return found.get("year") != record.year or found.items() <= _date_parts(record).items()
    if tag in (*VENUES, *VENUES_SHORT, "C3"):
        return bool(record.venue) and (tag not in VENUES_SHORT or bool(record.venue_short))
    fields = {"A1": record.authors, "N2": record.abstract, "PB": record.publisher}
    return bool(fields.get(tag, True))
