"""Records of a file that are not written yet, kept in little memory."""

import zlib

import msgspec
from msgspec import structs

from app.bibliography.record import Record


class PendingRecords:
    """Records by number, compressed and without their raw entries to save memory."""

    def __init__(self) -> None:
        self._packed: dict[int, bytes] = {}

    def put(self, number: int, record: Record) -> None:
        """Store a record."""
        content = msgspec.msgpack.encode(structs.replace(record, source=None))
        # Clearing the memory of a larger window would take longer than compressing the record.
        packer = zlib.compressobj(1, wbits=11, memLevel=4)
        self._packed[number] = packer.compress(content) + packer.flush()

    def get(self, number: int) -> Record | None:
        """Return a record, or None."""
        packed = self._packed.get(number)
        return msgspec.msgpack.decode(zlib.decompress(packed), type=Record) if packed else None
