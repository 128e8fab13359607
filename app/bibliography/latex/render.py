"""Text pieces rendered as HTML or as plain text."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from app.bibliography.latex import math
from app.bibliography.text.characters import subscript, superscript
from app.bibliography.text.pieces import Break, ElementEnd, ElementStart, Formula, Piece, Text

_SCRIPTS: dict[str, Callable[[str], str | None]] = {"sup": superscript, "sub": subscript}


def to_html(pieces: Iterable[Piece], *, links: bool = True) -> str:
    """Return the pieces as safe HTML phrasing content."""
    return "".join(_html(piece, links) for piece in pieces)


def to_text(pieces: Iterable[Piece]) -> str:
    """Return the pieces as plain text on one line."""
    return " ".join("".join(_words(pieces)).split())


def _html(piece: Piece, links: bool) -> str:
    match piece:
        case Text(value):
            return escape(value, quote=False)
        case Formula(source, display):
            return math.to_mathml(source, display=display)
        case Break(paragraph):
            return "<br><br>" if paragraph else "<br>"
        case _:
            return _tag(piece, links)


def _tag(piece: ElementStart | ElementEnd, links: bool) -> str:
    if piece.tag == "a" and not links:
        return ""
    name = "span" if piece.tag == "small-caps" else piece.tag
    return f"</{name}>" if isinstance(piece, ElementEnd) else f"<{name}{_attributes(piece)}>"


def _attributes(start: ElementStart) -> str:
    if start.href:
        return f' href="{escape(start.href)}" rel="noopener"'
    return ' class="small-caps"' if start.tag == "small-caps" else ""


def _words(pieces: Iterable[Piece]) -> Iterator[str]:
    tags: list[str] = [""]
    for piece in pieces:
        match piece:
            case Text(value):
                # "1st" needs no superscript, but "105" for ten to the fifth would be wrong.
                script = None if value.isalpha() else _SCRIPTS.get(tags[-1])
                yield (script and script(value)) or value
            case Formula(source, display):
                formula = math.to_text(source)
                yield f" {formula} " if display else formula
            case Break():
                yield " "
            case ElementStart(tag):
                tags.append(tag)
            case ElementEnd():
                tags.pop()
