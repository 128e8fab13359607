"""The macros of a BibTeX file: months, and what @string defines, bounded in length."""

from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST = 20_000


class Macro(NamedTuple):
    value: str
    definition: str = ""
    warning: str = ""
    error: str = ""


class Budget:
    """How much may be written more than once: a small file must not become a large one."""

    def __init__(self, text: str) -> None:
        self._left = 1_000_000 + 4 * len(text)

    def spend(self, length: int) -> bool:
        """Take that many characters, if they are left."""
        self._left -= length
        return self._left >= 0


class Macros:
    """What each name stands for at this place of the file."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._values: dict[str, str | None] = {}

    def define(self, name: str, value: str) -> None:
        """Let the name stand for the value from here on."""
        fits = len(value) <= LONGEST and self._budget.spend(len(value))
        self._values[name.lower()] = value if fits else None

    def forbid(self, name: str) -> None:
        """Say that the name has no value that could be used."""
        self._values[name.lower()] = None

    def look_up(self, name: str) -> Macro:
        """The macro of a name; one that nobody defined stands for its name."""
        lower = name.lower()
        if lower not in self._values:
            warning = "" if lower in MONTHS else f"the macro “{name}” is not defined"
            return Macro(name, warning=warning)
        value = self._values[lower]
        if value is None or not self._budget.spend(2 * len(value)):
            return Macro("", error=f"the macro “{name}” can't be read, or is too long")
        return Macro(value, f"@string{{{lower} = {{{value}}}}}")
