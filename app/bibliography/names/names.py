"""Personal names: split into parts, folded for comparison, and matched to their variants."""

import re
import unicodedata
from itertools import groupby
from typing import NamedTuple

from app.bibliography.text.patterns import late_pattern

PARTICLES = frozenset(
    {"al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el"}
    | {"ibn", "la", "le", "ten", "ter", "van", "von", "zu", "'t", "’t"}
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Suffixes that are family names too, so only a format with separate parts can tell.
AMBIGUOUS_SUFFIXES = frozenset(
    {"2nd", "3rd", "4th", "bisneto", "esq", "filho", "fils", "hijo", "jnr", "jun", "junior", "md"}
    | {"neto", "nieto", "pere", "phd", "segundo", "sen", "senior", "snr", "sobrinho", "sohn"}
    | {"v", "vi", "vii", "viii", "ph d", "dphil", "d phil", "scd"}
)
# Those that are never a given name, nor initials like "MD".
_DEGREES = frozenset({"phd", "ph d", "dphil", "d phil", "scd"})
# Braces around the end of a name, or around all of it, mark the family name; a suffix may follow.
_BRACED = late_pattern(r"(?:([^{}]*[^{}\s]) )?\{([^{}]+)\}(?: ([^{}\s]+))?")
# Years and the numbers of groups do not begin with a zero.
_NUMBER = late_pattern(r"(?<=[^\W\d_]\.) 0\d{3}(?=,|$)|(?<=[^\W\d_]) 0\d{3}(?=,|$)")
# Marks that comparison ignores; those of Indic scripts and of kana distinguish words.
ACCENTS = late_pattern("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
FOREIGN = late_pattern(r"[^\x00-\x7f]+")
WORD = late_pattern(r"[a-z0-9\x80-\U0010ffff]+")
# "AB", as databases write the initials of "Ada B."; accents are separate characters.
GLUED = late_pattern("(?:[A-Z\u00c0-\u00de][\u0300-\u036f]*){2,4}")
# Initials after the family name: "Roe AB", "Roe A.B.", "Roe A".
LAST_INITIALS = late_pattern(r"(?P<family>\S.*?) (?P<given>(?:[^\W\d_a-z]\.?[ -]?){1,4})")
_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe"}
)
_WITHOUT_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "å": "aa"}
    | {"Ä": "Ae", "Ö": "Oe", "Ø": "Oe", "Ü": "Ue", "Å": "Aa"}
)
_HONORIFIC = late_pattern(
    r"^(?:(?:prof|dr|mrs?|ms)(?:\.\s?|\s)|professor\s)+(?=\S+\s)", re.IGNORECASE
)
_DEGREE = late_pattern(r"[\s,]{1,3}(?:ph\.?\s?d|d\.?\s?phil|m\.?sc|sc\.?d)\.?$", re.IGNORECASE)


# Particles that are not words of their own, as they follow given names in sorted lists.
_ELIDED = late_pattern("(?:[dl]|all|dall|dell|nell|sull)['’]|['’][st]")


class Name(NamedTuple):
    """A given and a family name."""

    given: str
    family: str


class BracedName(NamedTuple):
    """The parts of a name whose family name is in braces."""

    given: str
    family: str
    suffix: str


def parse(text: str) -> Name:
    """Split "Given Family", "Family, Given", "Given {Family} Jr" or "{Team Name}" into two names.

    The family name is never empty, unless the text is.
    """
    text = " ".join(text.split())
    if marked := parse_braced(text):
        return Name(marked.given, f"{marked.family} {marked.suffix}".strip() or text)
    if "," not in text:
        return _split_natural(text.split(" "))
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if len(pieces) > 1:
        return _split_sorted(pieces)
    return Name("", (pieces or [text])[0])


def parse_braced(text: str) -> BracedName | None:
    """Return the parts of a name whose family name is in braces, or None."""
    found = _BRACED.fullmatch(text) if "{" in text else None
    if not found or (found[3] and not (found[1] and may_be_suffix(found[3]))):
        return None
    return BracedName(found[1] or "", found[2].strip(), found[3] or "")


def without_number(name: str) -> str:
    """Return a name without the number that DBLP puts after equal names: "Wei Wang 0001"."""
    return _NUMBER.sub("", name) if " 0" in name else name


def may_be_suffix(word: str) -> bool:
    """Return whether a word may follow a family name: Jr, III, Filho."""
    return fold(word) in SUFFIXES | AMBIGUOUS_SUFFIXES


def is_suffix_alone(word: str) -> bool:
    """Return whether a word is a suffix even where a given name is expected: "Ada Roe, PhD"."""
    return fold(word) in SUFFIXES | _DEGREES


def join_sorted(name: Name) -> str:
    """Return "Family, Given" as in BibTeX: "van Roe, Jr, Ada"; a lone family name stays."""
    given, family = name
    words = family.split(" ")
    if not given:
        return family
    if len(words) > 1 and _is_suffix(words[-1]):
        return f"{' '.join(words[:-1])}, {words[-1]}, {given}"
    return f"{family}, {given}"


def initials(name: str) -> str:
    """Return the first and last initial, for a placeholder portrait."""
    words = unicodedata.normalize("NFC", " ".join(parse(name))).split()
    words = [word for i, word in enumerate(words) if i == 0 or not _is_suffix(word)]
    letters = [found[0].upper()[0] for word in words if (found := re.findall(r"[^\W_]", word))]
    return "".join(letters[:1] + letters[1:][-1:])


def fold(text: str) -> str:
    """Return `text` without case, accents and punctuation, with single spaces."""
    # Most texts are ASCII, and most words of the others, for which this is many times as fast.
    if text.isascii():
        return _fold_ascii(text)
    parts = groupby(text.split(), str.isascii)
    folded = (_FOLDS[is_ascii](" ".join(words)) for is_ascii, words in parts)
    return " ".join(filter(None, folded))


def _fold_ascii(text: str) -> str:
    lower = text.lower()
    return lower if lower.isalnum() else " ".join(lower.translate(_SIGNS).split())


def _fold_foreign(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
    plain = FOREIGN.sub(_letters, ACCENTS.sub("", plain))
    return unicodedata.normalize("NFC", " ".join(WORD.findall(plain)))


_FOLDS = {True: _fold_ascii, False: _fold_foreign}


def key(text: str) -> str:
    """Return the folded family name and first initial, equal for "D. Roe" and "Dora Roe"."""
    found = _with_last_initials(text) if text.endswith(".") else None
    name = found or parse(text)
    return f"{_without_suffix(name.family)} {fold(name.given)[:1]}".strip()


def keys(text: str) -> set[str]:
    """Return the keys of all readings and spellings of a name; its variants have one in common."""
    readings = filter(None, (parse(text), _with_last_initials(text)))
    return {
        f"{_without_suffix(family)} {fold(name.given)[:1]}".strip()
        for name in readings
        for family in _spellings(name.family)
    }


def likely_same(printed: str, owner: Name) -> bool:
    """Return whether `printed` may be a variant of `owner`: same family, matching given names.

    Initials may be glued, as in "Roe, AB", and follow the family name, as in "Roe A.B.".
    """
    printed = _DEGREE.sub("", _HONORIFIC.sub("", printed))
    found = parse(printed)
    if _may_be(found, owner):
        return True
    # Without braces, "Per Brinch Hansen" seems to have one family name and two given names.
    whole = _with_family(found, owner.family) if " " in owner.family else None
    if whole and _may_be(whole, owner):
        return True
    reversed_name = _with_last_initials(printed)
    return reversed_name is not None and _may_be(reversed_name, owner)


def _with_family(name: Name, family: str) -> Name | None:
    """Return a name with this family name of several words if it ends with them."""
    words, count = " ".join(name).split(), len(family.split())
    whole = Name(" ".join(words[:-count]), " ".join(words[-count:]))
    return whole if len(words) > count > len(name.family.split()) else None


def _may_be(name: Name, owner: Name) -> bool:
    families = _spellings(owner.family)
    families |= set(map(_without_suffix, families))
    if not _spellings(name.family) & families - {""}:
        return False
    words = unicodedata.normalize("NFD", name.given).replace("-", " ").split()
    initials = fold(" ".join(" ".join(word) if GLUED.fullmatch(word) else word for word in words))
    return any(
        bool(printed) == bool(given) and all(map(_agree, printed.split(), given.split()))
        for printed in _spellings(name.given) | {initials}
        for given in _spellings(owner.given)
    )


def _spellings(text: str) -> set[str]:
    """Return the folded text, and that of its spelling without umlauts: "Mueller" for "Müller"."""
    if text.isascii():
        return {fold(text)}
    return {fold(text), fold(unicodedata.normalize("NFC", text).translate(_WITHOUT_UMLAUTS))}


def _with_last_initials(text: str) -> Name | None:
    """Return the name of "Roe AB" or "Roe A.B.", or None if it does not end with initials."""
    found = None if "," in text else LAST_INITIALS.fullmatch(" ".join(text.split()))
    if not found or not found["given"].isupper() or _is_suffix(found["given"]):
        return None
    return Name(found["given"], found["family"])


def _letters(match: re.Match[str]) -> str:
    kinds = [(c, unicodedata.category(c)) for c in match[0]]
    return "".join(c if kind[0] in "LMN" else " " for c, kind in kinds if kind != "Cf")


def _split_sorted(pieces: list[str]) -> Name:
    suffixes = [piece for piece in pieces[1:] if _is_suffix(piece)]
    family, *rest = [pieces[0], *(piece for piece in pieces[1:] if not _is_suffix(piece))]
    if not rest:
        return _split_natural([*family.split(" "), *suffixes])
    given, family = with_last_particles(" ".join(rest), family)
    return Name(given, " ".join([family, *suffixes]))


def with_last_particles(given: str, family: str) -> Name:
    """Return a name with the particles after its given name before its family name."""
    words = given.split(" ")
    start = len(words)
    while start > 1 and (words[start - 1] in PARTICLES or _ELIDED.fullmatch(words[start - 1])):
        start -= 1
    particles = " ".join(words[start:])
    is_elided = particles.endswith(("'", "’"))
    return Name(" ".join(words[:start]), f"{particles}{'' if is_elided else ' '}{family}".strip())


def _split_natural(words: list[str]) -> Name:
    start = max(len(words) - 1, 0)
    if start > 0 and _is_suffix(words[-1]):
        start -= 1
    while start > 0 and words[start - 1].casefold() in PARTICLES:
        if start == 1 and not words[0].islower():
            break
        start -= 1
    return Name(" ".join(words[:start]), " ".join(words[start:]))


def _is_suffix(word: str) -> bool:
    return fold(word) in SUFFIXES


def _without_suffix(family: str) -> str:
    words = fold(family).split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in SUFFIXES else words)


def _agree(one: str, other: str) -> bool:
    """Return whether two given names match; an initial matches any name that it begins."""
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])
