"""Parser from LaTeX source to text pieces: never raises, never recurses, keeps every word."""

import re
from collections.abc import Callable

from app.bibliography.latex.builder import Group, PieceBuilder
from app.bibliography.latex.macros import expand, expand_sign
from app.bibliography.latex.ordinals import add_formula, write_raised
from app.bibliography.latex.symbols import LISTS
from app.bibliography.latex.tokens import TOKEN
from app.bibliography.text.characters import unescape
from app.bibliography.text.pieces import Break, Piece

_SINGLE_QUOTED = re.compile(r"[^`]{1,300}?'(?!\w)")


class Reader(PieceBuilder):
    """One pass over a source, token by token."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._open_double = 0
        self._open_single = 0

    def read(self) -> list[Piece]:
        """Return the pieces of the source."""
        while token := TOKEN.match(self.source, self.position):
            self.position = token.end()
            _HANDLERS[token.lastgroup or "text"](self, token)
        return self.finish()

    def formula(self, token: re.Match[str]) -> None:
        """Add the formula between dollars or brackets, or in an environment."""
        names = ("dollars", "brackets", "parentheses", "dollar")
        content = next((token[name] for name in names if token[name]), token[0])
        before = self.source[token.start() - 1 : token.start()]
        add_formula(self, unescape(content), before, display=token.lastgroup == "display")

    def raised(self, token: re.Match[str]) -> None:
        """Add an ordinal that is raised outside a formula."""
        write_raised(self, token["ordinal"] or token["bare_ordinal"])

    def verbatim(self, token: re.Match[str]) -> None:
        """Add verbatim characters."""
        self.push(Group(), "code")
        self.write(token["typed"])
        self.close()

    def environment(self, _token: re.Match[str]) -> None:
        """Open an environment, which is a group with a name."""
        self.push(Group())

    def end(self, token: re.Match[str]) -> None:
        """Close an environment, with a line break after a list."""
        self.close()
        if token["closed"].rstrip("*") in LISTS:
            self.add(Break())

    def space(self, token: re.Match[str]) -> None:
        """Add a space, or a paragraph break for a blank line."""
        if token[0].count("\n") > 1:
            self.add(Break(paragraph=True))
        elif not self.groups[-1].single:
            self.write(token[0])

    def quote(self, token: re.Match[str]) -> None:
        """Add a quotation mark, as a curly one if it belongs to a pair."""
        mark = token[0]
        if mark == "``":
            self._open_double += 1
        closes = mark == '"' and self._open_double > 0
        if mark == "''" or closes:
            self._open_double -= self._open_double > 0
        self.write(
            {"``": "“", "''": "”"}.get(mark) or ("”" if closes else self._single_quote(mark))
        )

    def _single_quote(self, mark: str) -> str:
        if mark == "`" and _SINGLE_QUOTED.match(self.source, self.position):
            self._open_single += 1
            return "‘"
        if mark == "'" and self._open_single:
            inside = self.source[self.position - 2 : self.position + 1].replace("'", "")
            self._open_single -= not (len(inside) == 2 and inside.isalnum())
            return "’"
        return mark

    def tie(self, token: re.Match[str]) -> None:
        """Add a no-break space, or a tilde that means "about" before a number."""
        before = self.source[token.start() - 1 : token.start()]
        about = not before.strip() and self.source[self.position : self.position + 1].isdigit()
        self.write("~" if about else "\u00a0")

    def text(self, token: re.Match[str]) -> None:
        """Add text, or only its first letter as an argument without braces."""
        text = token[0]
        if self.groups[-1].single:
            text = text[0]
            self.position = token.start() + 1
        self.write(text)


_HANDLERS: dict[str, Callable[[Reader, re.Match[str]], None]] = {
    "display": Reader.formula,
    "inline": Reader.formula,
    "verbatim": Reader.verbatim,
    "line": lambda reader, _: reader.add(Break()),
    "begin": Reader.environment,
    "end": Reader.end,
    "entity": lambda reader, token: reader.write(unescape(token[0].lstrip("\\"))),
    "macro": lambda reader, token: expand(reader, token["name"]),
    "sign": lambda reader, token: expand_sign(reader, token[0][1]),
    "stray": lambda reader, _: None,
    "open": lambda reader, _: reader.push(Group()),
    "close": lambda reader, _: reader.close(),
    "raised": Reader.raised,
    "space": Reader.space,
    "quote": Reader.quote,
    "dash": lambda reader, token: reader.write("–" if token[0] == "--" else "—"),
    "tie": Reader.tie,
    "address": lambda reader, token: reader.write(unescape(token[0])),
    "text": Reader.text,
}
