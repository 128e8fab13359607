"""The entries of a BibTeX file in its order, each with its line, its fields and its warnings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.bibliography.bibtex import lexer
from app.bibliography.bibtex.lexer import SPACE, Block, Fields, UnreadableError, end_of
from app.bibliography.bibtex.macros import Budget, Macros

# Fields behind the end of an entry: a brace too many closed it early.
_CUT_OFF = re.compile(r'[\s,}]*+([A-Za-z][\w-]*+)\s*+=\s*+["{\w]')
_DEFINED = re.compile(r"\s*+([^\s={}]++)\s*+=")
_SILENT = {"comment", "preamble"}


@dataclass(slots=True)
class RawEntry:
    """One entry as it is stated: its fields, or what is wrong with it."""

    kind: str
    line: int
    source: str
    fields: Fields = field(default_factory=Fields)
    error: str = ""
    warnings: list[str] = field(default_factory=list)

    @property
    def is_junk(self) -> bool:
        """Whether it says nothing at all."""
        return "=" not in self.source


def raw_entries(text: str, budget: Budget) -> Iterator[RawEntry]:
    """Every entry of the text; an unreadable @string is one too."""
    macros, lines = Macros(budget), _Lines(text)
    for block in lexer.blocks(text):
        if block.kind in _SILENT:
            continue
        stated = _stated(text, block, macros, lines)
        if block.kind == "string":
            _define(text, block, stated, macros)
        if block.kind != "string" or stated.error:
            yield stated


class _Lines:
    """Counts lines forwards only, so that a whole file costs one pass."""

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


def _define(text: str, block: Block, stated: RawEntry, macros: Macros) -> None:
    for name, value in stated.fields.values.items():
        macros.define(name, value)
    if stated.error and (named := _DEFINED.match(text, block.body, block.end)):
        macros.forbid(named[1])


def _stated(text: str, block: Block, macros: Macros, lines: _Lines) -> RawEntry:
    stated = RawEntry(block.kind, lines.at(block.start), lexer.block_source(text, block))
    if stated.is_junk:
        stated.error = f"line {stated.line}: nothing can be read here"
        return stated
    if text[block.body - 1] not in "{(":
        stated.error = f"line {stated.line}: a brace is missing behind “@{block.kind}”"
        return stated
    body = text[block.body : block.end]
    try:
        stated.fields = parse_fields(body, macros, keyed=block.kind != "string")
    except UnreadableError as error:
        stated.error = f"line {lines.at(block.body + error.position)}: {error.reason}"
        return stated
    stated.warnings = [_located(warning, block, lines) for warning in stated.fields.warnings]
    if not block.closed:
        stated.warnings.append("the closing brace is missing")
    elif cut_off := _CUT_OFF.match(text, block.end + 1):
        line = lines.at(cut_off.start(1))
        stated.error = f"line {line}: the entry ends before “{cut_off[1]}”"
        stated.source = text[block.start : lexer.next_start(text, block.end + 1)].rstrip()
    return stated


def _located(warning: tuple[int | None, str], block: Block, lines: _Lines) -> str:
    position, words = warning
    return words if position is None else f"line {lines.at(block.body + position)}: {words}"


_GAP = re.compile(r"(?:[\s,]++|%[^\n]*+)*+")
_KEY = re.compile(r"""\s*+([^,={}"\n]*+)""")
_NAME = re.compile(r"""([^\s"#%'(),={}@\\]++)\s*+=\s*+""")
MOST_OF_A_NAME = 50


def parse_fields(text: str, macros: Macros, *, keyed: bool = True) -> Fields:
    """The fields of a block's body; UnreadableError where something in it would be lost."""
    fields = Fields()
    position = _read_key(text, fields) if keyed else 0
    while (position := end_of(_GAP, text, position)) < len(text):
        name = _NAME.match(text, position)
        if not name:
            raise UnreadableError(f"“{_glimpse(text, position)}” is no field", position)
        value, end = lexer.read_value(text, name.end(), name[1], fields, macros)
        _keep(fields, name[1].lower(), value, position)
        position = end_of(SPACE, text, end)
        if position < len(text) and text[position] not in ",%":
            _miss_comma(text, position, fields)
    return fields


def _read_key(text: str, fields: Fields) -> int:
    found = _KEY.match(text)
    assert found  # noqa: S101  # it matches the empty text too
    following = end_of(SPACE, text, found.end())
    if text.startswith("=", following):
        fields.warnings.append((None, "the citation key is missing"))
        return 0
    fields.key = found[1].strip()
    if following < len(text) and text[following] != ",":
        if not _NAME.match(text, following):
            raise UnreadableError(f"“{_glimpse(text, following)}” is no citation key", following)
        fields.warnings.append((following, "a comma is missing behind the citation key"))
    return following


def _keep(fields: Fields, name: str, value: str, position: int) -> None:
    """The first of several fields counts; the others are kept beside it."""
    if not value or fields.values.get(name) == value:
        return
    free, number = name, 1
    while free in fields.values:
        number += 1
        free = f"{name}-{number}"
        if number > MOST_OF_A_NAME:
            raise UnreadableError(f"there are too many fields “{name}”", position)
    if free != name:
        fields.warnings.append((position, f"there is more than one “{name}”"))
    fields.values[free] = value


def _miss_comma(text: str, position: int, fields: Fields) -> None:
    following = _NAME.match(text, position)
    if not following:
        raise UnreadableError(f"a comma is missing before “{_glimpse(text, position)}”", position)
    fields.warnings.append((position, f"a comma is missing before “{following[1]}”"))


def _glimpse(text: str, position: int) -> str:
    return " ".join(text[position : position + 60].split())[:30]
