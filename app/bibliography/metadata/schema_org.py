"""Works as linked data with the vocabulary of schema.org, for search engines and catalogues.

Each property is one that schema.org defines for the types of the object that has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.bibliography import fit, identifiers
from app.bibliography.latex import to_text
from app.bibliography.metadata.json_ld import in_language, said, without_empty
from app.bibliography.names import parts as names_parts
from app.bibliography.record import (
    INSTITUTIONAL,
    ContributorRole,
    LinkKind,
    PublicationType,
    Record,
    Status,
)
from app.bibliography.text.translation import is_same_language, text_in

# schema.org has no types for these: its posters are advertisements, its manuscripts are written by
# hand, and its reviews rate something.
_WITHOUT_TYPE = frozenset(
    {
        PublicationType.REVIEW,
        PublicationType.ENTRY_ENCYCLOPEDIA,
        PublicationType.PATENT,
        PublicationType.SPEECH,
        PublicationType.MANUSCRIPT,
        PublicationType.STANDARD,
    }
)
_ARTICLES_TOO = frozenset({PublicationType.REVIEW, PublicationType.ENTRY_ENCYCLOPEDIA})
TYPES = {
    PublicationType.CHAPTER: "Chapter",
    PublicationType.BOOK: "Book",
    PublicationType.THESIS: "Thesis",
    PublicationType.REPORT: "Report",
    PublicationType.SOFTWARE: "SoftwareSourceCode",
    PublicationType.DATASET: "Dataset",
    PublicationType.WEBPAGE: "WebPage",
    PublicationType.DOCUMENT: "CreativeWork",
    **dict.fromkeys(_WITHOUT_TYPE - _ARTICLES_TOO, "CreativeWork"),
}
# Article and its subtypes, which have a headline.
ARTICLES = frozenset({"ScholarlyArticle", "Report"})
PAGED = ARTICLES | {"Chapter"}
_CONTAINERS = {
    PublicationType.ARTICLE_JOURNAL: "Periodical",
    PublicationType.PAPER_CONFERENCE: "Book",
    PublicationType.CHAPTER: "Book",
    PublicationType.ENTRY_ENCYCLOPEDIA: "Book",
    PublicationType.REVIEW: "Periodical",
    PublicationType.BOOK: "BookSeries",
}
# What versions have in common, and what is long.
SHARED = ("author", "abstract", "keywords")
_UNPUBLISHED = frozenset({Status.UNDER_REVIEW, Status.IN_PREPARATION})

Orcids = Mapping[str, str]


@dataclass(frozen=True)
class PageTexts:
    """The language of a page of a site in several, else "", and the topics with theirs."""

    language: str = ""
    topics: Sequence[tuple[str, str | None]] = ()
    # That of plain texts: the title's.
    context: str | None = None
    # The work's address whatever the language, where the page's is another.
    work_id: str = ""


_OF_ONE_LANGUAGE = PageTexts()


def json_ld(
    record: Record,
    url: str,
    versions: Sequence[Record] = (),
    orcids: Orcids = {},  # noqa: B006 (never changed)
    page: PageTexts = _OF_ONE_LANGUAGE,
) -> dict[str, Any]:
    """Return a work at its URL: `record` is the version shown, `versions` are the others.

    `orcids` has the iDs of those who are known, by their names as printed.
    """
    if page.language:
        page = replace(page, context=_shown_language(record, "title", page))
    known = _properties(record, orcids, page)
    examples = [_version(one, known, orcids, page) for one in versions]
    own = {"@type": work_type(record), "@id": page.work_id or url, "url": url}
    context = in_language(page.context) if page.context else {}
    return without_empty({**context, **own, **known, "workExample": examples})


def work_type(record: Record) -> str:
    """Return the type of a record in the vocabulary of schema.org."""
    return TYPES.get(record.type, "ScholarlyArticle")


def person(name: str, orcid: str | None = None) -> dict[str, Any]:
    """Return a contributor, a person or a team, as printed."""
    parts = names_parts.name_parts(name)
    if parts.is_team:
        return {"@type": "Organization", "name": parts.family}
    return without_empty(
        {
            "@type": "Person",
            "@id": identifiers.orcid_url(orcid) if orcid else None,
            "name": to_text(name),
            "givenName": parts.given,
            "familyName": parts.whole_family,
            "honorificSuffix": parts.suffix,
        }
    )


def _version(
    version: Record, known: dict[str, Any], orcids: Orcids, page: PageTexts
) -> dict[str, Any]:
    """Return another version of a work, without what is `known` of the one shown."""
    found = _properties(version, orcids, page)
    same = [key for key in SHARED if found[key] == known[key]]
    own = {key: value for key, value in found.items() if key not in same}
    return without_empty({"@type": work_type(version), **own})


def _properties(record: Record, orcids: Orcids, page: PageTexts) -> dict[str, Any]:
    type_ = work_type(record)
    container = _container(record, orcids)
    is_book = bool(container) and _CONTAINERS.get(record.type) == "Book"
    title, *other_titles = _titles(record, page)
    date = _date(record)
    is_published = record.status not in _UNPUBLISHED
    return {
        "name": title,
        "headline": title if type_ in ARTICLES else None,
        "alternateName": other_titles,
        "author": _people(record, ContributorRole.AUTHOR, orcids),
        "editor": None if is_book else _people(record, ContributorRole.EDITOR, orcids),
        "translator": _people(record, ContributorRole.TRANSLATOR, orcids),
        "genre": said(str(record.type_label), "en", page.context)
        if record.type in _WITHOUT_TYPE
        else record.genre,
        "creativeWorkStatus": None
        if record.status is Status.PUBLISHED
        else said(str(record.status.label), "en", page.context),
        "datePublished": date if is_published else None,
        "dateCreated": None if is_published else date,
        "isPartOf": container,
        "position": record.volume if record.type is PublicationType.BOOK and container else None,
        "reportNumber": record.issue if type_ == "Report" else None,
        **(_pages(record) if type_ in PAGED else {}),
        "publisher": _publisher(record),
        "isbn": record.isbn if type_ == "Book" else None,
        "identifier": _identifiers(record, has_isbn=type_ != "Book" and not is_book),
        "sameAs": _identifier_urls(record),
        "inLanguage": record.language,
        "keywords": [said(*topic, page.context) for topic in page.topics] or list(record.topics),
        "abstract": _abstract(record, page),
        "encoding": [_pdf(link.url) for link in record.links if link.kind is LinkKind.PDF],
    }


def _shown_language(record: Record, field: str, page: PageTexts) -> str | None:
    """Return the language of the text that the page shows: a translation, or the original."""
    own = record.language
    is_own = not page.language or (own and is_same_language(own, page.language))
    has_other = text_in(record.translations, field, page.language) is not None
    return page.language if has_other and not is_own else own


def _titles(record: Record, page: PageTexts) -> list[str | dict[str, str]]:
    """Return the title that the page shows, and those in other languages."""
    found: dict[str | None, str] = {
        one.language: to_text(one.text) for one in record.translations if one.field == "title"
    }
    found[record.language] = to_text(record.title)
    shown = _shown_language(record, "title", page)
    title = said(found.pop(shown), shown, page.context)
    others: Iterable[Any] = ({"@language": tag, "@value": text} for tag, text in found.items())
    return [title, *others]


def _abstract(record: Record, page: PageTexts) -> str | dict[str, str]:
    language = _shown_language(record, "abstract", page)
    translated = text_in(record.translations, "abstract", language or "")
    is_translated = language != record.language and translated
    text = translated if is_translated and translated else record.abstract or ""
    return said(to_text(text), language, page.context)


def _people(record: Record, role: ContributorRole, orcids: Orcids) -> list[dict[str, Any]]:
    return [person(name, orcids.get(name)) for name in record.names_of(role)]


def _date(record: Record) -> str:
    return "-".join(f"{part:02}" for part in record.date_parts)


def _pages(record: Record) -> dict[str, str | None]:
    first, last = fit.split_pages(record.pages or "")
    if not last:
        return {"pagination": first}
    return {"pageStart": first, "pageEnd": last}


def _container(record: Record, orcids: Orcids) -> dict[str, Any] | None:
    """Return the venue; a journal with its volume and issue, a book with its editors and ISBN."""
    kind = _CONTAINERS.get(record.type)
    if not record.venue or not kind:
        return None
    found: dict[str, Any] = {
        "@type": kind,
        "name": record.venue,
        "alternateName": record.venue_short,
    }
    if kind == "Book":
        editors = _people(record, ContributorRole.EDITOR, orcids)
        return without_empty({**found, "editor": editors, "isbn": record.isbn})
    found = without_empty(found)
    if kind == "Periodical" and record.volume:
        found = {"@type": "PublicationVolume", "volumeNumber": record.volume, "isPartOf": found}
    if kind == "Periodical" and record.issue:
        found = {"@type": "PublicationIssue", "issueNumber": record.issue, "isPartOf": found}
    return found


def _publisher(record: Record) -> dict[str, str] | None:
    has_container = record.type in _CONTAINERS
    name = record.publisher or (None if has_container else record.venue)
    if record.type in INSTITUTIONAL:
        name = record.venue or record.publisher
    return {"@type": "Organization", "name": name} if name else None


def _identifiers(record: Record, *, has_isbn: bool) -> list[dict[str, str]]:
    known = (
        ("DOI", record.doi),
        ("arXiv", record.arxiv_id),
        ("ISBN", record.isbn if has_isbn else None),
    )
    return [
        {"@type": "PropertyValue", "propertyID": name, "value": value}
        for name, value in known
        if value
    ]


def _identifier_urls(record: Record) -> list[str]:
    doi = [identifiers.doi_url(record.doi)] if record.doi else []
    return doi + ([identifiers.arxiv_url(record.arxiv_id)] if record.arxiv_id else [])


def _pdf(url: str) -> dict[str, str]:
    return {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": url}
