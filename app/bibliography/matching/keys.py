"""What entries are compared by: titles, names and identifiers, each normalized."""

import hashlib
import re
from collections.abc import Set
from functools import lru_cache

from app.bibliography import identifiers, latex
from app.bibliography.names import names
from app.bibliography.record import Record

# Versions of one work with the same title appear within so many years.
YEARS_APART = 2
SIGNS = re.compile(r"[+#=<>*@^|~\u2190-\u22ff\u2600-\u27bf]")


@lru_cache(maxsize=2048)
def folded(title: str) -> str:
    """Return a title normalized for comparison."""
    return folded_text(latex.to_text(title) or title)


def folded_text(text: str) -> str:
    """Return a text without case, accents and punctuation, but with symbols ("C++", "C#")."""
    signs = "".join(SIGNS.findall(text))
    return f"{names.fold(text)} {signs}".strip() or text.casefold()


@lru_cache(maxsize=4096)
def author_key(name: str) -> str:
    """Return an author's name normalized for comparison."""
    return names.key(latex.to_text(name))


def source_digest(source: str) -> bytes:
    """Return a digest of a raw entry in 16 bytes, whatever its line endings."""
    plain = source.strip().replace("\r\n", "\n")
    return hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=16).digest()


# The identifiers of an entry are needed several times in a row.
@lru_cache(maxsize=2048)
def identifiers_of(
    doi: str | None, arxiv_id: str | None, related: tuple[str, ...] = ()
) -> frozenset[str]:
    """Return the identifiers that name a work for certain; a DOI may hold an arXiv number."""
    given = [text for text in (doi, *related) if text]
    found = frozenset(f"doi:{doi}" for doi in map(identifiers.doi, given) if doi)
    texts = (arxiv_id, *given)
    return found | {f"arxiv:{n}" for t in texts if t and (n := identifiers.arxiv_id(t))}


def author_keys(record: Record) -> set[str]:
    """Return the makers of a record, normalized for comparison."""
    return {key for author in record.makers if (key := author_key(author.name))}


def may_be_one(is_same_title: bool, authors: Set[str], others: Set[str]) -> bool:
    """Return whether two entries with a common identifier may be of one work."""
    have_other_authors = bool(authors and others) and authors.isdisjoint(others)
    return is_same_title or not have_other_authors
