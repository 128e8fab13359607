"""The accents of LaTeX, and how to put one on a letter."""

import unicodedata

from app.bibliography.latex import packages

ACCENTS = packages.ACCENTS | {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    '"': "\u0308",
    "u": "\u0306",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}


def add_accent(text: str, accent: str) -> str:
    """Return the text with an accent on its first letter."""
    base = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
    if len(text) > 2 and unicodedata.combining(text[1]) and unicodedata.combining(text[2]):
        return text
    # Of two accents, the outer one follows the inner one.
    inner = text[1:2] if unicodedata.combining(text[1:2] or " ") else ""
    return base + inner + accent + text[1 + len(inner) :]
