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


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Return an object without its missing and empty values."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
