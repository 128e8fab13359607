"""RIS split into entries and tags, tolerating careless notation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.bibliography.ris.tags import ALL

_TAG = re.compile(r"\s{0,8}([A-Z][A-Z0-9])  - ?(.*)")
_CARELESS = re.compile(r"\s*([A-Za-z][A-Za-z0-9])\s{0,4}-(?:\s(.*)|$)")
# What databases write above the entries: headings, numbers and rules.
_HEADING = re.compile(r"[A-Z][A-Za-z ]{0,30}:.*|[\[(<#]?\d{1,6}[\]).:>]{0,2}|[-=_*]{3,}")


@dataclass
class RisEntry:
    """The lines of an entry: its tags with their values, in the order of the file."""

    line: int = 0
    source: list[str] = field(default_factory=list)
    tags: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def begins(self) -> bool:
        """Whether it begins with the required tag TY."""
        return bool(self.tags) and self.tags[0][0] == "TY"

    @property
    def ended(self) -> bool:
        """Whether its final tag ER has been read."""
        return bool(self.tags) and self.tags[-1][0] == "ER"

    def add(self, number: int, line: str, tag: str, value: str) -> None:
        """Add a line with a tag, or one that continues the previous tag."""
        if not self.source:
            self.line = number
        self.source.append(line)
        if tag:
            self.tags.append((tag, [value]))
        elif self.tags:
            self.tags[-1][1].append(value)


def raw_entries(text: str) -> Iterator[RisEntry]:
    """Yield the entries, and any text outside them that is not a heading."""
    entry, careful = RisEntry(), True
    for number, line in enumerate(text.split("\n"), 1):
        tag, value = _split_tag(line, careful)
        if tag == "TY" or entry.ended:
            yield from _if_meaningful(entry)
            entry = RisEntry()
        if tag == "TY":
            careful = _TAG.fullmatch(line) is not None
        if line.strip() or entry.source:
            entry.add(number, line, tag, value)
    yield from _if_meaningful(entry)


def _split_tag(line: str, careful: bool) -> tuple[str, str]:
    """Return the tag of a line and its value; a continuation line has no tag.

    If the first line of an entry is careless, so may be the others: "ti - On tides" is a tag then.
    """
    if found := _TAG.fullmatch(line):
        return found[1], found[2].strip()
    found = _CARELESS.fullmatch(line)
    tag = found[1].upper() if found else ""
    if found and tag in ALL and (found[1] == tag or tag == "TY" or not careful):
        return tag, (found[2] or "").strip()
    return "", line.strip()


def _if_meaningful(entry: RisEntry) -> Iterator[RisEntry]:
    while entry.source and not entry.source[-1].strip():
        entry.source.pop()
    lines = (line.strip() for line in entry.source)
    if entry.begins or any(line and not _is_ignorable(line) for line in lines):
        yield entry


def _is_ignorable(line: str) -> bool:
    return _HEADING.fullmatch(line) is not None or _split_tag(line, True)[0] == "ER"
