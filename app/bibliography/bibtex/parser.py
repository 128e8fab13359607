"""The raw entries of a BibTeX file in order, with their lines, fields and warnings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.bibliography.bibtex import lexer
from app.bibliography.bibtex.lexer import Block
from app.bibliography.bibtex.macros import Budget, Macros
from app.bibliography.bibtex.values import (
    SPACE,
    Fields,
    UnreadableError,
    end_of,
    missing_comma,
    read_value,
)
from app.bibliography.errors import at_line
from app.bibliography.messages import message

# Fields after the end of an entry: an extra brace closed it too early.
_CUT_OFF = re.compile(r'[\s,}]*+([A-Za-z][\w-]*+)\s*+=\s*+["{\w]')
_DEFINED = re.compile(r"\s*+([^\s={}]++)\s*+=")
_IGNORED = {"comment", "preamble"}


@dataclass(slots=True)
class RawEntry:
    """One entry as written: its fields, or an error."""

    kind: str
    line: int
    source: str
    fields: Fields = field(default_factory=Fields)
    error: str = ""
    warnings: list[str] = field(default_factory=list)

    @property
    def is_junk(self) -> bool:
        """Whether it contains no fields."""
        return "=" not in self.source


def raw_entries(text: str, budget: Budget) -> Iterator[RawEntry]:
    """Yield every entry of the text, including unreadable @strings."""
    macros, lines = Macros(budget), _Lines(text)
    for block in lexer.blocks(text):
        if block.kind in _IGNORED:
            continue
        raw_entry = _parse_block(text, block, macros, lines)
        if block.kind == "string":
            _define(text, block, raw_entry, macros)
        if block.kind != "string" or raw_entry.error:
            yield raw_entry


class _Lines:
    """Line numbers of increasing positions, counted in a single pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._line = 1

    def at(self, position: int) -> int:
        if position < self._position:
            return self._line - self._text.count("\n", position, self._position)
        self._line += self._text.count("\n", self._position, position)
        self._position = position
        return self._line


def _define(text: str, block: Block, raw_entry: RawEntry, macros: Macros) -> None:
    for name, value in raw_entry.fields.values.items():
        macros.define(name, value)
    if raw_entry.error and (named := _DEFINED.match(text, block.body, block.end)):
        macros.forbid(named[1])


def _parse_block(text: str, block: Block, macros: Macros, lines: _Lines) -> RawEntry:
    raw_entry = RawEntry(block.kind, lines.at(block.start), lexer.block_source(text, block))
    if raw_entry.is_junk:
        raw_entry.error = at_line(raw_entry.line, message("this is not a BibTeX entry"))
        return raw_entry
    if text[block.body - 1] not in "{(":
        said = message("a brace is missing after “@%(kind)s”", kind=block.kind)
        raw_entry.error = at_line(raw_entry.line, said)
        return raw_entry
    body = text[block.body : block.end]
    try:
        raw_entry.fields = parse_fields(body, macros, keyed=block.kind != "string")
    except UnreadableError as error:
        raw_entry.error = at_line(lines.at(block.body + error.position), error.reason)
        return raw_entry
    raw_entry.warnings = [
        _with_line(warning, block, lines) for warning in raw_entry.fields.warnings
    ]
    if not block.closed:
        raw_entry.warnings.append(message("the closing brace is missing"))
    elif cut_off := _CUT_OFF.match(text, block.end + 1):
        said = message("the entry ends before “%(text)s”", text=cut_off[1])
        raw_entry.error = at_line(lines.at(cut_off.start(1)), said)
        raw_entry.source = text[block.start : lexer.next_start(text, block.end + 1)].rstrip()
    return raw_entry


def _with_line(warning: tuple[int | None, str], block: Block, lines: _Lines) -> str:
    position, said = warning
    return said if position is None else at_line(lines.at(block.body + position), said)


_GAP = re.compile(r"(?:[\s,]++|%[^\n]*+)*+")
_KEY = re.compile(r"""\s*+([^,={}"\n]*+)""")
_NAME = re.compile(r"""([^\s"#%'(),={}@\\]++)\s*+=\s*+""")
MAX_SAME_NAME = 50


def parse_fields(text: str, macros: Macros, *, keyed: bool = True) -> Fields:
    """Return the fields of a block's body; raise UnreadableError rather than lose content.

    A block without a key defines macros, whose outer blanks count.
    """
    fields = Fields()
    position = _read_key(text, fields) if keyed else 0
    while (position := end_of(_GAP, text, position)) < len(text):
        name = _NAME.match(text, position)
        if not name:
            said = message("“%(text)s” is not a field", text=_excerpt(text, position))
            raise UnreadableError(said, position)
        value, end = read_value(text, name.end(), name[1], fields, macros)
        if keyed:
            _add_field(fields, name[1].lower(), value.strip(), position)
        else:
            fields.values[name[1].lower()] = value
        position = end_of(SPACE, text, end)
        if position < len(text) and text[position] not in ",%":
            _warn_of_comma(text, position, fields)
    return fields


def _read_key(text: str, fields: Fields) -> int:
    found = _KEY.match(text)
    assert found  # noqa: S101  # it matches the empty text too
    following = end_of(SPACE, text, found.end())
    if text.startswith("=", following):
        fields.warnings.append((None, message("the citation key is missing")))
        return 0
    fields.key = found[1].strip()
    if following < len(text) and text[following] != ",":
        if not _NAME.match(text, following):
            said = message("“%(text)s” is not a citation key", text=_excerpt(text, following))
            raise UnreadableError(said, following)
        fields.warnings.append((following, message("a comma is missing after the citation key")))
    return following


def _add_field(fields: Fields, name: str, value: str, position: int) -> None:
    """Add a field; later ones of the same name are numbered."""
    if not value or fields.values.get(name) == value:
        return
    free, number = name, 1
    while free in fields.values:
        number += 1
        free = f"{name}-{number}"
        if number > MAX_SAME_NAME:
            said = message("there are too many fields “%(name)s”", name=name)
            raise UnreadableError(said, position)
    if free != name:
        fields.warnings.append((position, message("there is more than one “%(name)s”", name=name)))
    fields.values[free] = value


def _warn_of_comma(text: str, position: int, fields: Fields) -> None:
    following = _NAME.match(text, position)
    if not following:
        raise UnreadableError(missing_comma(_excerpt(text, position)), position)
    fields.warnings.append((position, missing_comma(following[1])))


def _excerpt(text: str, position: int) -> str:
    return " ".join(text[position : position + 60].split())[:30]
