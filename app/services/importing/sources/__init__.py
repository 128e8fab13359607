"""Start imports from files, pasted text or identifiers; each becomes a separate import."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from app.bibliography import csl, raw
from app.bibliography.entry import Format, ParsedEntry
from app.services import form_state
from app.services.actor import Actor
from app.services.importing import batches, worker
from app.services.lookups.errors import LookupFailedError
from app.translations.text import ngettext

if TYPE_CHECKING:
    from app.services.lookups.sources import LookupResult


class ImportInput(NamedTuple):
    """Content to be imported, with its name and format."""

    name: str
    content: bytes
    format: Format


def start_imports(given: Sequence[ImportInput], editor: Actor, key: str) -> list[int]:
    """Start an import of each input; return their ids. The same key returns the same imports."""
    ids = [
        batches.create_batch(one.name, one.content, editor, one.format, key=_key(key, one))
        for one in given
    ]
    for batch_id in ids:
        worker.start(batch_id)
    return ids


def _key(key: str, given: ImportInput) -> str:
    fields = [("name", given.name), ("content", hashlib.sha256(given.content).hexdigest())]
    return form_state.sending(key, fields)


__all__ = ["LookupFailedError", "look_up"]


def look_up(text: str) -> ImportInput:
    """Return the entries for a DOI, an arXiv number, an ORCID iD or an OpenAlex author.

    Raises LookupFailedError.
    """
    # The HTTP client is a twentieth of all that a start would load.
    from app.services.lookups import find

    found = find.look_up(text)
    return ImportInput(_name(found), _text(found.entries).encode(), Format.CSL)


def _name(found: "LookupResult") -> str:
    """Return the name of the import, in the language of whoever looks up."""
    if not found.missing:
        return found.name
    return ngettext(
        "%(name)s (%(num)s more work not fetched)",
        "%(name)s (%(num)s more works not fetched)",
        found.missing,
        name=found.name,
    )


def _text(entries: list[ParsedEntry]) -> str:
    """Return entries as CSL-JSON, unchanged if they already are."""
    sources = [entry.source for entry in entries]
    if all(raw.format_of(source) is Format.CSL for source in sources):
        return "[" + ",\n".join(sources) + "]"
    return csl.write_entries(entries)
