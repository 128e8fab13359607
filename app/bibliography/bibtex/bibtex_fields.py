"""The key and the fields of one BibTeX block, with what is wrong in it.

bibtexparser's splitter takes quadratic time on hostile text and swallows a missing comma, so
blocks are read by this tokenizer instead; its parser of personal names serves in bibtex_names.
"""

import re

from app.bibliography.bibtex import bibtex_values
from app.bibliography.bibtex.bibtex_values import SPACE, Fields, UnreadableError, end_of
from app.bibliography.bibtex.macros import Macros

_GAP = re.compile(r"(?:[\s,]++|%[^\n]*+)*+")
_KEY = re.compile(r"""\s*+([^,={}"\n]*+)""")
_NAME = re.compile(r"""([^\s"#%'(),={}@\\]++)\s*+=\s*+""")
MOST_OF_A_NAME = 50


def parse(text: str, macros: Macros, *, keyed: bool = True) -> Fields:
    """The fields of a block's body; UnreadableError where something in it would be lost."""
    fields = Fields()
    position = _read_key(text, fields) if keyed else 0
    while (position := end_of(_GAP, text, position)) < len(text):
        name = _NAME.match(text, position)
        if not name:
            raise UnreadableError(f"“{_glimpse(text, position)}” is no field", position)
        value, end = bibtex_values.read(text, name.end(), name[1], fields, macros)
        _keep(fields, name[1].lower(), value, position)
        position = end_of(SPACE, text, end)
        if position < len(text) and text[position] not in ",%":
            _miss_comma(text, position, fields)
    return fields


def _read_key(text: str, fields: Fields) -> int:
    found = _KEY.match(text)
    assert found  # noqa: S101  # it matches the empty text too
    following = end_of(SPACE, text, found.end())
    if text.startswith("=", following):
        fields.doubts.append((None, "the citation key is missing"))
        return 0
    fields.key = found[1].strip()
    if following < len(text) and text[following] != ",":
        if not _NAME.match(text, following):
            raise UnreadableError(f"“{_glimpse(text, following)}” is no citation key", following)
        fields.doubts.append((following, "a comma is missing behind the citation key"))
    return following


def _keep(fields: Fields, name: str, value: str, position: int) -> None:
    """The first of several fields counts; the others are kept beside it."""
    if not value or fields.values.get(name) == value:
        return
    free, number = name, 1
    while free in fields.values:
        number += 1
        free = f"{name}-{number}"
        if number > MOST_OF_A_NAME:
            raise UnreadableError(f"there are too many fields “{name}”", position)
    if free != name:
        fields.doubts.append((position, f"there is more than one “{name}”"))
    fields.values[free] = value


def _miss_comma(text: str, position: int, fields: Fields) -> None:
    following = _NAME.match(text, position)
    if not following:
        raise UnreadableError(f"a comma is missing before “{_glimpse(text, position)}”", position)
    fields.doubts.append((position, f"a comma is missing before “{following[1]}”"))


def _glimpse(text: str, position: int) -> str:
    return " ".join(text[position : position + 60].split())[:30]
