"""A version of the site and an entry, field by field: what differs, and what she did by hand."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import to_builtins

from app.bibliography import citation_keys, fit, latex, record
from app.bibliography.record import Record
from app.models import Difference

# Fields of the venue and of the work, and the raw entry itself.
NOT_COMPARED = {"venue_short", "venue_kind", "topics", "work", "source"}
FIELDS = tuple(field for field in record.FIELDS if field not in NOT_COMPARED)


def record_differences(
    hers: Record,
    theirs: Record,
    base: Record | None,
    others: Sequence[Record] = (),
    *,
    is_update: bool = False,
) -> list[Difference]:
    """Return where the entry says something else; `base` is what her version was made of.

    What the entry does not say is no difference: an import takes nothing away. What one of the
    `others` that it was made of says is not by hand. `is_update` where the entry is a later state
    of the very one.
    """
    found: list[Difference] = []
    for field in FIELDS:
        mine, given = getattr(hers, field), getattr(theirs, field)
        if not given or is_same(field, mine, given) or _is_made(field, hers, given):
            continue
        was = getattr(base, field) if base else None
        imported = [was, *(getattr(other, field) for other in others)]
        found.append(
            Difference(
                field=field,
                hers=_plain(mine),
                theirs=_plain(given),
                by_hand=base is not None and not any(is_same(field, mine, x) for x in imported),
                is_news=base is None or not is_same(field, was, given),
                is_update=is_update,
            )
        )
    return found


def taken_by_default(found: Iterable[Difference]) -> list[str]:
    """Return the fields to take unless she says otherwise."""
    differing = list(found)
    left = {one["field"] for one in differing if not is_taken(one)}
    # A month of another year, or a day of another month, says nothing of this date.
    for larger, smaller in (("year", "month"), ("month", "day")):
        left |= {smaller} if larger in left else set()
    return [one["field"] for one in differing if one["field"] not in left]


def completing_fields(found: Iterable[Difference], fields: Iterable[str]) -> list[str]:
    """Return those of the given fields that overwrite nothing."""
    return [one["field"] for one in found if one["field"] in fields and _adds(one)]


def is_taken(one: Difference) -> bool:
    """Tell whether to take a field unless she says otherwise: what she lacks, and what is news.

    A later state of the very entry is news; another source's wording is not.
    """
    is_news = bool(one.get("is_update") and one["is_news"])
    return not one["by_hand"] and (is_news or _adds(one))


def _adds(one: Difference) -> bool:
    return not one["hers"] or one["field"] == "links"


def is_same(field: str, one: Any, other: Any) -> bool:
    """Tell whether two values of a field read the same."""
    if one == other:
        return True
    if not one or not other:
        return not one and not other
    return bool(PLAIN.get(field, _line)(one) == PLAIN.get(field, _line)(other))


def _plain(value: Any) -> Any:
    """Return a value as it is when it was kept as JSON: what was kept is compared with it."""
    return list(to_builtins(value)) if isinstance(value, tuple) else to_builtins(value)


def _is_made(field: str, hers: Record, given: Any) -> bool:
    """Tell whether a key is the one that an export makes, to tell two entries apart or for none."""
    if field != "citation_key":
        return False
    kept = re.escape(hers.citation_key or citation_keys.make_key(hers))
    return bool(re.fullmatch(f"{kept}([a-z]|-[0-9]+)?", given))


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
    "pages": fit.comparable_pages,
    "links": _addresses,
}
