"""Lists of authors as people paste them, with any separators."""

import re
from itertools import dropwhile

from app.bibliography.latex import control_words
from app.bibliography.names import names
from app.bibliography.text.characters import clean

AND = re.compile(r"\s+(?:and|&|\\&)\s+", re.IGNORECASE)
BIBTEX = re.compile(r"\s*author\s*=\s*(\{.*\}|\".*\")\s*,?\s*", re.IGNORECASE | re.DOTALL)
INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
# Affiliation marks after a name, and list numbers before it.
MARKS = re.compile(r"^\d+[.)]\s+|[\d*∗†‡§¶]+(?:,[\d*∗†‡§¶]+)*$")
NOT_NAMES = {"", "and", "others", "et al"}
LONGEST = 2_000


def split_authors(text: str) -> list[str]:
    """Return the names in `text` in order, each with the given name first ("Ada Roe").

    Accepts one name per line, semicolons, BibTeX's "and", and commas between or within names.
    """
    text = control_words.closed(clean(text)).strip()
    if field := BIBTEX.fullmatch(text):
        text = field[1][1:-1]
    found = [
        natural
        for part in _lines(text)
        for name in _split(part)
        if (natural := _natural_order(name))
    ]
    return [name for name in found if names.fold(name) not in NOT_NAMES]


def _lines(text: str) -> list[str]:
    """Return the lines if each has one name; otherwise join them, since they were wrapped."""
    lines = [line for line in (_stripped(line) for line in text.splitlines()) if line]
    are_names = all(
        _mask_braces(line).count(",") <= 1 and ";" not in line and not AND.search(line)
        for line in lines
    )
    return lines if are_names and len(lines) > 1 else [" ".join(text.split())]


def _split(text: str) -> list[str]:
    if ";" in _mask_braces(text):
        return _cut(text, re.compile(";"))
    parts = [_stripped(part) for part in _cut(text, AND)]
    # Several "and", or a comma after the last one, mean that commas are part of names.
    within = len(parts) > 2 or (len(parts) == 2 and "," in _mask_braces(parts[-1]))
    return [name for part in parts for name in _by_commas(part, within)]


def _by_commas(text: str, within: bool) -> list[str]:
    pieces = _with_suffixes([_stripped(piece) for piece in _cut(text, re.compile(","))])
    are_pairs = len(pieces) % 2 == 0
    if are_pairs and len(pieces) > 2 and are_sorted_pairs(pieces):
        return [", ".join(pieces[at : at + 2]) for at in range(0, len(pieces), 2)]
    if within or (len(pieces) == 2 and not are_full_names(pieces)):
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


def are_sorted_pairs(pieces: list[str]) -> bool:
    """Return whether pieces are pairs such as "Roe, A., Li, K." or "Roe, Ada, Li, Kim"."""
    return all(map(INITIALS.fullmatch, pieces[1::2])) or not any(" " in piece for piece in pieces)


def are_full_names(pieces: list[str]) -> bool:
    """Return whether pieces are full names, unlike those of "van der Roe, Ada B."."""
    starts_small = pieces[0].split(" ")[0].casefold() in names.PARTICLES
    ends = [piece.rpartition(" ")[2] for piece in pieces]
    has_initials = any(len(end.rstrip(".")) < 2 and end.isascii() for end in ends)
    return all(" " in piece for piece in pieces) and not starts_small and not has_initials


def _natural_order(name: str) -> str:
    if len(name) > LONGEST:
        return name
    name = MARKS.sub("", MARKS.sub("", _stripped(name))).strip()
    if "," not in _mask_braces(name):
        return name
    given, family = parsed = names.parse(name)
    natural = f"{given} {family}".strip()
    return natural if names.parse(natural) == parsed else f"{given} {{{family}}}".strip()


def _stripped(text: str) -> str:
    """Return the text without separators at either end."""
    words = list(dropwhile(_joins, text.split()))
    words = list(dropwhile(_joins, reversed(words)))[::-1]
    return " ".join(words).strip(" ,;")


def _joins(word: str) -> bool:
    return word.strip(",;").casefold() in {"", "and", "&"}


def _cut(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split the text, but not within braces: `{Smith and Sons}` is one name."""
    cuts = [match.span() for match in separator.finditer(_mask_braces(text))]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _mask_braces(text: str) -> str:
    """Return the text at the same length, with everything in braces masked."""
    depth, masked = 0, []
    for character in text:
        depth = max(0, depth - (character == "}"))
        masked.append("_" if depth else character)
        depth += character == "{"
    return text if depth else "".join(masked)
