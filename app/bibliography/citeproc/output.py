"""Rendered pieces joined into one text: punctuation that meets, quotation marks, and HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import escape

from app.bibliography.citeproc.rich_text import QUOTE, SINGLE_QUOTE
from app.bibliography.text.pieces import Break, ElementEnd, ElementStart, Piece, Text

# Stands where two rendered elements meet.
JOIN = Break()
# Two marks that meet and become one; any others are both kept.
MERGED = {
    "..": ".",
    ",,": ",",
    ":.": ":",
    "::": ":",
    ":!": "!",
    ":?": "?",
    ";.": ";",
    ";:": ";",
    ";;": ";",
    ";!": "!",
    ";?": "?",
    "!.": "!",
    "!:": "!",
    "!!": "!",
    "?.": "?",
    "?:": "?",
    "??": "?",
    "  ": " ",
    "\u202f ": "\u202f",
}
# The styles of American English put these inside quotation marks; others put them after.
MOVED_INSIDE = ".,!?"
QUOTE_TAGS = (QUOTE, SINGLE_QUOTE)
HTML_TAGS = ("i", "b", "u", "sup", "sub")
# Begins the tag of an element that says which language a text is in.
LANGUAGE = "language-"


@dataclass(frozen=True)
class QuotationMarks:
    """The marks of a language, and whether a comma or full stop stands before the closing one."""

    outer: tuple[str, str] = ("“", "”")
    inner: tuple[str, str] = ("‘", "’")
    have_punctuation: bool = True


ENGLISH = QuotationMarks()


class OutputText:
    """The text written so far."""

    def __init__(self, marks: QuotationMarks) -> None:
        self.marks = marks
        self.pieces: list[Piece] = []
        # Where the last text stands, and whether another element begins after it.
        self._last = -1
        self._is_joined = False

    def extend(self, pieces: Iterable[Piece]) -> None:
        """Add pieces, in which marks of punctuation that meet at a join are merged."""
        for piece in pieces:
            if piece is JOIN:
                self._is_joined = True
            elif isinstance(piece, Text):
                self._add(self._joined(piece.value) if self._is_joined else piece.value)
            else:
                self.pieces.append(piece)

    def _add(self, value: str) -> None:
        if value:
            self._last = len(self.pieces)
            self._is_joined = False
            self.pieces.append(Text(value))

    def _joined(self, value: str) -> str:
        """Return what remains of a text after its first characters met the text before."""
        while value and self._last >= 0:
            before = self._text_before()
            is_moved = self.marks.have_punctuation and value[0] in MOVED_INSIDE
            quote_end = self._quote_end() if is_moved else None
            merged = MERGED.get(before[-1:] + value[0])
            if merged is None and quote_end is None:
                break
            if merged and merged != before[-1]:
                self.pieces[self._last] = Text(before[:-1])
                break
            if merged is None and quote_end is not None:
                self.pieces.insert(quote_end, Text(value[0]))
                self._last = quote_end
            value = value[1:]
        return value

    def _text_before(self) -> str:
        piece = self.pieces[self._last]
        return piece.value if isinstance(piece, Text) else ""

    def _quote_end(self) -> int | None:
        """Return where the quotation ends that the last text is in, if it has ended."""
        for index in range(self._last + 1, len(self.pieces)):
            piece = self.pieces[index]
            if isinstance(piece, ElementEnd) and piece.tag in QUOTE_TAGS:
                return index
        return None


def joined(pieces: Iterable[Piece], marks: QuotationMarks = ENGLISH) -> list[Piece]:
    """Return rendered pieces as running text with typographic quotation marks."""
    output = OutputText(marks)
    output.extend(pieces)
    return _with_marks(output.pieces, marks)


def _with_marks(pieces: list[Piece], marks: QuotationMarks) -> list[Piece]:
    """Replace quotations by marks that alternate with depth."""
    found: list[Piece] = []
    ends: list[str] = []
    for piece in pieces:
        if isinstance(piece, ElementStart) and piece.tag in QUOTE_TAGS:
            # Single marks stay single only outside of other marks.
            is_single = ends[-1] == marks.outer[1] if ends else piece.tag == SINGLE_QUOTE
            start, end = marks.inner if is_single else marks.outer
            ends.append(end)
            found.append(Text(start))
        elif isinstance(piece, ElementEnd) and piece.tag in QUOTE_TAGS:
            found.append(Text(ends.pop()))
        else:
            found.append(piece)
    return found


def to_html(pieces: Iterable[Piece]) -> str:
    """Return text as HTML; italics inside italics are upright."""
    html: list[str] = []
    opened: list[str] = []
    for value, wanted in tagged_texts(pieces):
        html += _changed(opened, wanted)
        opened = wanted
        html.append(str(escape(value)))
    return "".join([*html, *_changed(opened, [])]).strip()


def tagged_texts(pieces: Iterable[Piece]) -> Iterator[tuple[str, list[str]]]:
    """Yield each text with the tags it is in, the outermost first."""
    active: list[str] = []
    for piece in pieces:
        match piece:
            case ElementStart(tag):
                active.append(tag)
            case ElementEnd(tag):
                active.reverse()
                active.remove(tag)
                active.reverse()
            case Text(value) if value:
                yield value, _wanted(active)


def _wanted(active: list[str]) -> list[str]:
    tags = dict.fromkeys(tag for tag in active if tag in HTML_TAGS or tag.startswith(LANGUAGE))
    return [tag for tag in tags if active.count(tag) % 2 or tag in ("sup", "sub")]


def _changed(opened: list[str], wanted: list[str]) -> list[str]:
    same = 0
    while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
        same += 1
    ends = [f"</{_element(tag)[0]}>" for tag in reversed(opened[same:])]
    return [*ends, *(f"<{''.join(_element(tag))}>" for tag in wanted[same:])]


def _element(tag: str) -> tuple[str, str]:
    """Return the name of an element in HTML, and its attributes."""
    if tag.startswith(LANGUAGE):
        return "span", f' lang="{escape(tag.removeprefix(LANGUAGE))}" dir="auto"'
    return tag, ""
