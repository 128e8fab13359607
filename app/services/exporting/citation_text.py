"""Text on its way through citeproc, which escapes some of what it is given and not the rest."""

import re

import nh3

from app.bibliography.latex import math
from app.bibliography.latex.reader import Reader
from app.bibliography.text.characters import clean
from app.bibliography.text.pieces import Break, End, Formula, Piece, Start, Text, tidy

# Until citeproc is done, private characters stand for all that HTML would read as markup.
SIGNS = str.maketrans({"&": "\ue000", "<": "\ue001", ">": "\ue002"})
ESCAPED = {"\ue000": "&amp;", "\ue001": "&lt;", "\ue002": "&gt;"}
TAGS = {"em": "i", "i": "i", "strong": "b", "b": "b", "sup": "sup", "sub": "sub"}
STARTS = {tag: chr(0xE010 + at) for at, tag in enumerate(("i", "b", "sup", "sub"))}
ENDS = {tag: chr(0xE020 + at) for at, tag in enumerate(STARTS)}
# It begins words of formulas: styles that capitalise titles find no letter to raise there.
AS_IT_IS = "\ue030"
MARKS = (
    ESCAPED
    | {mark: f"<{tag}>" for tag, mark in STARTS.items()}
    | {mark: f"</{tag}>" for tag, mark in ENDS.items()}
)
PRIVATE = re.compile("[\ue000-\uf8ff]")


def guarded(text: str) -> str:
    """Return plain text in which nothing reads as markup."""
    return PRIVATE.sub("", clean(text)).translate(SIGNS)


def guarded_latex(source: str) -> str:
    """Return a title's text, with what is set in italics, bold, raised or lowered marked."""
    pieces = tidy(Reader(PRIVATE.sub("", clean(source))).read())
    return " ".join("".join(map(_marked, pieces)).split()) or guarded(source)


def released(html: str) -> str:
    """Return what citeproc made of guarded text as safe HTML."""
    marked = PRIVATE.sub(lambda mark: MARKS.get(mark[0], ""), html)
    return nh3.clean(marked, tags=set(STARTS), attributes={})


def _marked(piece: Piece) -> str:
    match piece:
        case Text(value):
            return guarded(value)
        case Formula(source):
            # Styles that capitalise titles leave this alone: x is another number than X.
            words = guarded(math.to_text(source)).split(" ")
            return " ".join(f"{AS_IT_IS}{word}" for word in words)
        case Break():
            return " "
        case Start(tag):
            return STARTS.get(TAGS.get(tag, ""), "")
        case End(tag):
            return ENDS.get(TAGS.get(tag, ""), "")
