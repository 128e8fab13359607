"""Compare a version on the site with an entry, field by field."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import to_builtins

from app.bibliography import citation_keys, fit, latex, record
from app.bibliography.record import Record
from app.bibliography.text.translation import text_in
from app.models import Difference
from app.services.catalog.translations.languages import publication_language

# Fields of the venue or the work, and the raw entry itself; translations are compared one by one.
NOT_COMPARED = {"venue_short", "venue_kind", "topics", "work", "source", "translations"}
FIELDS = tuple(field for field in record.FIELDS if field not in NOT_COMPARED)


def record_differences(
    current: Record,
    incoming: Record,
    base: Record | None,
    others: Sequence[Record] = (),
    *,
    is_update: bool = False,
) -> list[Difference]:
    """Return the fields of `incoming` that differ from `current`, imported from `base`.

    Fields that the entry lacks are no differences, since an import removes nothing. A value from
    one of the `others` that the version was also imported from is not a local edit. `is_update`
    says that the entry is a newer state of the one in `base`.
    """
    found: list[Difference] = []
    for field in (*FIELDS, *_translated_besides(current, incoming)):
        ours, given = value(current, field), value(incoming, field)
        if not given or is_same(field, ours, given) or _is_generated_key(field, current, given):
            continue
        was = value(base, field) if base else None
        imported = [was, *(value(other, field) for other in others)]
        found.append(
            Difference(
                field=field,
                current=_plain(ours),
                incoming=_plain(given),
                edited_locally=base is not None
                and not any(is_same(field, ours, x) for x in imported),
                changed_upstream=base is None or not is_same(field, was, given),
                is_update=is_update,
            )
        )
    return found


def translated_fields(one: Record) -> list[str]:
    """Return the fields of a record in other languages, such as "title.fr"."""
    return [f"{text.field}.{text.language}" for text in one.translations]


def _translated_besides(current: Record, incoming: Record) -> list[str]:
    """Return the fields in other languages that a version can have: not those in its own."""
    if not incoming.translations:
        return []
    own = publication_language(current.language)
    fields = translated_fields(incoming)
    return [field for field in fields if field.partition(".")[2] != own]


def value(one: Record, field: str) -> Any:
    """Return the value of a field, which may be one in another language."""
    name, _, language = field.partition(".")
    return text_in(one.translations, name, language) if language else getattr(one, name)


def taken_by_default(found: Iterable[Difference]) -> list[str]:
    """Return the fields that are selected by default."""
    differing = list(found)
    excluded = {one.field for one in differing if not is_taken(one)}
    # A month without its year, or a day without its month, would make a wrong date.
    for larger, smaller in (("year", "month"), ("month", "day")):
        excluded |= {smaller} if larger in excluded else set()
    return [one.field for one in differing if one.field not in excluded]


def completing_fields(found: Iterable[Difference], fields: Iterable[str]) -> list[str]:
    """Return those of the given fields that overwrite nothing."""
    return [one.field for one in found if one.field in fields and _adds(one)]


def is_taken(one: Difference) -> bool:
    """Return whether a field is selected by default: it is missing, or updated at its source.

    Another source's different wording is not an update.
    """
    is_updated = one.is_update and one.changed_upstream
    return not one.edited_locally and (is_updated or _adds(one))


def _adds(one: Difference) -> bool:
    return not one.current or one.field == "links"


def is_same(field: str, one: Any, other: Any) -> bool:
    """Return whether two values of a field are equal as text."""
    if one == other:
        return True
    if not one or not other:
        return not one and not other
    plain = PLAIN.get(field.partition(".")[0], _line)
    return bool(plain(one) == plain(other))


def _plain(value: Any) -> Any:
    """Return a value as JSON would store it, so that it can be compared with stored ones."""
    return list(to_builtins(value)) if isinstance(value, tuple) else to_builtins(value)


def _is_generated_key(field: str, current: Record, given: Any) -> bool:
    """Return whether a citation key is one that an export generated for this version."""
    if field != "citation_key":
        return False
    kept = re.escape(current.citation_key or citation_keys.make_key(current))
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
