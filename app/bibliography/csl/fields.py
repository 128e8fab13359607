"""One CSL item, and which of its variables have found their whole place in a record."""

from typing import Any

from app.bibliography.csl import values


class ItemReader:
    """What is read through it counts as used, where nothing of it is left over."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.used: set[str] = set()
        self.warnings: list[str] = []

    def line(self, *keys: str) -> str:
        """Return the first of these that says something, as plain text."""
        for key in keys:
            if found := values.line(self.raw.get(key)):
                self.use(key, self._is_whole(key))
                return found
        return ""

    def source(self, key: str) -> str:
        """Return what this says, its markup as LaTeX."""
        self.use(key, self._is_whole(key))
        return values.source(self.raw.get(key))

    def use(self, key: str, wholly: bool) -> None:
        """Count a variable as used, if all that it says was."""
        if wholly:
            self.used.add(key)

    def left(self) -> dict[str, Any]:
        """Return what was not used."""
        left = {key: value for key, value in self.raw.items() if key not in self.used}
        return {key: value for key, value in left.items() if value not in values.NOTHING}

    def _is_whole(self, key: str) -> bool:
        value = self.raw.get(key)
        if isinstance(value, list):
            return len(value) == 1 and isinstance(value[0], str | int)
        return isinstance(value, str | int)
