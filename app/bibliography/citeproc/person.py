"""One personal name, in the order and with the initials that a style asks for."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PARTICLES = re.compile(r"((?:[^\W\d_A-Z]+ +)+|(?:[^\W\d_A-Z]+ +)*(?:[a-z]{1,2}['’]|al-))(?=\w)")
_TRAILING = re.compile(r" ((?: ?[a-z]{2,}['’]?)+)\Z")
_WORDS = re.compile(r"\s*(-?)\s*([^\s.-]+)(\.?)")
_FAMILY_FIRST = re.compile(r"hu\Z|ja|vi|zh")
_JOINED = ("'", "’", "-", " ")


@dataclass(frozen=True)
class CitedName:
    """A name by its parts; the name of an organization or in another order is only `literal`."""

    family: str = ""
    given: str = ""
    particle: str = ""
    dropped: str = ""
    suffix: str = ""
    literal: str = ""
    has_comma: bool = False
    # Whether the family name stands first, as in the work's language.
    is_fixed: bool = False
    # The element that sets the name off from others, such as "b".
    mark: str = ""


def person(value: Mapping[str, Any], language: str = "en") -> CitedName:
    """Return a name in an item, with the particles split that stand in other parts."""
    part = {key: str(text).strip() for key, text in value.items() if isinstance(text, str)}
    family, given = part.get("family", ""), part.get("given", "")
    mark = part.get("mark", "")
    if whole := part.get("literal", "") or (f"{given}{family}" if not (given and family) else ""):
        return CitedName(literal=whole, family="" if part.get("literal") else family, mark=mark)
    if not family:
        return CitedName()
    particle, dropped = part.get("non-dropping-particle", ""), part.get("dropping-particle", "")
    if family[0] == family[-1] == '"':
        family = family.strip('"')
    elif not particle and (found := _PARTICLES.match(family)):
        particle, family = found[0].strip(), family[found.end() :]
    given, _, after = given.partition(",")
    if not dropped and (found := _TRAILING.search(given)):
        dropped, given = found[1], given[: found.start()]
    suffix = part.get("suffix") or after.strip()
    return CitedName(
        family,
        given.strip(),
        particle,
        dropped,
        suffix,
        has_comma="comma-suffix" in value,
        is_fixed=_FAMILY_FIRST.match(language) is not None,
        mark=mark,
    )


@dataclass(frozen=True)
class NameFormat:
    """How a style writes names; `initial` is what follows an initial, if names have initials."""

    initial: str | None = None
    are_shortened: bool = True
    has_hyphens: bool = True
    is_short: bool = False
    separator: str = ", "
    demoted: str = "display-and-sort"

    def name(self, one: CitedName, is_inverted: bool) -> str:
        """Return a name as text."""
        if one.literal:
            return one.literal
        family = _joined(one.particle, one.family)
        if self.is_short:
            return family
        given = self._given(one)
        if _is_wide(one.family):
            return f"{one.family}{'' if _is_wide(given) else ' '}{given}"
        if one.is_fixed:
            return f"{family} {given}"
        suffix = one.suffix.replace(".", "") if self.initial == "" else one.suffix
        if not is_inverted:
            end = f"{',' if one.has_comma else ''} {suffix}" if suffix else ""
            return _joined(given, one.dropped, family) + end
        if self.demoted == "display-and-sort":
            family, given = one.family, _joined(given, one.dropped, one.particle)
        else:
            given = _joined(given, one.dropped)
        return self.separator.join(filter(None, (family, given, suffix)))

    def _given(self, one: CitedName) -> str:
        if self.initial is None:
            return one.given
        if not self.are_shortened:
            return _spaced_initials(one.given, self.initial)
        return _initials(one.given, self.initial, self.has_hyphens)


def _joined(*parts: str) -> str:
    text = ""
    for part in filter(None, parts):
        text += part if not text or text.endswith(_JOINED) else f" {part}"
    return text


def _is_wide(text: str) -> bool:
    """Return whether a name is Chinese, Japanese or Korean."""
    return text != "" and all(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def _initials(given: str, mark: str, has_hyphens: bool) -> str:
    """Return the initials of given names; words in lower case and abbreviations stay whole."""
    text, follows_initial = "", False
    for hyphen, word, period in _WORDS.findall(unicodedata.normalize("NFC", given)):
        is_part = hyphen and text and has_hyphens
        is_name = _is_name(word) and not (is_part and not follows_initial and " " in text)
        if is_part and follows_initial and not is_name:
            continue
        separator = "-" if is_part else "" if is_name and follows_initial else " "
        short = (word if period else word[0]) + mark if is_name else word + period
        text = (text.rstrip() if separator else text) + separator + short
        follows_initial = is_name
    return text.strip()


def _is_name(word: str) -> bool:
    """Return whether a word has a capital, or is of a script that has none but has initials."""
    first = word[0]
    is_uncased = first.isalpha() and first.lower() == first.upper()
    return first.isupper() or (is_uncased and not _is_wide(first))


def _spaced_initials(given: str, mark: str) -> str:
    """Return given names with the initials among them followed by a period and a space."""
    text = ""
    for hyphen, word, period in _WORDS.findall(unicodedata.normalize("NFC", given)):
        if (len(word) == 1 and word.isupper()) or (period and len(word) > 1):
            text += f" {word}{mark}" if text and not text.endswith(" ") else f"{word}{mark}"
            continue
        separator = "" if not text or (text.endswith(" ") and not hyphen) else hyphen or " "
        text = (text.rstrip() if hyphen else text) + separator + word + period
    return " ".join(text.split())
