"""RIS, the tagged format of reference managers, to and from records."""

from app.bibliography.ris.reader import read_ris as read
from app.bibliography.ris.writer import write_ris as write

__all__ = ["read", "write"]
