"""Addresses inside LaTeX source, and which of them may be followed."""

import re

from app.bibliography.text.characters import unescape

_SCHEME = re.compile(r"(?:https?://[^/?#]|mailto:[^?])", re.IGNORECASE)
_TILDE = re.compile(r"\\textasciitilde\s*(?:\{\})?|\\~(?:\{\})?|\\sim\b|\{\\textasciitilde\s*\}")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def address(source: str) -> str:
    """The address as it is meant, without LaTeX's escapes."""
    plain = _ESCAPED.sub(r"\1", _TILDE.sub("~", unescape(source)))
    return re.sub(r"[{}\s]", "", plain)


def safe(href: str) -> bool:
    """Whether a reader may follow the address: the web and mail only."""
    return _SCHEME.match(href) is not None
