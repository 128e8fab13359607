"""A record as COinS: an OpenURL ContextObject in a span, for reference managers.

Keys and genres follow the formats of ANSI/NISO Z39.88-2004 for journals, books, dissertations and
patents; all else is described in Dublin Core, with the names that Zotero gives its item types.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.bibliography import fit, identifiers
from app.bibliography.latex import to_text
from app.bibliography.names import parts
from app.bibliography.record import INSTITUTIONAL, PublicationType, Record
from app.bibliography.text.characters import clean

Pairs = Iterator[tuple[str, str | None]]
FORMAT = "info:ofi/fmt:kev:mtx:"
# Further names are left out: a page lists many works, and collaborations have thousands.
MOST_NAMES = 100
JOURNAL, BOOK, DISSERTATION, PATENT, DUBLIN_CORE = "journal", "book", "dissertation", "patent", "dc"
# By type, the format, and the genre within it, or the type in Dublin Core.
FORMATS = {
    PublicationType.ARTICLE_JOURNAL: (JOURNAL, "article"),
    PublicationType.REVIEW: (JOURNAL, "article"),
    PublicationType.PAPER_CONFERENCE: (BOOK, "proceeding"),
    PublicationType.CHAPTER: (BOOK, "bookitem"),
    PublicationType.ENTRY_ENCYCLOPEDIA: (BOOK, "bookitem"),
    PublicationType.BOOK: (BOOK, "book"),
    PublicationType.REPORT: (BOOK, "report"),
    PublicationType.THESIS: (DISSERTATION, None),
    PublicationType.PATENT: (PATENT, None),
    PublicationType.ARTICLE: (DUBLIN_CORE, "preprint"),
    PublicationType.SOFTWARE: (DUBLIN_CORE, "computerProgram"),
    PublicationType.DATASET: (DUBLIN_CORE, "dataset"),
    PublicationType.SPEECH: (DUBLIN_CORE, "presentation"),
    PublicationType.MANUSCRIPT: (DUBLIN_CORE, "manuscript"),
    PublicationType.WEBPAGE: (DUBLIN_CORE, "webpage"),
    PublicationType.STANDARD: (DUBLIN_CORE, "standard"),
    PublicationType.DOCUMENT: (DUBLIN_CORE, "document"),
}
# The types of what appears within something else, which then has the title.
PARTS = frozenset({"article", "proceeding", "bookitem"})
# What separates and escapes. All else stays as the page shows it, which a compressed page repeats
# at no cost: encoded spaces would make each entry as long again.
SPECIAL = re.compile(r"[%&=+;#]")


def coins(record: Record) -> str:
    """Return the ContextObject of a record; where a DOI says all, it is nothing but that."""
    if doi := _doi(record):
        # Without a format, programs would not see what it is.
        return _written(JOURNAL, iter([("rft_id", f"info:doi/{doi}")]))
    form, genre = FORMATS[record.type]
    return _written(form, _description(record, form, genre))


def _doi(record: Record) -> str | None:
    """Return the DOI, or that which arXiv registers for a preprint of its own."""
    if record.doi or not record.arxiv_id or record.type != PublicationType.ARTICLE:
        return record.doi
    is_there = not record.venue or "arxiv" in record.venue.lower()
    number = identifiers.arxiv_id(record.arxiv_id) if is_there else None
    return f"{identifiers.ARXIV_REGISTRANT}arxiv.{number}" if number else None


def _written(form: str, pairs: Pairs) -> str:
    first = ("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", FORMAT + form)
    return "&".join(f"{key}={_encoded(value)}" for key, value in [*first, *pairs] if value)


def _encoded(text: str) -> str:
    return SPECIAL.sub(lambda found: f"%{ord(found[0]):02X}", " ".join(clean(text).split()))


def _description(record: Record, form: str, genre: str | None) -> Pairs:
    if form == DUBLIN_CORE:
        yield "rft.type", genre
    elif genre:
        yield "rft.genre", genre
    yield from _titles(record, form, genre)
    yield from _names(record, form)
    yield "rft.date", "-".join(f"{part:02}" for part in record.date_parts)
    yield "rft.volume", record.volume
    yield "rft.number" if form == PATENT else "rft.issue", record.issue
    yield "rft.pages", fit.with_hyphen(record.pages or "")
    yield "rft.isbn", record.isbn
    yield from _publisher(record, form)
    if record.arxiv_id:
        yield "rft_id", identifiers.arxiv_url(record.arxiv_id)


def _titles(record: Record, form: str, genre: str | None) -> Pairs:
    title = to_text(record.title) or record.title
    if genre in PARTS:
        yield "rft.atitle", title
        yield "rft.jtitle" if form == JOURNAL else "rft.btitle", record.venue
    else:
        yield "rft.btitle" if form == BOOK else "rft.title", title


def _names(record: Record, form: str) -> Pairs:
    key = {PATENT: "rft.inventor", DUBLIN_CORE: "rft.creator"}.get(form, "rft.au")
    for maker in record.makers[:MOST_NAMES]:
        yield key, _name(maker.name)


# The same names recur all over the list.
@lru_cache(maxsize=4096)
def _name(source: str) -> str:
    """Return a name in natural order if its last word is the family name, as programs take it.

    Else it is "Family, Given", and that of a team "The Tide Team,": programs put a name under
    `rft.aucorp` before all others.
    """
    found = parts.name_parts(source)
    if found.is_team or (not found.given and " " in found.family):
        return f"{found.family.rstrip(',')},"
    family = f"{found.whole_family} {found.suffix}".strip()
    is_clear = " " not in family and "," not in f"{found.given}{family}"
    return f"{found.given} {family}".strip() if is_clear else f"{family}, {found.given}"


def _publisher(record: Record, form: str) -> Pairs:
    venue, publisher = record.venue, record.publisher
    if form == DISSERTATION:
        yield "rft.inst", venue or publisher
        yield "rft.degree", record.genre
    elif form == PATENT:
        yield "rft.assignee", venue or publisher
    elif form == DUBLIN_CORE:
        yield "rft.source", venue
        yield "rft.publisher", publisher
    elif record.type in INSTITUTIONAL:
        yield "rft.pub", venue or publisher
    elif record.type == PublicationType.BOOK:
        # Its venue is the publisher, or else, beside one, the series.
        yield "rft.series", venue if publisher else None
        yield "rft.pub", publisher or venue
    else:
        yield "rft.pub", publisher
