"""URLs in the fields of a BibTeX entry: alone, in macros, or in a text about them."""

import re

from app.bibliography import urls
from app.bibliography.latex.macros import unescape_url

_MACRO = re.compile(r"\s*\\(?:url|path|nolinkurl|href)\s*\{(?P<url>(?:[^{}]|\{[^{}]*\})++)\}")
_BRACKETED = re.compile(r"\s*(?:URL:\s?)?<(?P<url>[^<>\s]++)>\s*", re.IGNORECASE)
_URL = re.compile(
    r"\\(?:url|path|nolinkurl)\s*\{(?P<braced>(?:[^{}]|\{[^{}]*\})++)\}"
    r"|(?P<bare>(?:https?://|\bwww\.|\b(?:dx\.)?doi\.org/)[^\s{}<>\"]++)",
    re.IGNORECASE,
)
_MENTION = re.compile(r"http|www\.|\\url|\\path|\\nolinkurl|doi\.org", re.IGNORECASE)
_BEFORE_URL = re.compile(
    r"[\s{[]*(?:(?:also |freely )?(?:online|web ?(?:site|page)|url|link|see|access(?:ed|ible)"
    r"|available|retrieved|published|electronically)\b[]:.,;\s]*){0,4}"
    r"(?:(?:at|from|on|via|under|in)\b[:\s]*)?",
    re.IGNORECASE,
)
_LONGEST_INTRODUCTION = 100


def field_url(raw: str) -> str:
    """Return the URL that a field consists of, without macros, and with its scheme."""
    if found := _MACRO.match(raw) or _BRACKETED.fullmatch(raw):
        raw = found["url"]
    plain = unescape_url(raw) if "\\" in raw or "{" in raw or "$" in raw else raw
    return urls.with_scheme(plain)


def url_in_text(raw: str) -> tuple[str, bool]:
    """Return the URL in a text, if any, and whether the text says nothing else."""
    found = _URL.search(raw) if _MENTION.search(raw) else None
    if not found:
        alone = urls.with_scheme(raw.strip(" .{}"))
        return (alone, True) if alone.startswith("https://") else ("", False)
    begins = found.start() <= _LONGEST_INTRODUCTION and _BEFORE_URL.fullmatch(raw, 0, found.start())
    ends = not raw[found.end() :].strip(" .;,}")
    url = field_url(found["braced"] or found["bare"].rstrip(".,;"))
    return url, bool(begins and ends)
