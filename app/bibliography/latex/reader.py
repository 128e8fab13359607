"""LaTeX source becomes pieces of text. Nothing raises, nothing recurses, no word is lost."""

import re
from collections.abc import Callable

from app.bibliography.latex.builder import Group, PieceBuilder
from app.bibliography.latex.macros import expand, expand_sign
from app.bibliography.latex.symbols import LISTS, TOKEN
from app.bibliography.text.characters import unescape
from app.bibliography.text.pieces import Break, Formula, Piece

_SINGLE_QUOTED = re.compile(r"[^`]{1,300}?'(?!\w)")


class Reader(PieceBuilder):
    """One pass over one source, token by token."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._double = 0
        self._single = 0

    def read(self) -> list[Piece]:
        """The pieces of the source."""
        while token := TOKEN.match(self.source, self.position):
            self.position = token.end()
            _READ[token.lastgroup or "text"](self, token)
        return self.finish()

    def formula(self, token: re.Match[str]) -> None:
        """Maths between dollars, brackets or the ends of an environment."""
        names = ("dollars", "brackets", "parentheses", "dollar")
        content = next((token[name] for name in names if token[name]), token[0])
        if content.strip():
            self.add(Formula(unescape(content), display=token.lastgroup == "display"))

    def verbatim(self, token: re.Match[str]) -> None:
        """Typed characters that mean nothing but themselves."""
        self.push(Group(), "code")
        self.write(token["typed"])
        self.close()

    def environment(self, _token: re.Match[str]) -> None:
        """An environment is a group with a name."""
        self.push(Group())

    def end(self, token: re.Match[str]) -> None:
        """The end of an environment; a list ends its last line."""
        self.close()
        if token["closed"].rstrip("*") in LISTS:
            self.add(Break())

    def space(self, token: re.Match[str]) -> None:
        """A blank line is a new paragraph."""
        if token[0].count("\n") > 1:
            self.add(Break(paragraph=True))
        elif not self.groups[-1].single:
            self.write(token[0])

    def quote(self, token: re.Match[str]) -> None:
        """Typewriter quotes become printed ones where they come in pairs."""
        mark = token[0]
        if mark == "``":
            self._double += 1
        closes = mark == '"' and self._double > 0
        if mark == "''" or closes:
            self._double -= self._double > 0
        self.write({"``": "“", "''": "”"}.get(mark) or ("”" if closes else self._one(mark)))

    def _one(self, mark: str) -> str:
        if mark == "`" and _SINGLE_QUOTED.match(self.source, self.position):
            self._single += 1
            return "‘"
        if mark == "'" and self._single:
            inside = self.source[self.position - 2 : self.position + 1].replace("'", "")
            self._single -= not (len(inside) == 2 and inside.isalnum())
            return "’"
        return mark

    def tie(self, token: re.Match[str]) -> None:
        """A space that does not break; before a number it may also say "about"."""
        before = self.source[token.start() - 1 : token.start()]
        about = not before.strip() and self.source[self.position : self.position + 1].isdigit()
        self.write("~" if about else "\u00a0")

    def text(self, token: re.Match[str]) -> None:
        """Text; a macro that waits for one letter takes one."""
        text = token[0]
        if self.groups[-1].single:
            text = text[0]
            self.position = token.start() + 1
        self.write(text)


_READ: dict[str, Callable[[Reader, re.Match[str]], None]] = {
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
    "space": Reader.space,
    "quote": Reader.quote,
    "dash": lambda reader, token: reader.write("–" if token[0] == "--" else "—"),
    "tie": Reader.tie,
    "address": lambda reader, token: reader.write(unescape(token[0])),
    "text": Reader.text,
}
