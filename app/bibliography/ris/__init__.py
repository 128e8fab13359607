"""RIS, the tagged lines of reference managers, to and from records."""

from app.bibliography.ris_reading import read
from app.bibliography.ris_writing import write

__all__ = ["read", "write"]
