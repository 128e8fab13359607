"""A version of the site and an entry, field by field: what differs, and what she did by hand."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import to_builtins

from app.bibliography import citation_keys, latex, venue_names
from app.bibliography.record import PublicationType, Record, VenueKind
from app.models import Difference
from app.services.importing.known import folded

FIELDS = (
    *("title", "type", "authors", "venue", "year", "month", "day", "volume", "issue", "pages"),
    *("publisher", "doi", "arxiv_id", "isbn", "language", "citation_key", "abstract", "note"),
    "links",
)


def differences(hers: Record, theirs: Record, base: Record | None) -> list[Difference]:
    """Return where the entry says something else; `base` is what her version was made of.

    What the entry does not say is no difference: an import takes nothing away.
    """
    found: list[Difference] = []
    for field in FIELDS:
        mine, given = getattr(hers, field), getattr(theirs, field)
        if not given or is_same(field, mine, given) or _is_made(field, hers, given):
            continue
        was = getattr(base, field) if base else None
        found.append(
            Difference(
                field=field,
                hers=to_builtins(mine),
                theirs=to_builtins(given),
                by_hand=base is not None and not is_same(field, mine, was),
                is_news=base is None or not is_same(field, was, given),
            )
        )
    return found


def taken_by_default(found: Iterable[Difference], *, is_update: bool) -> list[str]:
    """Return the fields to take unless she says otherwise: what she lacks, and what is news.

    A later state of the very entry (`is_update`) is news; another source's wording is not.
    """
    return [
        one["field"]
        for one in found
        if not one["by_hand"] and (is_update or not one["hers"] or one["field"] == "links")
    ]


def is_same(field: str, one: Any, other: Any) -> bool:
    """Tell whether two values of a field read the same."""
    if one == other:
        return True
    if not one or not other:
        return not one and not other
    return bool(PLAIN.get(field, _line)(one) == PLAIN.get(field, _line)(other))


def same_version(versions: Iterable[tuple[int, Record]], record: Record) -> int | None:
    """Return the version of a work that a record tells of, the surest first, or None."""
    choice = list(versions)
    for test in (_says_all_the_same, _shares_number, _may_be):
        for id_, version in choice:
            if test(version, record):
                return id_
    return None


def _is_made(field: str, hers: Record, given: Any) -> bool:
    """Tell whether a key is the one that an export makes, to tell two entries apart or for none."""
    if field != "citation_key":
        return False
    kept = re.escape(hers.citation_key or citation_keys.make(hers))
    return bool(re.fullmatch(f"{kept}([a-z]|-[0-9]+)?", given))


def _says_all_the_same(version: Record, record: Record) -> bool:
    same = version.type == record.type and version.year == record.year
    return same and version.venue == record.venue and _same_title(version, record)


def _shares_number(version: Record, record: Record) -> bool:
    return bool(record.doi) and version.doi == record.doi


def _may_be(version: Record, record: Record) -> bool:
    """One kind of thing of one year, and no number says that they are two."""
    numbers = ((version.doi, record.doi), (version.arxiv_id, record.arxiv_id))
    agree = all(None in pair or pair[0] == pair[1] for pair in (*numbers, _years(version, record)))
    kinds = {kind for kind in (version.venue_kind, record.venue_kind) if kind}
    is_other = len(kinds) > 1 and VenueKind.WORKSHOP in kinds
    alike = version.type is record.type and (_same_title(version, record) or _is_numbered(*numbers))
    return alike and agree and not is_other and _may_be_there(version.venue, record.venue)


def _may_be_there(one: str | None, other: str | None) -> bool:
    return not one or not other or venue_names.alike(one, other)


def _is_numbered(*pairs: tuple[str | None, str | None]) -> bool:
    return any(one and one == other for one, other in pairs)


def _years(version: Record, record: Record) -> tuple[int | None, int | None]:
    # A preprint is dated by its first version or by its last.
    if version.type is PublicationType.ARTICLE:
        return (None, None)
    return version.year, record.year


def _same_title(version: Record, record: Record) -> bool:
    return folded(version.title) == folded(record.title)


def _line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _read(text: str) -> str:
    return " ".join(latex.to_text(text).split())


def _authors(value: Iterable[Any]) -> list[str]:
    return [_read(getattr(author, "name", author)) for author in value]


def _addresses(value: Iterable[Any]) -> set[str]:
    return {link.url for link in value}


PLAIN: dict[str, Callable[[Any], Any]] = {
    "title": _read,
    "abstract": _read,
    "note": _read,
    "authors": _authors,
    "venue": str.casefold,
    "pages": lambda pages: pages.replace("--", "–").replace("-", "–"),
    "links": _addresses,
}
