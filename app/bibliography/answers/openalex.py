"""Pages of works from OpenAlex, as CSL items."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from app.bibliography import identifiers
from app.bibliography.answers.json import (
    UnreadableAnswerError,
    dig,
    objects,
    read_object,
    text,
    without_blanks,
)
from app.bibliography.names import names, parts

# The fields of a work to request; the others would add kilobytes to each work.
FIELDS = (
    "id",
    "title",
    "type",
    "doi",
    "publication_year",
    "publication_date",
    "language",
    "authorships",
    "biblio",
    "abstract_inverted_index",
    "primary_location",
    "locations",
)
TYPES = {
    "book": "book",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "reference-entry": "entry-encyclopedia",
    "dissertation": "thesis",
    "report": "report",
    "report-component": "report",
    "standard": "standard",
    "peer-review": "review",
    "paratext": "document",
    "libguides": "webpage",
    "grant": "document",
    "preprint": "article",
    "dataset": "dataset",
    "database": "dataset",
    "software": "software",
    "supplementary-materials": "dataset",
}
# For works of type "article", the kind of source tells the type.
PLACES = {
    "journal": "article-journal",
    "conference": "paper-conference",
    "repository": "article",
    "ebook platform": "chapter",
    "book series": "chapter",
}
GENRES = {"editorial": "Editorial", "letter": "Letter", "erratum": "Erratum"}


class ResultPage(NamedTuple):
    """One page of works, the cursor of the next page and the total number of works."""

    items: list[dict[str, Any]]
    cursor: str
    total: int


def result_page(answer: str) -> ResultPage:
    """Read a page of results; raise UnreadableAnswerError if `answer` is not one."""
    given = read_object(answer)
    if not isinstance(given.get("results"), list):
        raise UnreadableAnswerError("no results")
    total = dig(given, "meta", "count")
    return ResultPage(
        [_item(work) for work in objects(given, "results")],
        text(given, "meta", "next_cursor"),
        total if isinstance(total, int) else 0,
    )


def _item(work: dict[str, Any]) -> dict[str, Any]:
    place = dig(work, "primary_location")
    kind = _type(work, place)
    arxiv_id = _arxiv_id(work)
    return without_blanks(
        {
            "type": kind,
            "genre": GENRES.get(text(work, "type"), ""),
            "title": text(work, "title"),
            "author": [_author(one) for one in objects(work, "authorships") if _name(one)],
            **_published(kind, place),
            "issued": _date(work),
            "volume": text(work, "biblio", "volume"),
            "issue": text(work, "biblio", "issue"),
            "page": _pages(work),
            "DOI": identifiers.doi(text(work, "doi")),
            "archive": "arXiv" if arxiv_id else "",
            "archive_location": arxiv_id,
            "language": text(work, "language"),
            "abstract": _abstract(work),
        }
    )


def _type(work: dict[str, Any], place: object) -> str:
    if known := TYPES.get(text(work, "type")):
        return known
    if text(place, "raw_type") == "proceedings-article":
        return "paper-conference"
    # An article of an unknown kind of source is one of a journal, if it has a source at all.
    is_article = text(work, "type") not in ("", "other") and bool(_venue(place))
    usual = "article-journal" if is_article else "document"
    return PLACES.get(text(place, "source", "type"), usual)


def _name(authorship: dict[str, Any]) -> str:
    """Return the name as printed, if OpenAlex has it."""
    return text(authorship, "raw_author_name") or text(authorship, "author", "display_name")


def _author(authorship: dict[str, Any]) -> dict[str, str]:
    name = _name(authorship)
    if parts.is_team(name):
        return {"literal": name}
    given, family = names.parse(name)
    return {"family": family, "given": given} if given else {"family": family}


def _published(kind: str, place: object) -> dict[str, str]:
    """Return venue and publisher; CSL names an institution as the publisher of a thesis."""
    venue, publisher = _venue(place), _publisher(place)
    if kind in {"thesis", "report", "standard"}:
        return {"publisher": publisher or venue}
    return {"container-title": venue, "publisher": publisher}


def _venue(place: object) -> str:
    name = text(place, "source", "display_name") or text(place, "raw_source_name")
    return "arXiv" if name.startswith("arXiv") else name


def _publisher(place: object) -> str:
    """Return the publisher; the host of a repository is not one."""
    if text(place, "source", "type") == "repository":
        return ""
    return text(place, "source", "host_organization_name")


def _date(work: dict[str, Any]) -> dict[str, Any] | None:
    parts = text(work, "publication_date").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        year = dig(work, "publication_year")
        return {"date-parts": [[year]]} if isinstance(year, int) else None
    # OpenAlex writes January 1 if it knows only the year.
    kept = parts[:1] if parts[1:] == ["01", "01"] else parts
    return {"date-parts": [[int(part[:4]) for part in kept]]}


def _pages(work: dict[str, Any]) -> str:
    first, last = (text(work, "biblio", name) for name in ("first_page", "last_page"))
    return f"{first}-{last}" if first and last and first != last else first


def _arxiv_id(work: dict[str, Any]) -> str | None:
    return next(filter(None, map(identifiers.arxiv_id, _addresses(work))), None)


def _addresses(work: dict[str, Any]) -> Iterator[str]:
    yield text(work, "doi")
    for place in objects(work, "locations"):
        address = text(place, "landing_page_url")
        if "arxiv" in address.lower():
            yield address


def _abstract(work: dict[str, Any]) -> str:
    """Rebuild the abstract from the index of word positions."""
    index = dig(work, "abstract_inverted_index")
    found = (
        (position, word)
        for word, positions in (index.items() if isinstance(index, dict) else ())
        for position in (positions if isinstance(positions, list) else ())
        if isinstance(position, int)
    )
    return " ".join(word for _, word in sorted(found))
