"""What follows a name to say what the person contributed: "(ed.)", ", eds.", "[Übers.]"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from app.bibliography.latex import to_text
from app.bibliography.names import names
from app.bibliography.record import ContributorRole

_EDITORS = """
ed edited editor edr hrsg hg hgin herausgeber herausgeberin dir directeur directrice director comp
compiler compilador compilateur coord coordinator coordinador coordinateur cur curatore org
organizador organizer red redakteur redaktor redaktion utg szerk editeur cura ред 编 編 主编 編著
"""
_MANY_EDITORS = """
eds edd editors hrsgg hgg dirs directeurs comps compilers coords coordinators coordinadores orgs
organizadores curr curatori editeurs
"""
_TRANSLATORS = """
tr trans transl translated translator trad traducteur traductrice traductor traduttore tradutor
ubers uebers ubersetzer ubersetzerin ubersetzung overs tlum пер 译 訳 翻译 翻訳
"""
_MANY_TRANSLATORS = "translators trads traducteurs traductores ubersetzerinnen trsl"
# The words around the one that matters: "ed. by", "(Eds. & Trans.)".
_LINKS = frozenset(
    {"a", "and", "by", "da", "di", "e", "et", "par", "por", "the", "und", "von", "y"}
)
# Words that may be initials or a given name, as in "Roe, Ed".
_SHORT = frozenset({"comp", "cur", "cura", "dir", "ed", "org", "red", "tr"})


class _Word(NamedTuple):
    role: ContributorRole
    many: bool


_WORDS = {
    word: _Word(role, many)
    for listed, role, many in (
        (_EDITORS, ContributorRole.EDITOR, False),
        (_MANY_EDITORS, ContributorRole.EDITOR, True),
        (_TRANSLATORS, ContributorRole.TRANSLATOR, False),
        (_MANY_TRANSLATORS, ContributorRole.TRANSLATOR, True),
    )
    for word in listed.split()
}
_BRACKETED = re.compile(r"\s{0,3},?\s{0,3}[(\[]([^()\[\]\n]{1,40})[)\]]")
_AFTER_COMMA = re.compile(
    r"\s{0,3},\s{0,3}([^\W\d_]{2,15}(?:\.|(?<=[a-z]{5}))|hrsg)(?=\s{0,3}(?:[,;&\n]|and\b|$))",
    re.IGNORECASE,
)
_LAST = re.compile(r"\s{0,3},\s{0,3}([^\W\d_]{2,15})\.?\s{0,3}\Z")


class RoleMark(NamedTuple):
    """A mark in a text; one in the plural applies to all names before it."""

    start: int
    end: int
    role: ContributorRole
    many: bool


def role_marks(text: str) -> Iterator[RoleMark]:
    """Yield the marks in a list of names."""
    spans = [(one, False) for one in _BRACKETED.finditer(text)]
    spans += [(one, True) for one in _AFTER_COMMA.finditer(text)]
    for found, bare in sorted(spans, key=lambda each: each[0].start()):
        word = _meaning(found[1])
        if word and not (bare and _may_be_name(found[1])):
            yield RoleMark(found.start(), found.end(), *word)


# The same names occur many times in a file, and each is asked for twice.
@lru_cache(maxsize=4096)
def last_mark(name: str) -> RoleMark | None:
    """Return the mark at the end of a single name, or None."""
    whole = len(name.rstrip())
    found = next((mark for mark in role_marks(name) if mark.start and mark.end >= whole), None)
    return found or _sorted_mark(name)


def without_marks(text: str) -> str:
    """Return a list of names without the marks in it."""
    kept, position = [], 0
    for mark in role_marks(text):
        kept.append(text[position : mark.start])
        position = mark.end
    return "".join([*kept, text[position:]])


def _sorted_mark(name: str) -> RoleMark | None:
    """Return the mark of "Roe, Ada, Ed.", which is a given name in "Roe, Ed" and "Roe, Jr, Ed"."""
    found = _LAST.search(name)
    before = name[: found.start()].split(",") if found else []
    word = _meaning(found[1]) if found else None
    if not found or not word or len(before) < 2 or "{" in name or names.may_be_suffix(before[-1]):
        return None
    return RoleMark(found.start(), found.end(), *word)


def _meaning(source: str) -> _Word | None:
    """Return what the words of a mark mean, the first role if there are two, or None."""
    words = names.fold(to_text(source)).split()
    known = [_WORDS[word] for word in words if word in _WORDS]
    if not known or any(word not in _WORDS and word not in _LINKS for word in words):
        return None
    return known[0]


def _may_be_name(word: str) -> bool:
    return not word[0].islower() and names.fold(word) in _SHORT
