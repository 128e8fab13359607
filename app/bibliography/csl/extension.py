"""The values of a record that CSL cannot express, stored under `custom`, which CSL leaves free."""

from typing import Any

import msgspec

from app.bibliography import fit
from app.bibliography.csl.item_reader import parse_item
from app.bibliography.csl.item_writer import KEYS, plain_item
from app.bibliography.entry import ParsedEntry
from app.bibliography.messages import message
from app.bibliography.record import Record
from app.bibliography.text.characters import clean

MOST_WARNINGS, LONGEST_WARNING = 10, 300
_TEXTS = frozenset({"title", "authors", "abstract", "note", "translations"})


def lost_fields(record: Record, item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record that would be lost or changed on reading the item back."""
    back, _ = fit.fit(_titled(parse_item(item).fields))
    lost = {name for name in KEYS if not _same(name, back, record)}
    if "type" in lost:
        # The type decides which variable is read as the venue.
        lost |= {"venue", "publisher"}
    # Each value by itself: within a record, those that are its default are left out.
    return {name: msgspec.to_builtins(getattr(record, name)) for name in KEYS if name in lost}


def restored_fields(fields: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields stored in an item, unless its own variables for them have changed."""
    stored = {name: value for name, value in extension_of(item).items() if _fits(name, value)}
    if not stored:
        return {}
    # Converting long texts is slow, and those that were not stored need no comparison.
    others = {name: value for name, value in fields.items() if name not in _TEXTS}
    candidate, _ = fit.fit({"title": "?"} | others | stored)
    written = plain_item(candidate, "")
    unchanged = (n for n in stored if all(written.get(key) == item.get(key) for key in KEYS[n]))
    return {name: stored[name] for name in unchanged}


def without_restored(unused: dict[str, Any], restored: dict[str, Any]) -> dict[str, Any]:
    """Return the unused variables of an item without those of restored fields."""
    covered = {key for name in restored for key in KEYS[name]}
    return {name: value for name, value in unused.items() if name not in covered}


def extension_of(item: dict[str, Any]) -> dict[str, Any]:
    """Return what Vitae stored in an item."""
    return _within(_within(item, "custom"), "vitae")


def extras(item: dict[str, Any]) -> dict[str, Any]:
    """Return the extra variables that Vitae stored in an item."""
    return _within(extension_of(item), "extras")


def warnings(item: dict[str, Any]) -> tuple[str, ...]:
    """Return the warnings about the entry that an item was converted from."""
    found = extension_of(item).get("doubts")
    stored = found[:MOST_WARNINGS] if isinstance(found, list) else []
    texts = (clean(one)[:LONGEST_WARNING] for one in stored if isinstance(one, str))
    # Vitae has written them: what has no values is in the catalogues.
    return tuple(message(text) for text in texts)


def with_extras(item: dict[str, Any], entry: ParsedEntry) -> dict[str, Any]:
    """Return an item with the extras and warnings of an entry, to be read back."""
    stored = {"extras": extras(item) | dict(entry.extras), "doubts": list(map(str, entry.warnings))}
    vitae = extension_of(item) | {name: value for name, value in stored.items() if value}
    return item | {"custom": _within(item, "custom") | {"vitae": vitae}} if vitae else item


def foreign_fields(item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of the BibTeX or RIS entry that the item was converted from."""
    custom = _within(item, "custom")
    return _within(custom, "bibtex") | _within(custom, "ris")


def _within(value: dict[str, Any], key: str) -> dict[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _same(name: str, one: Record, other: Record) -> bool:
    if name == "authors":
        return one.people == other.people
    return bool(getattr(one, name) == getattr(other, name))


def _fits(name: str, value: Any) -> bool:
    return name in KEYS and fit.fits(name, value)


def _titled(fields: dict[str, Any]) -> dict[str, Any]:
    return fields if fit.fits("title", fields["title"]) else fields | {"title": "?"}
