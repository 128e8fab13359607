"""The values of BibTeX fields: braces, quotes, numbers and macros, joined by `#`."""

import re
from dataclasses import dataclass, field

from app.bibliography.bibtex.macros import Macros
from app.bibliography.messages import message, number_message

SPACE = re.compile(r"\s*+")
_WORD = re.compile(r"""[^\s,#{}"=]++""")
_BRACE = re.compile(r"[{}]")
_QUOTE = re.compile(r'[{}"]')
# A value that contains the beginning of the next field is not closed properly.
_SWALLOWED = re.compile(
    r"""\n[ \t]*+(author|title|journal|booktitle|year|month|volume|number|pages|publisher|doi|url
    |editor|abstract|note|keywords|school|series|address|isbn|issn)[ \t]*+=[ \t]*+(?:[{"\d]|\Z)""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST = 200_000


class UnreadableError(ValueError):
    """The reason why a block cannot be parsed, and the position in it."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position


@dataclass(slots=True)
class Fields:
    """The fields of a block: lower-case names, values without delimiters."""

    key: str = ""
    values: dict[str, str] = field(default_factory=dict)
    # Each warning with its position, or None if it is about the whole entry.
    warnings: list[tuple[int | None, str]] = field(default_factory=list)
    macros: dict[str, str] = field(default_factory=dict)


def read_value(
    text: str, position: int, name: str, fields: Fields, macros: Macros
) -> tuple[str, int]:
    """Return the value of terms joined by `#`, blanks included, and the position after them."""
    terms: list[str] = []
    start = position
    while True:
        term, position = _term(text, position, name, fields, macros)
        terms.append(term)
        following = end_of(SPACE, text, position)
        if not text.startswith("#", following):
            break
        position = end_of(SPACE, text, following + 1)
    value = "".join(terms)
    if len(value) > LONGEST:
        said = message(
            "the value of “%(name)s” is longer than %(most)s characters",
            name=name,
            most=number_message(LONGEST),
        )
        raise UnreadableError(said, start)
    if swallowed := _SWALLOWED.search(value):
        raise UnreadableError(missing_comma(swallowed[1]), start + 1 + swallowed.start(1))
    return value, position


def _term(text: str, position: int, name: str, fields: Fields, macros: Macros) -> tuple[str, int]:
    if text.startswith("{", position):
        return _delimited(text, position, name, _BRACE)
    if text.startswith('"', position):
        return _delimited(text, position, name, _QUOTE)
    word = _WORD.match(text, position)
    if not word:
        raise UnreadableError(message("“%(name)s” has no value", name=name), position)
    if word[0].isdigit():
        return word[0], word.end()
    macro = macros.look_up(word[0], name)
    if macro.error:
        raise UnreadableError(macro.error, position)
    if macro.warning:
        fields.warnings.append((position, macro.warning))
    if macro.definition:
        fields.macros[word[0].lower()] = macro.definition
    return macro.value, word.end()


def _delimited(text: str, position: int, name: str, marks: re.Pattern[str]) -> tuple[str, int]:
    depth, closing = 0, "}" if marks is _BRACE else '"'
    for mark in marks.finditer(text, position + 1):
        if depth == 0 and mark[0] == closing:
            return text[position + 1 : mark.start()], mark.end()
        if mark[0] != '"':
            depth += 1 if mark[0] == "{" else -1
        if depth < 0:
            break
    raise UnreadableError(message("the value of “%(name)s” is not closed", name=name), position)


def missing_comma(following: str) -> str:
    """Return the error for a comma that is missing before this."""
    return message("a comma is missing before “%(text)s”", text=following)


def end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    """Return the end of a match at this position, or the position itself."""
    found = pattern.match(text, position)
    return found.end() if found else position
