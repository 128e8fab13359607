"""Builder of text pieces that tracks the open groups and elements."""

from collections.abc import Callable
from dataclasses import dataclass

from app.bibliography.latex.accents import add_accent
from app.bibliography.latex.tokens import GAP
from app.bibliography.text.pieces import ElementEnd, ElementStart, Piece, Text


@dataclass(slots=True)
class Group:
    """A group opened by a brace, a macro's argument or an environment."""

    accent: str = ""
    suffix: str = ""
    # The argument of an unknown macro, which may have more.
    unknown: bool = False
    # An argument without braces, which ends after its first token.
    single: bool = False
    start: int = 0
    tags: tuple[str, ...] = ()
    # How many quotations it is in, with itself.
    quotes: int = 0
    # How the letters in it are written, as in the group around it unless given.
    case: Callable[[str], str] | None = None


class PieceBuilder:
    """The source, the position reached in it, and the pieces built so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.pieces: list[Piece] = []
        self.groups = [Group()]
        self.tags: list[str] = []

    def write(self, text: str) -> None:
        """Add text."""
        case = self.groups[-1].case
        self.add(Text(case(text) if case else text))

    def add(self, piece: Piece) -> None:
        """Add a piece, which ends an argument without braces."""
        self.pieces.append(piece)
        self._close_singles()

    def argument(self, group: Group, tag: str = "") -> None:
        """Open a macro's argument, with or without braces."""
        self.skip_gap()
        group.single = not self.source.startswith("{", self.position)
        self.position += not group.single
        self.push(group, tag)

    def push(self, group: Group, tag: str = "", href: str = "") -> None:
        """Open a group, with an element if `tag` is given."""
        group.start = len(self.pieces)
        group.case = group.case or self.groups[-1].case
        group.quotes += self.groups[-1].quotes
        self.groups.append(group)
        self.switch(tag, href)

    def switch(self, tag: str, href: str = "") -> None:
        """Open an element until the group ends, unless one with this tag is already open."""
        if tag and tag not in self.tags:
            self.pieces.append(ElementStart(tag, href))
            self.tags.append(tag)
            self.groups[-1].tags += (tag,)

    def close(self) -> None:
        """Close the innermost group; ignore a stray closing brace."""
        self._close_singles()
        if len(self.groups) == 1:
            return
        group = self._pop()
        if group.unknown and self.source.startswith("{", self.position):
            self.position += 1
            self.write(" ")
            self.push(Group(unknown=True))
        self._close_singles()

    def finish(self) -> list[Piece]:
        """Close all open groups and return the pieces."""
        while self.groups:
            self._pop()
        return self.pieces

    def skip_gap(self) -> None:
        """Skip the space that LaTeX ignores after a macro."""
        if gap := GAP.match(self.source, self.position):
            self.position = gap.end()

    def _close_singles(self) -> None:
        while self.groups[-1].single:
            self._pop()

    def _pop(self) -> Group:
        group = self.groups.pop()
        if group.accent:
            self._accent(group)
        for tag in reversed(group.tags):
            self.pieces.append(ElementEnd(tag))
            self.tags.remove(tag)
        if group.suffix:
            self.pieces.append(Text(group.suffix))
        return group

    def _accent(self, group: Group) -> None:
        # Checking a few pieces is enough, since the letter is the first text of its group.
        for index in range(group.start, min(group.start + 8, len(self.pieces))):
            piece = self.pieces[index]
            if isinstance(piece, Text) and (value := piece.value.lstrip()):
                self.pieces[index] = Text(add_accent(value, group.accent))
                return
