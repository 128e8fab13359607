"""What Zotero reads from the meta tags of a page, by its public rules, and what it should read.

The rules are those of its translators "Embedded Metadata" and "RDF": the first of equal names
counts, names of other vocabularies count where `citation_…` says nothing, and so do a page's
description, its name and the first date in it.
"""

import re
from collections.abc import Mapping, Sequence

from app.bibliography.fit import split_pages
from app.bibliography.latex import to_text
from app.bibliography.metadata.citation_tags import ITEM_TYPES
from app.bibliography.metadata.issn import stored_issn
from app.bibliography.names.parts import name_parts
from app.bibliography.record import ContributorRole, Record

Tags = Sequence[tuple[str, str]]
Item = dict[str, object]
# A later name wins: it decides the type whatever else is said.
TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
# The names of each field, the first that is there counts; later names fill what these leave.
FIELDS = {
    "title": ("citation_title", "og:title"),
    "date": ("citation_publication_date",),
    "publication": (
        *("citation_inbook_title", "citation_journal_title"),
        *("prism.publicationName", "DC.source", "og:site_name"),
    ),
    "journalAbbreviation": ("citation_journal_abbrev",),
    "conference": ("citation_conference_title", "eprints.event_title"),
    "series": ("citation_series_title",),
    "volume": ("citation_volume",),
    "issue": ("citation_issue",),
    "number": ("citation_technical_report_number", "prism.number"),
    "publisher": (
        *("citation_dissertation_institution", "citation_technical_report_institution"),
        "citation_publisher",
    ),
    "ISBN": ("citation_isbn",),
    "ISSN": ("citation_issn",),
    "DOI": ("citation_doi",),
    "language": ("citation_language",),
    "genre": ("DC.type",),
    "abstract": ("citation_abstract", "og:description", "description"),
}
# The fields of each type of item, besides those that all have.
COMMON = {"title", "date", "DOI", "language", "abstract"}
ITEM_FIELDS = {
    "journalArticle": {"publication", "journalAbbreviation", "volume", "issue", "pages", "ISSN"},
    "conferencePaper": {"publication", "conference", "volume", "pages", "publisher", "ISBN"},
    "preprint": {"publisher"},
    "bookSection": {"publication", "volume", "pages", "publisher", "ISBN"},
    "book": {"series", "volume", "publisher", "ISBN"},
    "thesis": {"publisher", "genre"},
    "report": {"publisher", "number", "genre", "pages"},
    "computerProgram": {"publisher"},
    "dataset": {"publisher"},
    "encyclopediaArticle": {"publication", "volume", "pages", "publisher", "ISBN"},
    "patent": {"number"},
    "presentation": {"conference", "genre"},
    "manuscript": {"genre"},
    "webpage": {"publication", "genre"},
    "standard": {"publisher", "number"},
    "document": {"publisher"},
}
BY_VENUE = {"thesis", "report", "computerProgram", "dataset", "standard", "preprint"}


def read(tags: Tags) -> Item:
    """Return the item that Zotero makes of a page's meta tags."""
    named = dict(reversed(tags))
    kind = _type(tags, named)
    item: Item = {"type": kind, "creators": _creators(tags)}
    for field, names in FIELDS.items():
        item[field] = next((named[name] for name in names if name in named), "")
    first, last = named.get("citation_firstpage", ""), named.get("citation_lastpage", "")
    item["pages"] = f"{first}-{last}" if last else first
    return _relevant(item)


def expected(record: Record, others: Sequence[Record] = ()) -> Item:
    """Return the item that a record is, in Zotero's fields."""
    kind = ITEM_TYPES[record.type]
    server = "arXiv" if kind == "preprint" and record.arxiv_id else ""
    publisher = record.venue or server or record.publisher if kind in BY_VENUE else record.publisher
    abstracts = (to_text(one.abstract or "") for one in (record, *others))
    first, last = split_pages(record.pages or "")
    item: Item = {
        "type": kind,
        "creators": _people(record),
        "title": to_text(record.title),
        "date": "/".join(f"{part:02}" for part in record.date_parts),
        "publication": record.venue,
        "conference": record.venue,
        "series": record.venue,
        "journalAbbreviation": record.venue_short,
        "volume": record.volume,
        "issue": record.issue,
        "number": record.issue,
        "pages": f"{first}-{last}" if last else first,
        "publisher": publisher,
        "ISBN": record.isbn,
        "ISSN": stored_issn(record.source),
        "DOI": record.doi,
        "language": record.language,
        "genre": record.genre,
        "abstract": next(filter(None, abstracts), ""),
    }
    return _relevant({key: value or "" for key, value in item.items()})


def _relevant(item: Item) -> Item:
    fields = {"type", "creators"} | COMMON | ITEM_FIELDS[str(item["type"])]
    texts = {key: value for key, value in item.items() if key in fields}
    return {k: " ".join(v.split()) if isinstance(v, str) else v for k, v in texts.items()}


def _type(tags: Tags, named: Mapping[str, str]) -> str:
    decided = [TYPES[name] for name, _ in tags if name in TYPES]
    guessed = "book" if "citation_isbn" in named else "journalArticle"
    return decided[-1] if decided else named.get("z:itemType", guessed)


def _creators(tags: Tags) -> list[tuple[str, str, str]]:
    """Return (role, given, family); those whom another vocabulary calls editors are editors."""
    authors = [content for name, content in tags if name == "citation_author"]
    editors = [content for name, content in tags if name == "citation_editor"]
    called = [_parted(content) for name, content in tags if name == "eprints.editors_name"]
    found = [("editor" if one in called else "author", *one) for one in _split(authors)]
    return found + [("editor", *one) for one in _split(editors)]


def _split(contents: list[str]) -> list[tuple[str, str]]:
    pieces = [piece for content in contents for piece in re.split(r"\s*;\s*", content)]
    if len(contents) == len(pieces) == 1:
        by_comma = re.split(r"\s*,\s*", pieces[0])
        if len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
            pieces = by_comma
    # The same name twice in a row is one person.
    distinct = [one for at, one in enumerate(pieces) if at == 0 or pieces[at - 1] != one]
    return [_parted(piece) for piece in distinct if re.search(r"[^\s,.;-]", piece)]


def _parted(name: str) -> tuple[str, str]:
    name = re.sub(r"^[\s.,/\[\]:]+|[\s.,/\[\]:]+$", "", name)
    family, comma, rest = name.partition(",")
    given = rest.split(",")[0].strip() if comma else name.rpartition(" ")[0]
    family = family if comma else name.rpartition(" ")[2]
    return _plain(given), _plain(family)


def _people(record: Record) -> list[tuple[str, str, str]]:
    makers = [(one.role, one.name) for one in record.makers]
    editors = [(ContributorRole.EDITOR, n) for n in record.names_of(ContributorRole.EDITOR)]
    both = makers + [one for one in editors if one not in makers]
    distinct = [one for at, one in enumerate(both) if at == 0 or both[at - 1] != one]
    # Zotero's rules know no translators in these tags.
    known = {ContributorRole.EDITOR: "editor"}
    return [(known.get(role, "author"), *_name(name)) for role, name in distinct]


def _name(name: str) -> tuple[str, str]:
    parts = name_parts(name)
    given = f"{parts.given} {parts.suffix}".strip()
    if not given:
        # A name of several words without a comma ends in the family name: tags can't say "team".
        return _parted(parts.whole_family)
    return _plain(given.rstrip(".")), _plain(parts.whole_family)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .")
