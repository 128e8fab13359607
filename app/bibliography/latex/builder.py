"""Where the pieces of a text are put down while its groups open and close."""

from dataclasses import dataclass

from app.bibliography.latex.symbols import GAP
from app.bibliography.text.characters import accented
from app.bibliography.text.pieces import ElementStart, End, Piece, Text


@dataclass(slots=True)
class Group:
    """What a brace, a macro's argument or an environment opened."""

    accent: str = ""
    suffix: str = ""
    # The argument of an unknown macro: more may follow.
    unknown: bool = False
    # An argument without braces: it ends with the first thing it holds.
    single: bool = False
    start: int = 0
    tags: tuple[str, ...] = ()


class PieceBuilder:
    """One source, the place reached in it, and what was made of it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.pieces: list[Piece] = []
        self.groups = [Group()]
        self.tags: list[str] = []

    def write(self, text: str) -> None:
        """Add text."""
        self.add(Text(text))

    def add(self, piece: Piece) -> None:
        """Add a piece; it may be all that a macro was waiting for."""
        self.pieces.append(piece)
        self._settle()

    def argument(self, group: Group, tag: str = "") -> None:
        """Open a macro's argument, in braces or not."""
        self.skip_gap()
        group.single = not self.source.startswith("{", self.position)
        self.position += not group.single
        self.push(group, tag)

    def push(self, group: Group, tag: str = "", href: str = "") -> None:
        """Open a group, with its element if it has one."""
        group.start = len(self.pieces)
        self.groups.append(group)
        self.switch(tag, href)

    def switch(self, tag: str, href: str = "") -> None:
        """Open an element until the group ends; none ever stands inside its like."""
        if tag and tag not in self.tags:
            self.pieces.append(ElementStart(tag, href))
            self.tags.append(tag)
            self.groups[-1].tags += (tag,)

    def close(self) -> None:
        """End the innermost group; a stray closing brace ends nothing."""
        self._settle()
        if len(self.groups) == 1:
            return
        group = self._pop()
        if group.unknown and self.source.startswith("{", self.position):
            self.position += 1
            self.write(" ")
            self.push(Group(unknown=True))
        self._settle()

    def finish(self) -> list[Piece]:
        """End whatever is open."""
        while self.groups:
            self._pop()
        return self.pieces

    def skip_gap(self) -> None:
        """Leave out the space that belongs to the macro before it."""
        if gap := GAP.match(self.source, self.position):
            self.position = gap.end()

    def _settle(self) -> None:
        while self.groups[-1].single:
            self._pop()

    def _pop(self) -> Group:
        group = self.groups.pop()
        if group.accent:
            self._accent(group)
        for tag in reversed(group.tags):
            self.pieces.append(End(tag))
            self.tags.remove(tag)
        if group.suffix:
            self.pieces.append(Text(group.suffix))
        return group

    def _accent(self, group: Group) -> None:
        # A few pieces are enough: the letter is the first thing in its group.
        for index in range(group.start, min(group.start + 8, len(self.pieces))):
            piece = self.pieces[index]
            if isinstance(piece, Text) and (value := piece.value.lstrip()):
                self.pieces[index] = Text(accented(value, group.accent))
                return
