"""A sieve for names: of many thousand, most can be none of a few people's."""

import re
from collections.abc import Callable, Iterable

from app.bibliography.names import names


def sieve(people: Iterable[str]) -> Callable[[str], bool]:
    """Return a function that tells whether a name may be one of these people's.

    It tells only whether the name has the family name of one of them, but of each in a moment.
    """
    families = {key.rpartition(" ")[0] or key for name in people for key in names.keys(name)}
    if not families:
        return lambda name: False
    pattern = re.compile("|".join(map(re.escape, sorted(families))))

    def may_be(name: str) -> bool:
        readings = names.fold(name) if name.isascii() else " ".join(names.keys(name))
        return pattern.search(readings) is not None

    return may_be
