"""What she gives to be imported: each file, text or number becomes an import of its own."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from app.bibliography.entry import Format
from app.services import form_state
from app.services.actor import Editor
from app.services.importing import batches, worker


class Given(NamedTuple):
    """Something to be read, and what it is called."""

    name: str
    content: bytes
    format: Format


def begin(given: Sequence[Given], editor: Editor, key: str) -> list[int]:
    """Begin to read all that was given; return the imports' ids, the same for the same again."""
    ids = [
        batches.begin(one.name, one.content, editor, one.format, key=_key(key, one))
        for one in given
    ]
    for batch_id in ids:
        worker.start(batch_id)
    return ids


def _key(key: str, given: Given) -> str:
    said = [("name", given.name), ("content", hashlib.sha256(given.content).hexdigest())]
    return form_state.sending(key, said)
