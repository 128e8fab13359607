"""RIS, the tagged lines of reference managers, to and from records."""

from app.bibliography.ris.reader import read
from app.bibliography.ris.writer import write

__all__ = ["read", "write"]
