"""Where a talk was given, from a text such as "Keynote at the 3rd Int. Conf. on Tides"."""

import re

from app.bibliography.kinds import described_kind
from app.bibliography.record import PublicationType as Type
from app.bibliography.text.sentences import sentences

_LONGEST = 400
_AT = re.compile(
    r"\b(?:at|during) (?:the )?(?P<name>.*)"
    r"|\b(?i:\w{0,10}vortrag|exposé) (?:(?:an|auf|bei|in) de[rm] |an |am |beim |bei |im |auf "
    r"|aux? |à la |à l['’]|à )(?P<abroad>.*)"
)
# "Colloquium talk, MIT": the first part after what the talk is called.
_AFTER_TALK = re.compile(
    r"[^,;:(]{1,60}(?:[,:]|\s[-–—]{1,3})\s+(?:the )?(?=[A-ZÀ-Þ]|\d{1,3}(?:st|nd|rd|th)\b)"
)
_NAME = re.compile(r"[^,;:(]+")
_DATE = re.compile(
    r"(?:^|\s+)(?:(?:on|in)\s+)?(?:(?:the\s)?\d{1,2}(?:st|nd|rd|th|\.)?\s+)?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?(?:\s+\d.*)?$"
)


def read_occasion(text: str) -> str | None:
    """Return the meeting or the institution where a text says that a talk was given, or None."""
    for sentence in sentences(text[:_LONGEST]):
        named = _NAME.match(_place(sentence))
        if named and (name := _DATE.sub("", named[0]).strip(" .")):
            return name
    return None


def _place(sentence: str) -> str:
    if found := _AT.search(sentence):
        return str(found["name"] or found["abroad"])
    kind = described_kind(sentence)
    talk = _AFTER_TALK.match(sentence) if kind and kind.type is Type.SPEECH else None
    return sentence[talk.end() :] if talk else ""
