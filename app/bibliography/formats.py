"""Which format a text is in, and its entries whatever that is."""

import codecs
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

import msgspec

from app.bibliography import document_entries, raw_entries
from app.bibliography.entries import Entry, Format

_RIS = re.compile(r"^[ \t]*+TY[ \t]*+-", re.IGNORECASE | re.MULTILINE)
_BIBTEX = re.compile(r"(?<!\w)@[ \t]*+[A-Za-z][\w:+-]*+\s*+[{(]")
_FIRST_KEY = re.compile(r'\s*\{\s*"(?:vitae|person)"\s*:')
_SUFFIXES = {
    ".bib": Format.BIBTEX,
    ".bibtex": Format.BIBTEX,
    ".ris": Format.RIS,
    ".json": Format.CSL,
}
_ENDING = re.compile(r"\.[a-z]+\Z")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def detect(name: str, text: str) -> Format | None:
    """The format of a file: what its text looks like, else what its name says."""
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        return _of_json(text)
    signs = ((_RIS, Format.RIS), (_BIBTEX, Format.BIBTEX))
    found = [(sign.start(), form) for pattern, form in signs if (sign := pattern.search(text))]
    ending = _ENDING.search(name.lower().strip())
    return min(found)[1] if found else _SUFFIXES.get(ending[0]) if ending else None


def decode(content: bytes) -> tuple[str, list[str]]:
    """The text of a file, and what is doubtful about it."""
    if content.startswith(_UTF16):
        return content.decode("utf-16", "replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
    doubts = [f"line {line}: this is not UTF-8 text; it was read as Latin-1"]
    try:
        return content.decode("cp1252"), doubts
    except UnicodeDecodeError:
        return content.decode("latin-1"), doubts


def read(form: Format, text: str) -> Iterator[Entry]:
    """Every entry of a text in that format; a text that can't be read is one, with the reason."""
    if form is Format.DOCUMENT:
        return document_entries.read(text)
    # Loaded when needed: no page shows a bibliography before somebody brings one.
    module = import_module(f"app.bibliography.{form.value}")
    return cast(Callable[[str], Iterator[Entry]], module.read)(text)


def read_source(source: str) -> Entry | None:
    """What a publication's source says, the first one of several; None where it is unreadable."""
    first = raw_entries.first(source)
    form = detect("", first)
    if form is None:
        return None
    if form is Format.CSL and (record := document_entries.alone(first)):
        return Entry(1, first, record)
    entry = next(read(form, first), None)
    return entry if entry and entry.record else None


def _of_json(text: str) -> Format:
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return Format.DOCUMENT if _FIRST_KEY.match(text.strip("\ufeff")) else Format.CSL
    is_document = isinstance(found, dict) and ("vitae" in found or "person" in found)
    return Format.DOCUMENT if is_document else Format.CSL
