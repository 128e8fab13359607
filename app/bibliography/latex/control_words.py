r"""Macros for letters, whose blank is part of the macro: `\O ystein` is one word, not two."""

import re

from app.bibliography.latex.accents import ACCENTS, add_accent
from app.bibliography.latex.symbols import ends_at_space, symbol

_LETTER = re.compile(
    r"""\\(?:(?P<accent>[A-Za-z]{1,20}|[`'^~=."])\s{1,5}(?P<base>[A-Za-z]|\\(?P<dotless>[ij])(?![A-Za-z])(?:\s(?=[a-z]))?)
    |(?P<name>[A-Za-z]{1,30})\s{1,5}(?=[^\W\d_]|[\\{]))""",
    re.VERBOSE,
)


def closed(source: str) -> str:
    """Return LaTeX source with characters in place of macros that end at a blank."""
    return _LETTER.sub(_character, source) if "\\" in source else source


def _character(macro: re.Match[str]) -> str:
    if (name := macro["name"] or macro["accent"]) in ACCENTS:
        base = macro["dotless"] or macro["base"]
        return add_accent(base, ACCENTS[name]) if base else macro[0]
    letter = symbol(name) if ends_at_space(name) else None
    return f"{letter}{macro['base'] or ''}" if letter and letter.isalpha() else macro[0]
