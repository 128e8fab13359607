"""Lists of authors as people paste them, whatever stands between the names."""

import re
from itertools import dropwhile

from app.bibliography.names import names
from app.bibliography.text.characters import clean

AND = re.compile(r"\s+(?:and|&|\\&)\s+", re.IGNORECASE)
BIBTEX = re.compile(r"\s*author\s*=\s*(\{.*\}|\".*\")\s*,?\s*", re.IGNORECASE | re.DOTALL)
INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
# Marks of affiliation that a paper prints behind a name, and the numbers of a list before it.
MARKS = re.compile(r"^\d+[.)]\s+|[\d*∗†‡§¶]+(?:,[\d*∗†‡§¶]+)*$")
NO_NAMES = {"", "and", "others", "et al"}
LONGEST = 2_000


def split_authors(text: str) -> list[str]:
    """Return the names in `text`, each as it is spoken ("Ada Roe"), in their order.

    Understands one a line, semicolons, BibTeX's "and", and commas between names or within them.
    """
    text = clean(text).strip()
    if field := BIBTEX.fullmatch(text):
        text = field[1][1:-1]
    found = [spoken for part in _lines(text) for name in _split(part) if (spoken := _spoken(name))]
    return [name for name in found if names.fold(name) not in NO_NAMES]


def _lines(text: str) -> list[str]:
    """Return the lines where each has one name; else they were wrapped, and are one."""
    lines = [line for line in (_bare(line) for line in text.splitlines()) if line]
    are_names = all(
        _hidden(line).count(",") <= 1 and ";" not in line and not AND.search(line) for line in lines
    )
    return lines if are_names and len(lines) > 1 else [" ".join(text.split())]


def _split(text: str) -> list[str]:
    if ";" in _hidden(text):
        return _cut(text, re.compile(";"))
    parts = [_bare(part) for part in _cut(text, AND)]
    # Several "and", or a comma behind the last one: the commas stand within names.
    within = len(parts) > 2 or (len(parts) == 2 and "," in _hidden(parts[-1]))
    return [name for part in parts for name in _by_commas(part, within)]


def _by_commas(text: str, within: bool) -> list[str]:
    pieces = _with_suffixes([_bare(piece) for piece in _cut(text, re.compile(","))])
    are_pairs = len(pieces) % 2 == 0
    if are_pairs and len(pieces) > 2 and _look_sorted(pieces):
        return [", ".join(pieces[at : at + 2]) for at in range(0, len(pieces), 2)]
    if within or (len(pieces) == 2 and not _are_whole(pieces)):
        return [text]
    return pieces


def _with_suffixes(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and names.fold(piece) in names.SUFFIXES:
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    return joined


def _look_sorted(pieces: list[str]) -> bool:
    """Tell "Roe, A., Li, K." and "Roe, Ada, Li, Kim" from names one after another."""
    return all(map(INITIALS.fullmatch, pieces[1::2])) or not any(" " in piece for piece in pieces)


def _are_whole(pieces: list[str]) -> bool:
    """Tell "Ada Roe, Kim Li" from "van der Roe, Ada B."."""
    starts_small = pieces[0].split(" ")[0].casefold() in names.PARTICLES
    return all(" " in piece for piece in pieces) and not starts_small


def _spoken(name: str) -> str:
    if len(name) > LONGEST:
        return name
    name = MARKS.sub("", MARKS.sub("", _bare(name))).strip()
    return " ".join(filter(None, names.parse(name))) if "," in _hidden(name) else name


def _bare(text: str) -> str:
    """The text without commas and "and" at its ends."""
    words = list(dropwhile(_joins, text.split()))
    words = list(dropwhile(_joins, reversed(words)))[::-1]
    return " ".join(words).strip(" ,;")


def _joins(word: str) -> bool:
    return word.strip(",;").casefold() in {"", "and", "&"}


def _cut(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split, but not within braces: `{Smith and Sons}` is one name."""
    cuts = [match.span() for match in separator.finditer(_hidden(text))]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _hidden(text: str) -> str:
    """The text, as long as it was, with what stands within braces blotted out."""
    depth, seen = 0, []
    for character in text:
        depth = max(0, depth - (character == "}"))
        seen.append("_" if depth else character)
        depth += character == "{"
    return text if depth else "".join(seen)
