"""Slugs: readable, unique addresses, from titles and names of any script."""

import re
import unicodedata
from collections.abc import Container

from anyascii import anyascii

LONGEST = 80
SYLLABLE = re.compile("[\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


def make_slug(text: str, taken: Container[str], otherwise: str) -> str:
    """Return a slug of `text` that is not in `taken`; `otherwise` where nothing is readable."""
    base = readable(text) or otherwise
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{_cut(base, LONGEST - len(f'-{number}'))}-{number}"
    return slug


def readable(text: str) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens, cut at a word."""
    text = "".join(c for c in unicodedata.normalize("NFC", text) if _is_said(c))
    spelt = anyascii(SYLLABLE.sub(r" \g<0> ", text)).lower()
    # Apostrophes stand within words; in Cyrillic and Arabic they stand for letters.
    return _cut("-".join(re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", spelt))), LONGEST)


def _is_said(character: str) -> bool:
    """Tell text from emoji, which would be spelt out (":tada:"), and from marks nobody sees."""
    return unicodedata.category(character) not in {"So", "Sk", "Cf"} or character.isascii()


def _cut(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]
