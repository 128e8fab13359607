"""Articles that are online before they have a volume: they are published, only not yet in print."""

import re
from typing import Any

from app.bibliography.record import PublicationType as Type
from app.bibliography.text.patterns import late_pattern

_AHEAD = (
    r"(?:(?:first |e-?)?published )?(?:"
    r"(?:online|early)[ -]?(?:first|early|access|view|version|ahead of print)"
    r"|(?:e-?pub(?:lication)?[ -])?ahead[ -]of[ -](?:e?print|publication)"
    r"|advanced?[ -](?:online(?:[ -]publication)?|access(?:[ -]publication)?|articles?|publication)"
    r"|first ?(?:view|look|online)|(?:articles?|online) in advance|just accepted"
    r"|latest articles?|asap articles?)"
    r"|(?:first |e-?)?published (?:online|electronically)"
)
_AFTER_NAME = late_pattern(
    rf"(?P<name>[^\n]{{2,200}}?)(?:\s?[,;:–—-]+\s?|\s?[(\[]\s?|\s)(?:{_AHEAD})"
    r"(?:[\s,:]{1,3}[\w ,./-]{0,30}\d)?[\s.)\]]*",
    re.IGNORECASE,
)
# What stands in place of a volume, an issue or pages that there are not yet.
_NO_NUMBER = late_pattern(
    rf"(?:{_AHEAD}|online(?: only)?|in advance|n\.?\s?/?a\.?|none|null|tb[ad])\.?|[\W_]{{1,9}}",
    re.IGNORECASE,
)
_IN_JOURNALS = frozenset({Type.ARTICLE_JOURNAL, Type.REVIEW})
_NUMBERS = ("volume", "issue", "pages")
_LONGEST = 400


def settle_online_first(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record without the words for an article that has no volume yet."""
    given = {name: str(fields.get(name) or "") for name in _NUMBERS}
    absent: dict[str, Any] = {
        name: None for name, text in given.items() if text and _NO_NUMBER.fullmatch(text[:_LONGEST])
    }
    if "0" in (given["volume"], given["issue"]) and {given["volume"], given["issue"]} <= {"0", ""}:
        absent |= {"volume": None, "issue": None}
    venue = str(fields.get("venue") or "")
    may_be_ahead = fields.get("type") in _IN_JOURNALS and len(venue) < _LONGEST
    named = _AFTER_NAME.fullmatch(venue) if may_be_ahead else None
    return fields | absent | ({"venue": named["name"]} if named else {})
