"""Plain text escaped as LaTeX source."""

import re

from app.bibliography.text.characters import ENTITY

_SPECIAL = re.compile(rf"(?P<entity>{ENTITY})|[\\{{}}$%&#_^~`]|'(?=')|-(?=-)")
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\~{}",
    "^": r"\^{}",
    "`": r"\textasciigrave{}",
    "'": "'{}",
    "-": "-{}",
}


def from_text(text: str) -> str:
    """Return plain text as LaTeX source that `latex.to_text` turns back unchanged."""
    return _SPECIAL.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    if entity := match["entity"]:
        return rf"\&{{}}{_SPECIAL.sub(_escaped, entity[1:])}"
    return _ESCAPED.get(match[0], f"\\{match[0]}")
