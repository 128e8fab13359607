"""The macros of a BibTeX file: months and @string definitions, with limited expansion."""

from typing import NamedTuple

from app.bibliography.bibtex import journals
from app.bibliography.latex.escape import from_text
from app.bibliography.messages import message

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST = 20_000


class Macro(NamedTuple):
    """The value of a macro with its definition, or a warning or an error."""

    value: str
    definition: str = ""
    warning: str = ""
    error: str = ""


class Budget:
    """A limit on repeated text, so that a small file cannot expand into a huge one."""

    def __init__(self, text: str) -> None:
        self._left = 1_000_000 + 4 * len(text)

    def spend(self, length: int) -> bool:
        """Spend that many characters; return whether they were left."""
        self._left -= length
        return self._left >= 0


class Macros:
    """The macros defined so far in the file."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._values: dict[str, str | None] = {}

    def define(self, name: str, value: str) -> None:
        """Define a macro, or invalidate it if its value is too long."""
        fits = len(value) <= LONGEST and self._budget.spend(len(value))
        self._values[name.lower()] = value if fits else None

    def forbid(self, name: str) -> None:
        """Invalidate a macro whose definition cannot be parsed."""
        self._values[name.lower()] = None

    def look_up(self, name: str, field: str) -> Macro:
        """Return a macro as a field uses it; an undefined one has its name as value."""
        lower = name.lower()
        if lower not in self._values:
            if journal := journals.predefined(lower, field):
                return Macro(from_text(journal))
            undefined = message("the macro “%(name)s” is not defined", name=name)
            return Macro(name, warning="" if lower in MONTHS else undefined)
        value = self._values[lower]
        if value is None or not self._budget.spend(2 * len(value)):
            error = message("the macro “%(name)s” can't be read or is too long", name=name)
            return Macro("", error=error)
        return Macro(value, f"@string{{{lower} = {{{value}}}}}")
