"""The publications of a profile document, parsed separately so that errors stay local."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec

from app.bibliography import errors, json_stream, urls
from app.bibliography import raw as bibliography_raw
from app.bibliography.document import languages, reader
from app.bibliography.document.reader import DocumentError
from app.bibliography.entry import ParsedEntry
from app.bibliography.json_stream import Element, ListStart
from app.bibliography.messages import message_of
from app.bibliography.record import Record
from app.bibliography.text.characters import clean

LONGEST_HEAD = 2_000
_HEADS = frozenset({"vitae", "person"})
# Keys that only the publications in institutes' listings have.
_LISTING_KEYS = frozenset({"authors_as_listed", "url"})


def read_entries(text: str) -> Iterator[ParsedEntry]:
    """Yield an error outside the publications, if any, then each publication."""
    text = clean(text)
    start = json_stream.find_list(text, "publications", 1)
    spans = list(json_stream.item_spans(text, start or ListStart(0, 0)))
    around = _around(text, start, spans) if start else text
    head = next(json_stream.decode_elements(around, [(0, len(around))])).value
    is_whole = start is not None or not _HEADS.isdisjoint(head)
    if is_whole and (error := _error(around)):
        yield ParsedEntry(1, text[:LONGEST_HEAD], error=error)
    first = languages.first_language(head) if is_whole else languages.DEFAULT
    # Do not guess at the publications of another version of the format.
    if not is_whole or (start and head.get("vitae", 1) == 1):
        for element in json_stream.decode_elements(text, spans):
            is_listed = _is_listed(head if is_whole else element.value, is_whole)
            yield _entry(element, is_listed, first)


def read_single(source: str) -> Record | None:
    """Return the record of a single publication of a document or listing, or None."""
    try:
        raw = msgspec.json.decode(source, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
    # Only a listing or a document has the key "authors"; CSL has "author".
    for is_listed in (False, True) if "authors" in raw else (False,):
        try:
            record = reader.publication(json_stream.clean_values(raw), is_listed=is_listed)
            return msgspec.structs.replace(record, source=source)
        except (DocumentError, RecursionError):
            continue
    return None


def _around(text: str, start: ListStart, spans: list[tuple[int, int]]) -> str:
    """Return the document without its publications, with the same number of lines."""
    end = spans[-1][1] if spans else start.position
    before, lines = text[: start.position], "\n" * text.count("\n", start.position, end)
    # If the last publication is unclosed, report that one and not the document.
    last = json_stream.decode_elements(text, spans[-1:]) if end == len(text) else ()
    return before + lines + ("]}" if any(one.error for one in last) else text[end:])


def _error(around: str) -> str:
    try:
        reader.read_document(around.encode("utf-8", "replace"))
    except DocumentError as error:
        return message_of(error)
    return ""


def _is_listed(raw: dict[str, Any], is_whole: bool) -> bool:
    if is_whole:
        return "person" in raw and "vitae" not in raw
    return not _LISTING_KEYS.isdisjoint(raw)


def _entry(element: Element, is_listed: bool, first: str) -> ParsedEntry:
    line, source, raw, parse_error = element
    key = raw.get("citation_key")
    entry = ParsedEntry(
        line,
        source[: bibliography_raw.LONGEST],
        error=parse_error,
        key=key if isinstance(key, str) else "",
    )
    if parse_error:
        return entry
    try:
        record = reader.publication(raw, is_listed=is_listed, first=first)
    except (DocumentError, RecursionError) as error:
        is_deep = isinstance(error, RecursionError)
        reason = errors.TOO_DEEP if is_deep else message_of(error)
        return replace(entry, error=errors.at_line(line, reason))
    links = tuple(link for link in record.links if not urls.validation_error(link.url))
    warnings = (urls.skipped_link(x.url) for x in record.links if x not in links)
    record = msgspec.structs.replace(record, links=links)
    return replace(entry, record=record, source=record.source or "", warnings=tuple(warnings))
