"""A parsed entry of a bibliography, and the formats that bibliographies have."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from app.bibliography.messages import message
from app.bibliography.record import Record


class FormatInfo(NamedTuple):
    """The label, file suffix and media type of a format."""

    label: str
    suffix: str
    mimetype: str


class Format(StrEnum):
    """The formats that are imported and exported."""

    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"
    DOCUMENT = "document"

    @property
    def label(self) -> str:
        """The name shown to users."""
        return FORMAT_INFO[self].label

    @property
    def suffix(self) -> str:
        """The file name extension, including the dot."""
        return FORMAT_INFO[self].suffix

    @property
    def mimetype(self) -> str:
        """The media type for HTTP responses."""
        return FORMAT_INFO[self].mimetype


FORMAT_INFO = {
    Format.BIBTEX: FormatInfo("BibTeX", ".bib", "application/x-bibtex"),
    Format.RIS: FormatInfo("RIS", ".ris", "application/x-research-info-systems"),
    Format.CSL: FormatInfo("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json"),
    Format.DOCUMENT: FormatInfo(message("Profile document"), ".json", "application/json"),
}


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One entry of a file: its record, or the error that prevented one.

    `line` is its first line in the file, from 1, and `source` its raw text, complete in itself.
    `error` explains why there is no record; `warnings` lists what was read but looks wrong.
    `extras` holds the raw fields that a record has no place for, in the order of the file.
    """

    line: int
    source: str
    record: Record | None = None
    error: str = ""
    warnings: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    key: str = ""
    extras: Mapping[str, str] = field(default_factory=dict)
