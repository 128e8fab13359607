"""Titles and abstracts with LaTeX markup, rendered as HTML or as plain text."""

import re
from functools import lru_cache

from app.bibliography.latex import preview, render
from app.bibliography.latex.preview import PREVIEW_LENGTH, WHOLE_LENGTH
from app.bibliography.latex.reader import Reader
from app.bibliography.text.characters import clean
from app.bibliography.text.pieces import Piece, Text, tidy

# Most names, many titles and every other abstract have no markup to parse: two hyphens or
# apostrophes would be.
_UNMARKED = r"""(?:[A-Za-z0-9.,:;()?!/\[\]=+*@|"]|-(?!-)|'(?!'))++"""
_PLAIN = re.compile(rf"{_UNMARKED}(?: {_UNMARKED})*+")


def to_html(source: str, *, links: bool = True) -> str:
    """Return safe HTML phrasing content, optionally without links for use inside a link."""
    return render.to_html(_pieces(source), links=links)


def to_text(source: str) -> str:
    """Return plain text on one line, for titles, feeds and search."""
    return source if _PLAIN.fullmatch(source) else render.to_text(_pieces(source))


def to_preview(
    source: str, *, length: int = PREVIEW_LENGTH, whole_length: int = WHOLE_LENGTH
) -> str | None:
    """Return the beginning as HTML, or None if the text is short enough to be shown whole."""
    pieces = preview.flatten(_pieces(source))
    if len(render.to_text(pieces)) < whole_length:
        return None
    beginning = preview.shorten(pieces, length)
    return None if beginning is None else render.to_html(beginning)


# The same text is often rendered in several forms in a row, so parse it once.
@lru_cache(maxsize=16)
def _pieces(source: str) -> list[Piece]:
    if _PLAIN.fullmatch(source):
        return [Text(source)]
    return tidy(Reader(clean(source)).read())
