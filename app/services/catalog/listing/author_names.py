"""What a printed name of an author is in natural order, and the slug that its variants share."""

import hashlib
from functools import lru_cache
from typing import NamedTuple

from app.bibliography import latex
from app.bibliography.names import markup
from app.bibliography.names.parts import name_parts
from app.services.catalog import slugs


class PrintedAuthor(NamedTuple):
    """An author by name alone: all names with this slug are of one author."""

    slug: str
    name: str


# The same names recur all over the list.
@lru_cache(maxsize=16_384)
def printed_author(printed: str) -> PrintedAuthor | None:
    """Return the author whom a printed name names, or None for "et al." and the like."""
    if not markup.without_others(printed).strip():
        return None
    name = _in_natural_order(printed) or printed
    return PrintedAuthor(slugs.readable(name) or _slug_without_words(name), name)


def name_slug(printed: str) -> str | None:
    """Return the slug of a printed name, or None if it names nobody."""
    found = printed_author(printed)
    return found.slug if found else None


def _in_natural_order(printed: str) -> str:
    if "," not in printed:
        return latex.to_text(printed).strip()
    parts = name_parts(printed)
    return " ".join(filter(None, (parts.given, parts.whole_family, parts.suffix)))


def _slug_without_words(name: str) -> str:
    """Return a slug for a name that is all signs."""
    digest = hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=4)
    return f"author-{digest.hexdigest()}"
