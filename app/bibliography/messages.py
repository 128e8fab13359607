"""Sentences for people that can be said in another language later.

Each is the English text, and remembers its template and what was inserted, so that whoever shows
it can look the template up in a catalogue (gettext).
"""

from collections.abc import Mapping
from typing import Any, Self


class Message(str):
    """An English sentence, and how it was made: `plural` is the template for other numbers."""

    template: str
    plural: str | None
    values: Mapping[str, Any]

    def __new__(cls, template: str, plural: str | None, values: Mapping[str, Any]) -> Self:
        """Return the sentence in English."""
        chosen = template if plural is None or values["num"] == 1 else plural
        sentence = super().__new__(cls, chosen % values if values else chosen)
        sentence.template, sentence.plural, sentence.values = template, plural, values
        return sentence


def message(template: str, /, **values: Any) -> Message:
    """Return a sentence; values are inserted by name, as in "Line %(line)s is empty."."""
    return Message(template, None, values)


def plural_message(singular: str, plural: str, num: int, /, **values: Any) -> Message:
    """Return the sentence for a number, which is inserted as %(num)s."""
    return Message(singular, plural, {"num": num, **values})
