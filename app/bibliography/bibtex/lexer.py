"""The blocks of a BibTeX file, found in one pass over any text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.bibliography.raw import BIBTEX

# These kinds begin an entry even if its brace is missing.
_KNOWN = "article|book|inbook|incollection|inproceedings|misc|phdthesis|mastersthesis|techreport"
_START = re.compile(
    rf"(?<!\w){BIBTEX}"
    rf"|^[ \t]*+@(?P<bare>{_KNOWN})\b(?!\s*+[{{(])",
    re.IGNORECASE | re.MULTILINE,
)
# An unclosed entry ends before a line that begins the next one.
_INSIDE = re.compile(rf'[{{}}()"]|\n(?=[ \t]*+{BIBTEX})')
_COMMENT = re.compile(r"@[ \t]*+comment\s*+\{", re.IGNORECASE)
_BRACES = re.compile(r"[{}]")


class Block(NamedTuple):
    """One `@kind{…}` block, with the positions of its body."""

    kind: str
    start: int
    body: int
    end: int
    closed: bool


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a text in order; text between them is a comment in BibTeX."""
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
    """Return the text of a block."""
    return text[block.start : block.end + block.closed].rstrip()


def next_start(text: str, position: int) -> int:
    """Return where the next block begins, or the end of the text."""
    found = _START.search(text, position)
    return found.start() if found else len(text)


def _end(text: str, position: int, in_parentheses: bool) -> tuple[int, bool]:
    """Return where a block ends and whether it is closed; as in BibTeX, \\{ counts as a brace."""
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
    """Return where each balanced @comment ends, by the position of its opening brace."""
    starts = {found.end() - 1 for found in _COMMENT.finditer(text)}
    ends: dict[int, int] = {}
    opened: list[int] = []
    for brace in _BRACES.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened and (begun := opened.pop()) in starts:
            ends[begun] = brace.end()
    return ends
