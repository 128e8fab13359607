"""What a bibliography says in one place: a record, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from app.bibliography.record import Record


class Shape(NamedTuple):
    label: str
    suffix: str
    mimetype: str


class Format(StrEnum):
    """The formats that bibliographies come in and go out by."""

    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"
    DOCUMENT = "document"

    @property
    def label(self) -> str:
        """The words that a reader meets."""
        return SHAPES[self].label

    @property
    def suffix(self) -> str:
        """The end of a file's name, its dot included."""
        return SHAPES[self].suffix

    @property
    def mimetype(self) -> str:
        """The media type that an answer declares."""
        return SHAPES[self].mimetype


SHAPES = {
    Format.BIBTEX: Shape("BibTeX", ".bib", "application/x-bibtex"),
    Format.RIS: Shape("RIS", ".ris", "application/x-research-info-systems"),
    Format.CSL: Shape("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json"),
    Format.DOCUMENT: Shape("Profile document", ".json", "application/json"),
}


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """What a file says in one place: a record, or the reason why there is none.

    `line` is its first line in the file, from 1; `source` its raw text, made to read alone.
    `error` says in words why there is no record, `warnings` what was read but is odd, and
    `extras` holds the fields without a home in a record, raw, in the order of the file.
    """

    line: int
    source: str
    record: Record | None = None
    error: str = ""
    warnings: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    key: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)
