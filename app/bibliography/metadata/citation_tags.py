"""A record as the meta tags of its page, for search engines and reference managers.

The names `citation_…` and their values follow Google Scholar's inclusion guidelines. What these
leave open, such as the type of a book or of a talk, Zotero reads from `z:itemType` and from a few
names of PRISM, EPrints and Dublin Core (its translators "Embedded Metadata" and "RDF").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.bibliography import fit
from app.bibliography.latex import to_text
from app.bibliography.metadata.issn import stored_issn
from app.bibliography.names import parts as names_parts
from app.bibliography.record import ContributorRole, PublicationType, Record

# The item types of Zotero.
ITEM_TYPES = {
    PublicationType.ARTICLE_JOURNAL: "journalArticle",
    PublicationType.PAPER_CONFERENCE: "conferencePaper",
    PublicationType.ARTICLE: "preprint",
    PublicationType.CHAPTER: "bookSection",
    PublicationType.BOOK: "book",
    PublicationType.THESIS: "thesis",
    PublicationType.REPORT: "report",
    PublicationType.SOFTWARE: "computerProgram",
    PublicationType.DATASET: "dataset",
    PublicationType.REVIEW: "journalArticle",
    PublicationType.ENTRY_ENCYCLOPEDIA: "encyclopediaArticle",
    PublicationType.PATENT: "patent",
    PublicationType.SPEECH: "presentation",
    PublicationType.MANUSCRIPT: "manuscript",
    PublicationType.WEBPAGE: "webpage",
    PublicationType.STANDARD: "standard",
    PublicationType.DOCUMENT: "document",
}
# Where a venue is named; both names where Zotero has a field for each.
_VENUES = {
    PublicationType.ARTICLE_JOURNAL: ("citation_journal_title",),
    PublicationType.REVIEW: ("citation_journal_title",),
    PublicationType.PAPER_CONFERENCE: ("citation_conference_title", "prism.publicationName"),
    PublicationType.CHAPTER: ("citation_inbook_title",),
    PublicationType.BOOK: ("citation_series_title",),
    PublicationType.SPEECH: ("eprints.event_title",),
}
_OTHER_VENUE = ("prism.publicationName",)
# The types whose venue publishes them, with the name of that tag.
_PUBLISHED_BY_VENUE = {
    PublicationType.THESIS: "citation_dissertation_institution",
    PublicationType.REPORT: "citation_technical_report_institution",
    **dict.fromkeys(
        (
            PublicationType.ARTICLE,
            PublicationType.SOFTWARE,
            PublicationType.DATASET,
            PublicationType.STANDARD,
        ),
        "citation_publisher",
    ),
}
# The types whose number is their own, not that of an issue.
_NUMBERS = {
    PublicationType.REPORT: "citation_technical_report_number",
    PublicationType.PATENT: "prism.number",
    PublicationType.STANDARD: "prism.number",
}
# A space that does not break stays: it is part of a name.
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_JOURNALS = (PublicationType.ARTICLE_JOURNAL, PublicationType.REVIEW)


class MetaTag(NamedTuple):
    """A name and its content, which is plain text on one line and never empty."""

    name: str
    content: str


def citation_tags(record: Record, others: Sequence[Record] = ()) -> list[MetaTag]:
    """Return the tags of a record; the page adds its addresses.

    Its `others` versions lend it an abstract and a number at arXiv.
    """
    versions = (record, *others)
    found = [
        ("citation_title", to_text(record.title)),
        *_people(record),
        ("citation_publication_date", _date(record)),
        *_venue(record),
        ("citation_volume", record.volume),
        (_NUMBERS.get(record.type, "citation_issue"), record.issue),
        *_pages(record),
        ("citation_issn", stored_issn(record.source) if record.type in _JOURNALS else None),
        ("citation_isbn", record.isbn),
        ("citation_doi", record.doi),
        ("citation_arxiv_id", _first(one.arxiv_id for one in versions)),
        ("citation_language", record.language),
        *(("citation_keywords", topic) for topic in record.topics),
        ("citation_abstract", to_text(_first(one.abstract for one in versions) or "")),
        ("z:itemType", ITEM_TYPES[record.type]),
        ("DC.type", record.genre),
        *(
            ("DCTERMS.alternative", to_text(one.text))
            for one in record.translations
            if one.field == "title"
        ),
    ]
    lines = ((name, _SPACES.sub(" ", content or "").strip()) for name, content in found)
    return [MetaTag(name, content) for name, content in lines if content]


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)


def _date(record: Record) -> str:
    year, *rest = map(str, record.date_parts) if record.date_parts else [""]
    return "/".join([year, *(part.zfill(2) for part in rest)])


def _people(record: Record) -> Iterator[tuple[str, str]]:
    makers = record.makers
    names = [_family_first(maker.name, is_only=len(makers) == 1) for maker in makers]
    yield from (("citation_author", name) for name in names)
    if makers and makers[0].role is ContributorRole.EDITOR:
        # Scholar wants authors, and Zotero is told that these edited the book.
        yield from (("eprints.editors_name", name) for name in names)
        return
    editors = record.names_of(ContributorRole.EDITOR)
    for name in editors:
        yield "citation_editor", _family_first(name, is_only=len(editors) == 1)


def _family_first(name: str, *, is_only: bool) -> str:
    """Return "van Roe, Tom Jr.", or the name of a team.

    Zotero takes a lone "de la Cruz, Ana María" for two people: spaces on both sides of the comma.
    """
    parts = names_parts.name_parts(name)
    given = f"{parts.given} {parts.suffix}".strip()
    family = parts.whole_family
    if parts.is_team or not given:
        return family
    if is_only and " " in given:
        family = family.replace(" ", "\N{NO-BREAK SPACE}")
    return f"{family}, {given}"


def _venue(record: Record) -> Iterator[tuple[str, str | None]]:
    if name := _PUBLISHED_BY_VENUE.get(record.type):
        is_arxiv = record.type is PublicationType.ARTICLE and record.arxiv_id
        yield name, record.venue or ("arXiv" if is_arxiv else None) or record.publisher
        return
    yield from ((name, record.venue) for name in _VENUES.get(record.type, _OTHER_VENUE))
    if record.type in _JOURNALS:
        yield "citation_journal_abbrev", record.venue_short
    yield "citation_publisher", record.publisher


def _pages(record: Record) -> Iterator[tuple[str, str]]:
    first, last = fit.split_pages(record.pages or "")
    yield "citation_firstpage", first
    yield "citation_lastpage", last
