"""CSL-JSON, as Zotero, Crossref and citation processors speak it, to and from records."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from app.bibliography import fit, identifiers, json_stream
from app.bibliography.csl import extension
from app.bibliography.csl.item_reader import understood
from app.bibliography.csl.item_writer import KEYS
from app.bibliography.csl.writer import csl_item as item
from app.bibliography.csl.writer import write_csl as write
from app.bibliography.csl.writer import write_entries
from app.bibliography.entry import ParsedEntry
from app.bibliography.json_stream import ListStart
from app.bibliography.text.characters import clean

__all__ = ["item", "read", "related_dois", "write", "write_entries"]

RELATED = ("is-version-of", "has-version", "has-preprint", "is-preprint-of", "is-identical-to")
# Lists of references make an item long, and nobody reads them in an entry's source.
_LONG = ("reference", "references")


def read(text: str) -> Iterator[ParsedEntry]:
    """Yield what each item of a CSL-JSON text says; what is broken says why."""
    text = clean(text)
    spans = json_stream.item_spans(text, _items_start(text))
    for line, source, raw, error in json_stream.decode_elements(text, spans):
        if error:
            yield ParsedEntry(line, source, error=error)
        else:
            yield _entry(line, source, raw)


def related_dois(extras: Mapping[str, str]) -> tuple[str, ...]:
    """Return the DOIs of other versions, as Crossref relates them."""
    try:
        relations = msgspec.json.decode(extras.get("relation", "{}"), type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError):
        return ()
    found = [one for name in RELATED for one in _objects(relations.get(name))]
    dois = [identifiers.doi(str(one.get("id"))) for one in found if one.get("id-type") == "doi"]
    return tuple(dict.fromkeys(doi for doi in dois if doi))


def _items_start(text: str) -> ListStart:
    """Where the items are: Zotero's "items" and Crossref's "message" hold them."""
    if array := re.match(r"\s*\[", text):
        return ListStart(array.end(), 1)
    found = json_stream.find_list(text, "items", 2) or json_stream.find_object(text, "message")
    return found or ListStart(0, 0)


def _entry(line: int, source: str, raw: dict[str, Any]) -> ParsedEntry:
    said = understood(raw)
    restored = extension.restored(said.fields, raw)
    fields = said.fields | restored
    left = extension.unsettled(said.left, restored) | extension.extras(raw)
    key = str(fields["citation_key"] or "")
    if not fit.fits("source", source):
        left = {name: value for name, value in left.items() if name not in _LONG}
        source = _json({name: value for name, value in raw.items() if name not in _LONG})
    too_long = "" if fit.fits("source", source) else "this item is too long"
    if error := fit.title_error(fields["title"]) or too_long:
        return ParsedEntry(line, source, error=f"line {line}: {error}", key=key)
    record, unfit = fit.fit(fields | {"source": source})
    too_much = [k for name in KEYS if name in unfit for k in KEYS[name] if k in raw]
    much = (f"“{name}” says more than can be kept in its place" for name in too_much)
    extras = left | {k: raw[k] for k in too_much} | extension.foreign(raw)
    return ParsedEntry(
        line,
        source,
        record,
        warnings=(*said.warnings, *much, *extension.warnings(raw)),
        keywords=said.keywords,
        key=key,
        extras={clean(name): kept for name, value in extras.items() if (kept := _raw(value))},
    )


def _raw(value: Any) -> str:
    return clean(value) if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
