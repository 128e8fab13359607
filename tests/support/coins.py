"""A small reader of COinS, by the public rules.

The span's title holds key-encoded values (ANSI/NISO Z39.88-2004); the format, and within books the
genre, tells the type of the item; `rft.au` is one name, whose last word is the family name unless
it is written "Family, Given"; a name without a given one ends with a comma if it has several words.
Those under `rft.aucorp` would come first, whatever their place. A DOI without a title is looked up
by whoever reads it.
"""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl

FORMAT = "info:ofi/fmt:kev:mtx:"
ITEM_TYPES = {
    "journal": "journalArticle",
    "dissertation": "thesis",
    "patent": "patent",
    "dc": "webpage",
    "book": "book",
}
# Of books, by their genre.
BOOK_TYPES = {
    "bookitem": "bookSection",
    "proceeding": "conferencePaper",
    "conference": "conferencePaper",
    "report": "report",
    "document": "document",
}
NAMES = {"rft.au", "rft.creator", "rft.inventor"}
# The first key that is there counts.
FIELDS = {
    "date": ["rft.date"],
    "volume": ["rft.volume"],
    "number": ["rft.issue", "rft.number"],
    "pages": ["rft.pages"],
    "isbn": ["rft.isbn"],
    "publisher": ["rft.pub", "rft.publisher", "rft.inst", "rft.assignee"],
    "series": ["rft.series"],
    "source": ["rft.source"],
    "degree": ["rft.degree"],
}
DOI, WEB = "info:doi/", "https://"


class Item(NamedTuple):
    """What a reference manager saves; names are (family, given), of teams (name, None)."""

    type: str
    title: str
    container: str
    names: list[tuple[str, str | None]]
    doi: str
    url: str
    fields: dict[str, str]


def read(title: str) -> Item:
    """Return the item in the title of a span."""
    pairs = parse_qsl(title, strict_parsing=True, errors="strict")
    values = dict(reversed(pairs))
    assert values["ctx_ver"] == "Z39.88-2004"
    form = values["rft_val_fmt"].removeprefix(FORMAT)
    kind = ITEM_TYPES[form]
    if form == "book":
        kind = BOOK_TYPES.get(values.get("rft.genre", ""), kind)
    has_container = kind in {"journalArticle", "bookSection", "conferencePaper"}
    whole = values.get("rft.btitle" if form == "book" else "rft.title", "")
    ids = [value for key, value in pairs if key == "rft_id"]
    return Item(
        type=values.get("rft.type", kind) if form == "dc" else kind,
        title=values.get("rft.atitle", "") if has_container else whole,
        container=(values.get("rft.jtitle") or whole) if has_container else "",
        names=list(_names(pairs)),
        doi=_first(ids, DOI).removeprefix(DOI),
        url=_first(ids, WEB),
        fields={
            name: found
            for name, keys in FIELDS.items()
            if (found := next((values[key] for key in keys if key in values), ""))
        },
    )


def _first(ids: list[str], beginning: str) -> str:
    return next((one for one in ids if one.startswith(beginning)), "")


def _names(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str | None]]:
    yield from ((value, None) for key, value in pairs if key == "rft.aucorp")
    for key, value in pairs:
        if key not in NAMES:
            continue
        if value.endswith(","):
            yield value.removesuffix(","), None
        elif ", " in value:
            family, _, given = value.partition(", ")
            yield family, given
        else:
            given, _, family = value.rpartition(" ")
            yield family, given
