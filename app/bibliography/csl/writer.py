"""Records as CSL items, with the extra variables of their sources."""

from collections.abc import Iterable
from typing import Any

import msgspec

from app.bibliography import citation_keys, json_stream, origin
from app.bibliography.csl import extension, item_writer, values
from app.bibliography.csl.item_reader import ParsedItem, parse_item
from app.bibliography.csl.variables import MEANT, TYPES, is_valid
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.origin import Foreign, ForeignEntry, no_foreign
from app.bibliography.record import PublicationType, Record

# Keys that tell CSL items from the JSON entries of profile documents and listings.
_CSL_KEYS = frozenset({"id", "DOI", "URL", "author", "issued", "container-title", "custom"})
_OWN = frozenset(key for keys in item_writer.KEYS.values() for key in keys) | {"id", "type"}


def write_csl(records: Iterable[Record], foreign: Foreign = no_foreign) -> str:
    """Return the records as CSL-JSON; `foreign` finds their raw entries in other formats."""
    listed = list(records)
    return _text(_items(listed, map(foreign, listed)))


def write_entries(entries: Iterable[ParsedEntry]) -> str:
    """Return the entries that have a record, with their extras and warnings."""
    each = [(entry, entry.record) for entry in entries if entry.record]
    keywords = [ForeignEntry(keywords=entry.keywords) for entry, _ in each]
    items = _items([record for _, record in each], keywords)
    return _text(
        [extension.with_extras(i, entry) for i, (entry, _) in zip(items, each, strict=True)]
    )


def _items(records: list[Record], foreign: Iterable[ForeignEntry]) -> list[dict[str, Any]]:
    keys = citation_keys.unique_keys(records)
    return [csl_item(*each) for each in zip(records, keys, foreign, strict=True)]


def _text(items: list[dict[str, Any]]) -> str:
    return msgspec.json.format(msgspec.json.encode(items), indent=2).decode() + "\n"


def csl_item(record: Record, key: str, foreign: ForeignEntry | None = None) -> dict[str, Any]:
    """Return a record as a CSL item with the id `key`, valid by CSL's schema."""
    parsed, custom = _source(record, foreign or ForeignEntry())
    found = item_writer.plain_item(record, key)
    placed = {
        name: value for name, value in parsed.unused.items() if _has_place(name, value, found)
    }
    elsewhere = {name: value for name, value in parsed.unused.items() if name not in placed}
    found |= placed | _keywords(parsed.keywords)
    _keep_type(found, elsewhere, record.type)
    vitae = extension.lost_fields(record, found) | ({"extras": elsewhere} if elsewhere else {})
    custom |= {"vitae": vitae} if vitae else {}
    return found | ({"custom": custom} if custom else {})


def _source(record: Record, foreign: ForeignEntry) -> tuple[ParsedItem, dict[str, Any]]:
    """Return the extra variables of the source, and what belongs under `custom`."""
    raw = _raw(origin.raw_text(record, Format.CSL))
    if raw is not None:
        parsed = parse_item(raw)
        custom = raw.get("custom")
        kept = {k: v for k, v in custom.items() if k != "vitae"} if isinstance(custom, dict) else {}
        unused = extension.without_restored(
            parsed.unused, extension.restored_fields(parsed.fields, raw)
        )
        return parsed._replace(unused=unused | extension.extras(raw)), kept
    kept = {str(foreign.format): dict(foreign.extras)} if foreign.extras else {}
    return ParsedItem({}, foreign.keywords, {}), kept


def _raw(source: str) -> dict[str, Any] | None:
    try:
        raw = msgspec.json.decode(source) if source else None
        # Clean as on reading, so that values compare equal.
        raw = json_stream.clean_values(raw) if "\\u" in source else raw
    except (msgspec.DecodeError, RecursionError):
        return None
    return raw if isinstance(raw, dict) and raw.keys() & _CSL_KEYS else None


def _has_place(name: str, value: Any, item: dict[str, Any]) -> bool:
    """Return whether a variable of the source is valid and not set by the record."""
    if name == "issued":
        return name not in item and is_valid(name, value) and not values.date(value)
    if name == "number":
        return name not in item and is_valid(name, value)
    return name not in _OWN and is_valid(name, value)


def _keywords(keywords: tuple[str, ...]) -> dict[str, str]:
    separator = "; " if any("," in keyword for keyword in keywords) else ", "
    return {"keyword": separator.join(keywords)} if keywords else {}


def _keep_type(item: dict[str, Any], elsewhere: dict[str, Any], kind: PublicationType) -> None:
    """Keep the original type while it means the type of the record."""
    given = str(elsewhere.get("type", item["type"]))
    if MEANT.get(given.lower(), kind) is not kind:
        del elsewhere["type"]
    elif given in TYPES:
        item["type"] = given
        elsewhere.pop("type", None)
