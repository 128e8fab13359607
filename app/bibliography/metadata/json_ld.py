"""Linked data as the text of a data block in a page, and as a file: both are the same."""

import json
from typing import Any

CONTEXT = "https://schema.org"
# JSON may have any character as an escape. These could end the block, begin a comment in it, or
# break a line of a script (WHATWG HTML, "Restrictions for contents of script elements").
_UNSAFE = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"}


def to_text(data: dict[str, Any]) -> str:
    """Return linked data as JSON that is safe within HTML."""
    whole = {"@context": CONTEXT, **data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def in_language(language: str) -> dict[str, Any]:
    """Return the context of an object whose texts are in a language (JSON-LD 1.1, 4.2.4)."""
    return {"@context": [CONTEXT, {"@language": language}]}


def said(text: str, language: str | None, of_context: str | None) -> str | dict[str, str]:
    """Return a text in a language: plain if it is that of its context, or if either is unknown.

    Search engines read plain texts only, so what matters most to them decides the context.
    """
    if not text or not language or not of_context or language == of_context:
        return text
    return {"@language": language, "@value": text}


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Return an object without its missing and empty values."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
