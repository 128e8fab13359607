"""Regular expressions that are compiled when they are first used: few processes use them all."""

import re
from functools import cached_property
from typing import Any, cast


def late_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that costs nothing until it is used."""
    return cast("re.Pattern[str]", _LatePattern(source, flags))


class _LatePattern:
    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def __getattr__(self, name: str) -> Any:
        # Python asks for what it does not find: once for each method.
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found
