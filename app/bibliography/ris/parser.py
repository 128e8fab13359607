"""RIS cut into entries and lines, however carelessly they were written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.bibliography.ris.tags import ALL

_TAG = re.compile(r"\s{0,8}([A-Z][A-Z0-9])  - ?(.*)")
_CARELESS = re.compile(r"\s*([A-Za-z][A-Za-z0-9])\s{0,4}-(?:\s(.*)|$)")
# What databases write above the first entry.
_HEADING = re.compile(r"[A-Z][A-Za-z ]{0,30}:.*")


@dataclass
class RisEntry:
    """Lines that belong together: each tag with what it says, in the order of the file."""

    line: int = 0
    source: list[str] = field(default_factory=list)
    tags: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def begins(self) -> bool:
        """Whether it has the tag without which it is no entry."""
        return bool(self.tags) and self.tags[0][0] == "TY"

    @property
    def ended(self) -> bool:
        """Whether its last tag has been read."""
        return bool(self.tags) and self.tags[-1][0] == "ER"

    def add(self, number: int, line: str, tag: str, value: str) -> None:
        """Take a line: a tag's, or one that continues the tag before it."""
        if not self.source:
            self.line = number
        self.source.append(line)
        if tag:
            self.tags.append((tag, [value]))
        elif self.tags:
            self.tags[-1][1].append(value)


def raw_entries(text: str) -> Iterator[RisEntry]:
    """Yield the entries, and what stands outside of them, if that says something."""
    entry, careful = RisEntry(), True
    for number, line in enumerate(text.split("\n"), 1):
        tag, value = _parted(line, careful)
        if tag == "TY" or entry.ended:
            yield from _worth_reading(entry)
            entry = RisEntry()
        if tag == "TY":
            careful = _TAG.fullmatch(line) is not None
        if line.strip() or entry.source:
            entry.add(number, line, tag, value)
    yield from _worth_reading(entry)


def _parted(line: str, careful: bool) -> tuple[str, str]:
    """The tag of a line and what stands behind it; a line that continues has no tag.

    An entry whose first line is careless may be so in all: "ti - On tides" has a tag then.
    """
    if found := _TAG.fullmatch(line):
        return found[1], found[2].strip()
    found = _CARELESS.fullmatch(line)
    tag = found[1].upper() if found else ""
    if found and tag in ALL and (found[1] == tag or tag == "TY" or not careful):
        return tag, (found[2] or "").strip()
    return "", line.strip()


def _worth_reading(entry: RisEntry) -> Iterator[RisEntry]:
    while entry.source and not entry.source[-1].strip():
        entry.source.pop()
    lines = (line.strip() for line in entry.source)
    if entry.begins or any(line and not _is_idle(line) for line in lines):
        yield entry


def _is_idle(line: str) -> bool:
    return _HEADING.fullmatch(line) is not None or _parted(line, True)[0] == "ER"
