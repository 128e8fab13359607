"""Where the entries of a BibTeX file begin and end: one pass, whatever the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.bibliography.bibtex.macros import Macros
from app.bibliography.raw import BIBTEX

# These words begin an entry even where its brace is missing.
_KNOWN = "article|book|inbook|incollection|inproceedings|misc|phdthesis|mastersthesis|techreport"
_START = re.compile(
    rf"(?<!\w){BIBTEX}"
    rf"|^[ \t]*+@(?P<bare>{_KNOWN})\b",
    re.IGNORECASE | re.MULTILINE,
)
# Whatever stands open ends where the next line begins an entry.
_INSIDE = re.compile(rf'[{{}}()"]|\n(?=[ \t]*+{BIBTEX})')
_COMMENT = re.compile(r"@[ \t]*+comment\s*+\{", re.IGNORECASE)
_BRACES = re.compile(r"[{}]")


class Block(NamedTuple):
    """One `@kind{…}`: its body lies between its delimiters."""

    kind: str
    start: int
    body: int
    end: int
    closed: bool


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text in their order; what lies between them is BibTeX's comment."""
    comments: dict[int, int] | None = None
    position = 0
    while start := _START.search(text, position):
        kind = (start["kind"] or start["bare"]).lower()
        if kind == "comment" and start["open"] == "{":
            comments = _comments(text) if comments is None else comments
            position = comments.get(start.end() - 1, start.end())
            continue
        at = start.start() + start[0].index("@")
        if start["bare"]:
            position = next_start(text, start.end())
            yield Block(kind, at, start.end(), position, closed=False)
            continue
        end, closed = _end(text, start.end(), start["open"] == "(")
        yield Block(kind, at, start.end(), end, closed)
        position = end + closed


def block_source(text: str, block: Block) -> str:
    """The block as it stands in the text."""
    return text[block.start : block.end + block.closed].rstrip()


def next_start(text: str, position: int) -> int:
    """Where the next block begins, or the text ends."""
    found = _START.search(text, position)
    return found.start() if found else len(text)


def _end(text: str, position: int, in_parentheses: bool) -> tuple[int, bool]:
    """Braces count whether a backslash stands before them or not, as in BibTeX itself."""
    depth, quoted = 0, False
    for token in _INSIDE.finditer(text, position):
        mark = token[0]
        if mark == "{":
            depth += 1
        elif mark == "\n":
            return token.start(), False
        elif mark == "}" and depth == 0 and not in_parentheses:
            return token.start(), True
        elif mark == "}":
            depth = max(depth - 1, 0)
        elif mark == '"' and depth == 0:
            quoted = not quoted
        elif mark == ")" and in_parentheses and depth == 0 and not quoted:
            return token.start(), True
    return len(text), False


def _comments(text: str) -> dict[int, int]:
    """Where each balanced @comment ends, by the place of its opening brace."""
    starts = {found.end() - 1 for found in _COMMENT.finditer(text)}
    ends: dict[int, int] = {}
    opened: list[int] = []
    for brace in _BRACES.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened and (begun := opened.pop()) in starts:
            ends[begun] = brace.end()
    return ends


SPACE = re.compile(r"\s*+")
_WORD = re.compile(r"""[^\s,#{}"=]++""")
_BRACE = re.compile(r"[{}]")
_QUOTE = re.compile(r'[{}"]')
# A value that holds the beginning of the next field has lost its end.
_SWALLOWED = re.compile(
    r"""\n[ \t]*+(author|title|journal|booktitle|year|month|volume|number|pages|publisher|doi|url
    |editor|abstract|note|keywords|school|series|address|isbn|issn)[ \t]*+=[ \t]*+(?:[{"\d]|\Z)""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST = 200_000


class UnreadableError(ValueError):
    """Why a block can't be read, and where in it."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position


@dataclass(slots=True)
class Fields:
    """What a block says: names in small letters, values without their delimiters."""

    key: str = ""
    values: dict[str, str] = field(default_factory=dict)
    # Where what is odd was met, and what it is; without a place, it stands for the whole entry.
    warnings: list[tuple[int | None, str]] = field(default_factory=list)
    macros: dict[str, str] = field(default_factory=dict)


def read_value(
    text: str, position: int, name: str, fields: Fields, macros: Macros
) -> tuple[str, int]:
    """Terms joined by `#`; the place behind the last one."""
    terms: list[str] = []
    start = position
    while True:
        term, position = _term(text, position, name, fields, macros)
        terms.append(term)
        following = end_of(SPACE, text, position)
        if not text.startswith("#", following):
            break
        position = end_of(SPACE, text, following + 1)
    value = "".join(terms)
    if len(value) > LONGEST:
        raise UnreadableError(f"the value of “{name}” is longer than {LONGEST:,} characters", start)
    if swallowed := _SWALLOWED.search(value):
        raise UnreadableError(
            f"a comma is missing before “{swallowed[1]}”", start + 1 + swallowed.start(1)
        )
    return value.strip(), position


def _term(text: str, position: int, name: str, fields: Fields, macros: Macros) -> tuple[str, int]:
    if text.startswith("{", position):
        return _delimited(text, position, name, _BRACE)
    if text.startswith('"', position):
        return _delimited(text, position, name, _QUOTE)
    word = _WORD.match(text, position)
    if not word:
        raise UnreadableError(f"“{name}” has no value", position)
    if word[0].isdigit():
        return word[0], word.end()
    macro = macros.look_up(word[0])
    if macro.error:
        raise UnreadableError(macro.error, position)
    if macro.warning:
        fields.warnings.append((position, macro.warning))
    if macro.definition:
        fields.macros[word[0].lower()] = macro.definition
    return macro.value, word.end()


def _delimited(text: str, position: int, name: str, marks: re.Pattern[str]) -> tuple[str, int]:
    depth, closing = 0, "}" if marks is _BRACE else '"'
    for mark in marks.finditer(text, position + 1):
        if depth == 0 and mark[0] == closing:
            return text[position + 1 : mark.start()], mark.end()
        if mark[0] != '"':
            depth += 1 if mark[0] == "{" else -1
        if depth < 0:
            break
    raise UnreadableError(f"the value of “{name}” is not closed", position)


def end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    """Where what the pattern passes over ends."""
    found = pattern.match(text, position)
    return found.end() if found else position
