"""LaTeX source as CSL has its texts: plain, with a small HTML of its own and without entities."""

from collections.abc import Iterator

from app.bibliography import maths
from app.bibliography.characters import clean
from app.bibliography.latex_reader import Reader
from app.bibliography.markup import Break, End, Formula, Piece, Start, Text, tidy

_TAGS = {"b": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub"}
_SMALL_CAPS = '<span style="font-variant:small-caps;">'


def from_latex(source: str) -> str:
    """Return LaTeX source as text with the markup that CSL processors understand."""
    return "".join(_written(tidy(Reader(clean(source)).read())))


def _written(pieces: list[Piece]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Text(value):
                yield value
            case Formula(source, display):
                yield f" {maths.to_text(source)} " if display else maths.to_text(source)
            case Break(paragraph):
                yield "\n\n" if paragraph else "\n"
            case Start("small-caps"):
                yield _SMALL_CAPS
            case End("small-caps"):
                yield "</span>"
            case Start(tag) if tag in _TAGS:
                yield f"<{_TAGS[tag]}>"
            case End(tag) if tag in _TAGS:
                yield f"</{_TAGS[tag]}>"
