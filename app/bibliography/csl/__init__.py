"""CSL-JSON, as used by Zotero, Crossref and citation processors, to and from records."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from app.bibliography import fit, identifiers, json_stream
from app.bibliography.csl import extension
from app.bibliography.csl.item_reader import parse_item
from app.bibliography.csl.item_writer import KEYS
from app.bibliography.csl.writer import csl_item as item
from app.bibliography.csl.writer import write_csl as write
from app.bibliography.csl.writer import write_entries
from app.bibliography.entry import ParsedEntry
from app.bibliography.errors import at_line
from app.bibliography.json_stream import ListStart
from app.bibliography.messages import message
from app.bibliography.text.characters import clean

__all__ = ["item", "read", "related_dois", "write", "write_entries"]

RELATED = ("is-version-of", "has-version", "has-preprint", "is-preprint-of", "is-identical-to")
# Reference lists make an item very long and are not needed in an entry's source.
_REFERENCES = ("reference", "references")


def read(text: str) -> Iterator[ParsedEntry]:
    """Yield each item of a CSL-JSON text: its record, or an error."""
    text = clean(text)
    spans = json_stream.item_spans(text, _items_start(text))
    for line, source, raw, error in json_stream.decode_elements(text, spans):
        if error:
            yield ParsedEntry(line, source, error=error)
        else:
            yield _entry(line, source, raw)


def related_dois(extras: Mapping[str, str]) -> tuple[str, ...]:
    """Return the DOIs of other versions, from the relations in Crossref's items."""
    try:
        relations = msgspec.json.decode(extras.get("relation", "{}"), type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        return ()
    found = [one for name in RELATED for one in _objects(relations.get(name))]
    dois = [identifiers.doi(str(one.get("id"))) for one in found if one.get("id-type") == "doi"]
    return tuple(dict.fromkeys(doi for doi in dois if doi))


def _items_start(text: str) -> ListStart:
    """Return where the items begin, also inside Zotero's "items" and Crossref's "message"."""
    if array := re.match(r"\s*\[", text):
        return ListStart(array.end(), 1)
    found = json_stream.find_list(text, "items", 2) or json_stream.find_object(text, "message")
    return found or ListStart(0, 0)


def _entry(line: int, source: str, raw: dict[str, Any]) -> ParsedEntry:
    parsed = parse_item(raw)
    restored = extension.restored_fields(parsed.fields, raw)
    fields = parsed.fields | restored
    unused = extension.without_restored(parsed.unused, restored) | extension.extras(raw)
    key = str(fields["citation_key"] or "")
    if not fit.fits("source", source):
        unused = {name: value for name, value in unused.items() if name not in _REFERENCES}
        source = _json({name: value for name, value in raw.items() if name not in _REFERENCES})
    too_long = "" if fit.fits("source", source) else message("this item is too long")
    if error := fit.title_error(fields["title"]) or too_long:
        return ParsedEntry(line, source, error=at_line(line, error), key=key)
    record, invalid = fit.fit(fields | {"source": source})
    invalid_keys = [k for name in KEYS if name in invalid for k in KEYS[name] if k in raw]
    dropped = (
        message("“%(name)s” has a value that can't be stored", name=name) for name in invalid_keys
    )
    extras = unused | {k: raw[k] for k in invalid_keys} | extension.foreign_fields(raw)
    return ParsedEntry(
        line,
        source,
        record,
        warnings=(*parsed.warnings, *dropped, *extension.warnings(raw)),
        keywords=parsed.keywords,
        key=key,
        extras={clean(name): kept for name, value in extras.items() if (kept := _raw(value))},
    )


def _raw(value: Any) -> str:
    return clean(value) if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
