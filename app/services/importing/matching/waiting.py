"""Entries that wait to be written: thousands of them, of which few are ever asked for again."""

import zlib

import msgspec
from msgspec import structs

from app.bibliography.record import Record


class Waiting:
    """Records by number, packed; what they were made of is not kept."""

    def __init__(self) -> None:
        self._packed: dict[int, bytes] = {}

    def put(self, number: int, record: Record) -> None:
        """Keep a record."""
        content = msgspec.msgpack.encode(structs.replace(record, source=None))
        self._packed[number] = zlib.compress(content, 1)

    def get(self, number: int) -> Record | None:
        """Return a record, or None."""
        packed = self._packed.get(number)
        return msgspec.msgpack.decode(zlib.decompress(packed), type=Record) if packed else None
