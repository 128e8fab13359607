"""A CSL item, and which of its variables a record fully holds."""

from typing import Any

from app.bibliography.csl import values


class ItemReader:
    """Reader of a CSL item that keeps track of the variables not fully used."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.used: set[str] = set()
        self.warnings: list[str] = []

    def line(self, *keys: str) -> str:
        """Return the first of these variables that is not empty, as plain text."""
        for key in keys:
            if found := values.line(self.raw.get(key)):
                self.use(key, self._is_whole(key))
                return found
        return ""

    def source(self, key: str) -> str:
        """Return a variable as LaTeX source."""
        self.use(key, self._is_whole(key))
        return values.source(self.raw.get(key))

    def use(self, key: str, wholly: bool) -> None:
        """Mark a variable as used if `wholly` is true."""
        if wholly:
            self.used.add(key)

    def unused(self) -> dict[str, Any]:
        """Return the variables that were not fully used."""
        unused = {key: value for key, value in self.raw.items() if key not in self.used}
        return {key: value for key, value in unused.items() if value not in values.EMPTY}

    def _is_whole(self, key: str) -> bool:
        value = self.raw.get(key)
        if isinstance(value, list):
            return len(value) == 1 and isinstance(value[0], str | int)
        return isinstance(value, str | int)
