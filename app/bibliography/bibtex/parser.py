"""The entries of a BibTeX file in its order, each with its line, its fields and its doubts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.bibliography.bibtex import lexer
from app.bibliography.bibtex.bibtex_fields import parse
from app.bibliography.bibtex.bibtex_values import Fields, UnreadableError
from app.bibliography.bibtex.lexer import Block
from app.bibliography.bibtex.macros import Budget, Macros

# Fields behind the end of an entry: a brace too many closed it early.
_CUT_OFF = re.compile(r'[\s,}]*+([A-Za-z][\w-]*+)\s*+=\s*+["{\w]')
_DEFINED = re.compile(r"\s*+([^\s={}]++)\s*+=")
_SILENT = {"comment", "preamble"}


@dataclass(slots=True)
class Stated:
    """One entry as it is stated: its fields, or what is wrong with it."""

    kind: str
    line: int
    source: str
    fields: Fields = field(default_factory=Fields)
    problem: str = ""
    doubts: list[str] = field(default_factory=list)

    @property
    def is_junk(self) -> bool:
        """Whether it says nothing at all."""
        return "=" not in self.source


def entries(text: str, budget: Budget) -> Iterator[Stated]:
    """Every entry of the text; an unreadable @string is one too."""
    macros, lines = Macros(budget), _Lines(text)
    for block in lexer.cut(text):
        if block.kind in _SILENT:
            continue
        stated = _stated(text, block, macros, lines)
        if block.kind == "string":
            _define(text, block, stated, macros)
        if block.kind != "string" or stated.problem:
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


def _define(text: str, block: Block, stated: Stated, macros: Macros) -> None:
    for name, value in stated.fields.values.items():
        macros.define(name, value)
    if stated.problem and (named := _DEFINED.match(text, block.body, block.end)):
        macros.forbid(named[1])


def _stated(text: str, block: Block, macros: Macros, lines: _Lines) -> Stated:
    stated = Stated(block.kind, lines.at(block.start), lexer.source(text, block))
    if stated.is_junk:
        stated.problem = f"line {stated.line}: nothing can be read here"
        return stated
    if text[block.body - 1] not in "{(":
        stated.problem = f"line {stated.line}: a brace is missing behind “@{block.kind}”"
        return stated
    body = text[block.body : block.end]
    try:
        stated.fields = parse(body, macros, keyed=block.kind != "string")
    except UnreadableError as error:
        stated.problem = f"line {lines.at(block.body + error.position)}: {error.reason}"
        return stated
    stated.doubts = [_located(doubt, block, lines) for doubt in stated.fields.doubts]
    if not block.closed:
        stated.doubts.append("the closing brace is missing")
    elif cut_off := _CUT_OFF.match(text, block.end + 1):
        line = lines.at(cut_off.start(1))
        stated.problem = f"line {line}: the entry ends before “{cut_off[1]}”"
        stated.source = text[block.start : lexer.next_start(text, block.end + 1)].rstrip()
    return stated


def _located(doubt: tuple[int | None, str], block: Block, lines: _Lines) -> str:
    position, words = doubt
    return words if position is None else f"line {lines.at(block.body + position)}: {words}"
