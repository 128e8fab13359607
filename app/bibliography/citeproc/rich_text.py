"""The text of a variable, with its inline markup and quotation marks recognized."""

import re
from collections.abc import Iterator

from app.bibliography.text.pieces import ElementEnd, ElementStart, Piece, Text

QUOTE, SINGLE_QUOTE, NO_CASE = "quote", "single-quote", "nocase"
_TAGS = {
    "i": "i",
    "b": "b",
    "sup": "sup",
    "sub": "sub",
    "sc": "small-caps",
    'span style="font-variant:small-caps;"': "small-caps",
    'span style="font-variant: small-caps;"': "small-caps",
    'span class="nocase"': NO_CASE,
}
_ENDS = {"i", "b", "sup", "sub", "sc", "span"}
_TAG = re.compile(r"<(/?)([a-z]+(?: [a-z]+=\"[a-z: ;-]+\")?)>")
# What `text_case` puts in place of elements.
_RESERVED = re.compile("[\uf8f0-\uf8f3]")
# French puts a space before these marks, which must not end a line.
_SPACED = re.compile(r" (?=[:;!?»])|(?<=«) ")
_MARK = re.compile(r"[\"'“”‘’]")
_QUOTES = {"“": QUOTE, "‘": SINGLE_QUOTE, '"': QUOTE, "'": SINGLE_QUOTE}
_CLOSING = {"“": "”", "‘": "’", '"': '"', "'": "'"}
_BEFORE = re.compile(r"[\s([{/–—\"'“‘-]")
_AFTER = re.compile(r"[\s.,;:!?)\]}/–—\"'”’-]")


def rich_text(source: str) -> list[Piece]:
    """Return a variable's text as pieces: tags and pairs of quotation marks become elements."""
    return _with_quotes(_with_tags(_SPACED.sub("\u202f", _RESERVED.sub("", source))))


def _with_tags(source: str) -> list[Piece]:
    pieces: list[Piece] = []
    position = 0
    paired = _paired_tags(source)
    for start, end, piece in sorted(paired, key=lambda tag: tag[0]):
        pieces += [Text(source[position:start]), piece]
        position = end
    return [*pieces, Text(source[position:])]


def _paired_tags(source: str) -> Iterator[tuple[int, int, Piece]]:
    """Yield the tags that have a partner, in properly nested pairs."""
    opened: list[tuple[str, re.Match[str]]] = []
    for match in _TAG.finditer(source) if "<" in source else ():
        name = match[2].partition(" ")[0]
        if not match[1] and match[2] in _TAGS:
            opened.append((name, match))
        elif match[1] and match[2] in _ENDS and name in [tag for tag, _ in opened[-8:]]:
            while opened[-1][0] != name:
                opened.pop()
            start = opened.pop()[1]
            tag = _TAGS[start[2]]
            yield start.start(), start.end(), ElementStart(tag)
            yield match.start(), match.end(), ElementEnd(tag)


def _with_quotes(pieces: list[Piece]) -> list[Piece]:
    """Replace quotation marks that belong together, and straight apostrophes."""
    text = "".join(piece.value for piece in pieces if isinstance(piece, Text))
    marks = _paired_marks(text) if _MARK.search(text) else {}
    if not marks:
        return [piece for piece in pieces if piece != Text("")]
    found: list[Piece] = []
    offset = 0
    for piece in pieces:
        if isinstance(piece, Text):
            found += _replaced(piece.value, offset, marks)
            offset += len(piece.value)
        else:
            found.append(piece)
    return found


def _replaced(value: str, offset: int, marks: dict[int, Piece]) -> Iterator[Piece]:
    position = 0
    for match in _MARK.finditer(value):
        if mark := marks.get(offset + match.start()):
            yield from filter(_is_filled, (Text(value[position : match.start()]), mark))
            position = match.end()
    yield from filter(_is_filled, (Text(value[position:]),))


def _is_filled(piece: Piece) -> bool:
    return piece != Text("")


def _paired_marks(text: str) -> dict[int, Piece]:
    """Return what replaces each quotation mark, by position."""
    found: dict[int, Piece] = {}
    opened: list[tuple[str, int]] = []
    # Straight single marks stand for double ones where there are no others.
    tags = _QUOTES if '"' in text else _QUOTES | {"'": QUOTE}
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        start = _start_of(opened, mark) if _may_close(text, at) else None
        if start is not None:
            sign, begin = opened[start]
            del opened[start:]
            found |= {begin: ElementStart(tags[sign]), at: ElementEnd(tags[sign])}
            continue
        if mark == "'":
            found[at] = Text("’")
        if mark in _QUOTES and _may_open(text, at):
            opened.append((mark, at))
    return found


def _start_of(opened: list[tuple[str, int]], mark: str) -> int | None:
    """Return which of the last opened marks this one closes."""
    for index in range(len(opened) - 1, max(-1, len(opened) - 9), -1):
        if _CLOSING[opened[index][0]] == mark:
            return index
    return None


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or _BEFORE.match(before) is not None) and after.strip() != ""


def _may_close(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return before.strip() != "" and (not after or _AFTER.match(after) is not None)
