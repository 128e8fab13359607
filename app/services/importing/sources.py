"""What she gives to be imported: each file, text or number becomes an import of its own."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from app.bibliography import csl, raw
from app.bibliography.entry import Format, ParsedEntry
from app.services import form_state
from app.services.actor import Actor
from app.services.importing import batches, worker
from app.services.lookups import find
from app.services.lookups.find import LookupFailedError


class Given(NamedTuple):
    """Something to be read, and what it is called."""

    name: str
    content: bytes
    format: Format


def start_imports(given: Sequence[Given], editor: Actor, key: str) -> list[int]:
    """Begin to read all that was given; return the imports' ids, the same for the same again."""
    ids = [
        batches.create_batch(one.name, one.content, editor, one.format, key=_key(key, one))
        for one in given
    ]
    for batch_id in ids:
        worker.start(batch_id)
    return ids


def _key(key: str, given: Given) -> str:
    said = [("name", given.name), ("content", hashlib.sha256(given.content).hexdigest())]
    return form_state.sending(key, said)


__all__ = ["LookupFailedError", "look_up"]


def look_up(text: str) -> Given:
    """Return what a DOI, an arXiv number, an ORCID iD or an OpenAlex author leads to.

    Raises LookupFailedError.
    """
    found = find.look_up(text)
    lacking = f" without {found.missing:,} more works" if found.missing else ""
    return Given(found.name + lacking, _text(found.entries).encode(), Format.CSL)


def _text(entries: list[ParsedEntry]) -> str:
    """Return entries as CSL-JSON: as they came, where they came so, and with all they say."""
    sources = [entry.source for entry in entries]
    if all(raw.format_of(source) is Format.CSL for source in sources):
        return "[" + ",\n".join(sources) + "]"
    return csl.write_entries(entries)
