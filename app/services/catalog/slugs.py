"""Slugs: readable, unique parts of URLs, made from titles and names in any script."""

import re
import unicodedata
from collections.abc import Container

from anyascii import anyascii

from app.bibliography.text.patterns import late_pattern

LONGEST = 80
SYLLABLE = late_pattern("[\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


def make_slug(text: str, taken: Container[str], otherwise: str) -> str:
    """Return a slug of `text` that is not in `taken`; `otherwise` replaces an empty one."""
    base = readable(text) or otherwise
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{_cut(base, LONGEST - len(f'-{number}'))}-{number}"
    return slug


def readable(text: str) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens, cut at a word."""
    text = "".join(c for c in unicodedata.normalize("NFC", text) if _is_text(c))
    spelt = anyascii(SYLLABLE.sub(r" \g<0> ", text)).lower()
    # Apostrophes are parts of words, or letters transliterated from Cyrillic and Arabic.
    return _cut("-".join(re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", spelt))), LONGEST)


def _is_text(character: str) -> bool:
    """Return False for emoji, which would be spelt out (":tada:"), and invisible characters."""
    return unicodedata.category(character) not in {"So", "Sk", "Cf"} or character.isascii()


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]
