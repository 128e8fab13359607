"""What CSL can't say of a record, kept under `custom`, which CSL leaves to each program."""

from typing import Any

import msgspec

from app.bibliography import fit
from app.bibliography.csl.item_reader import understood
from app.bibliography.csl.item_writer import KEYS, plain_item
from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Record
from app.bibliography.text.characters import clean

MOST_WARNINGS, LONGEST_WARNING = 10, 300
_TEXTS = frozenset({"title", "authors", "abstract", "note"})


def beyond(record: Record, item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that reading the item would not give back, as they are."""
    back, _ = fit.fit(_titled(understood(item).fields))
    own = msgspec.to_builtins(record)
    return {name: own.get(name) for name in KEYS if not _same(name, back, record)}


def restored(fields: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields kept with an item, where nobody changed what stands for them since."""
    kept = {name: value for name, value in extension_of(item).items() if _fits(name, value)}
    if not kept:
        return {}
    # Long texts take long to write out; those that were not kept need no comparing.
    others = {name: value for name, value in fields.items() if name not in _TEXTS}
    candidate, _ = fit.fit({"title": "?"} | others | kept)
    said = plain_item(candidate, "")
    unchanged = (n for n in kept if all(said.get(key) == item.get(key) for key in KEYS[n]))
    return {name: kept[name] for name in unchanged}


def unsettled(left: dict[str, Any], restored: dict[str, Any]) -> dict[str, Any]:
    """Return what is left of an item once these fields have been restored."""
    settled = {key for name in restored for key in KEYS[name]}
    return {name: value for name, value in left.items() if name not in settled}


def extension_of(item: dict[str, Any]) -> dict[str, Any]:
    """Return what Vitae kept with an item."""
    return _within(_within(item, "custom"), "vitae")


def extras(item: dict[str, Any]) -> dict[str, Any]:
    """Return the variables that Vitae kept because CSL has no place for them."""
    return _within(extension_of(item), "extras")


def warnings(item: dict[str, Any]) -> tuple[str, ...]:
    """Return what was doubtful about an item when it was made of something else."""
    found = extension_of(item).get("doubts")
    told = found[:MOST_WARNINGS] if isinstance(found, list) else []
    return tuple(clean(one)[:LONGEST_WARNING] for one in told if isinstance(one, str))


def beside(item: dict[str, Any], entry: ParsedEntry) -> dict[str, Any]:
    """Return an item with what an entry says beyond its record, so that it is read again."""
    told = {"extras": extras(item) | dict(entry.extras), "doubts": list(entry.warnings)}
    vitae = extension_of(item) | {name: value for name, value in told.items() if value}
    return item | {"custom": _within(item, "custom") | {"vitae": vitae}} if vitae else item


def foreign(item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of the BibTeX or RIS entry that the item was once made of."""
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
