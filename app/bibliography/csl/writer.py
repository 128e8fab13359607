"""Records as CSL items, each with what its source said beyond a record."""

from collections.abc import Iterable
from typing import Any

import msgspec

from app.bibliography import citation_keys, json_stream, origin
from app.bibliography.csl import extension, item_writer, values
from app.bibliography.csl.item_reader import Understood, understood
from app.bibliography.csl.variables import MEANT, TYPES, is_valid
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.origin import NO_FOREIGN, ForeignEntry
from app.bibliography.record import PublicationType, Record

# No profile document or institute's listing, whose entries are kept as JSON too, has these keys.
_SIGNS = frozenset({"id", "DOI", "URL", "author", "issued", "container-title", "custom"})
_OWN = frozenset(key for keys in item_writer.KEYS.values() for key in keys) | {"id", "type"}


def write_csl(records: Iterable[Record], foreign: Iterable[ForeignEntry] = NO_FOREIGN) -> str:
    """Return the records as CSL-JSON; `foreign` are their raw entries in other formats."""
    return _text(_items(list(records), foreign))


def write_entries(entries: Iterable[ParsedEntry]) -> str:
    """Return the entries that have a record, each with what it says beyond it."""
    told = [(entry, entry.record) for entry in entries if entry.record]
    items = _items([record for _, record in told], NO_FOREIGN)
    return _text([extension.beside(i, entry) for i, (entry, _) in zip(items, told, strict=True)])


def _items(records: list[Record], foreign: Iterable[ForeignEntry]) -> list[dict[str, Any]]:
    keys = citation_keys.unique_keys(records)
    return [csl_item(*told) for told in zip(records, keys, foreign, strict=False)]


def _text(items: list[dict[str, Any]]) -> str:
    return msgspec.json.format(msgspec.json.encode(items), indent=2).decode() + "\n"


def csl_item(record: Record, key: str, foreign: ForeignEntry | None = None) -> dict[str, Any]:
    """Return a record as a CSL item, valid by CSL's schema, its `id` being `key`."""
    said, custom = _source(record, foreign or ForeignEntry())
    found = item_writer.plain_item(record, key)
    placed = {name: value for name, value in said.left.items() if _has_place(name, value, found)}
    elsewhere = {name: value for name, value in said.left.items() if name not in placed}
    found |= placed | _keywords(said.keywords)
    _keep_type(found, elsewhere, record.type)
    vitae = extension.beyond(record, found) | ({"extras": elsewhere} if elsewhere else {})
    custom |= {"vitae": vitae} if vitae else {}
    return found | ({"custom": custom} if custom else {})


def _source(record: Record, foreign: ForeignEntry) -> tuple[Understood, dict[str, Any]]:
    """What the source says beyond a record, and what of it stays under `custom`."""
    raw = _raw(origin.raw_text(record, Format.CSL))
    if raw is not None:
        said = understood(raw)
        custom = raw.get("custom")
        kept = {k: v for k, v in custom.items() if k != "vitae"} if isinstance(custom, dict) else {}
        left = extension.unsettled(said.left, extension.restored(said.fields, raw))
        return said._replace(left=left | extension.extras(raw)), kept
    kept = {str(foreign.format): dict(foreign.extras)} if foreign.extras else {}
    return Understood({}, foreign.keywords, {}), kept


def _raw(source: str) -> dict[str, Any] | None:
    try:
        raw = msgspec.json.decode(source) if source else None
        # As on reading: what was left out there would be missed here.
        raw = json_stream.clean_values(raw) if "\\u" in source else raw
    except (msgspec.DecodeError, RecursionError):
        return None
    return raw if isinstance(raw, dict) and raw.keys() & _SIGNS else None


def _has_place(name: str, value: Any, item: dict[str, Any]) -> bool:
    """Whether a reader would look for it there, and find nothing of a record's instead."""
    if name == "issued":
        return name not in item and is_valid(name, value) and not values.date(value)
    return name not in _OWN and is_valid(name, value)


def _keywords(keywords: tuple[str, ...]) -> dict[str, str]:
    separator = "; " if any("," in keyword for keyword in keywords) else ", "
    return {"keyword": separator.join(keywords)} if keywords else {}


def _keep_type(item: dict[str, Any], elsewhere: dict[str, Any], kind: PublicationType) -> None:
    """The type comes out as it came in, as long as it means the same."""
    given = str(elsewhere.get("type", kind))
    if MEANT.get(given.lower(), PublicationType.ARTICLE) is not kind:
        del elsewhere["type"]
    elif given in TYPES:
        item["type"] = given
        elsewhere.pop("type", None)
