"""Titles and abstracts as authors type them, shown as HTML or as plain text."""

import re
from functools import lru_cache

from app.bibliography.latex import render, truncate
from app.bibliography.latex.reader import Reader
from app.bibliography.text.characters import clean
from app.bibliography.text.pieces import Piece, Text, tidy

# Most names, and many titles: nothing in them to read.
PLAIN = re.compile(r"[A-Za-z0-9.,:;()?!]++(?: [A-Za-z0-9.,:;()?!]++)*+")


def to_html(source: str, *, links: bool = True) -> str:
    """Safe HTML of phrasing content; without links it may stand inside one."""
    return render.to_html(_pieces(source), links=links)


def to_text(source: str) -> str:
    """Plain text on one line, for titles, feeds and search."""
    return render.to_text(_pieces(source))


def to_preview(source: str, *, near: int = 240, whole: int = 300) -> str | None:
    """HTML of the beginning, or nothing when the text is short enough to be shown whole."""
    pieces = truncate.on_one_line(_pieces(source))
    if len(render.to_text(pieces)) < whole:
        return None
    beginning = truncate.shorten(pieces, near)
    return None if beginning is None else render.to_html(beginning)


# A text is asked for in several forms, one after the other: it is read once.
@lru_cache(maxsize=16)
def _pieces(source: str) -> list[Piece]:
    if PLAIN.fullmatch(source):
        return [Text(source)]
    return tidy(Reader(clean(source)).read())
