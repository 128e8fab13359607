"""Sentences for people that can be said in another language later.

Each is the English text, and remembers its template and what was inserted, so that whoever shows
it can look the template up in a catalogue (gettext). Values may be messages themselves, or lists
of texts, which are joined in words; `num` is a number, written with separators.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Self

# What a stored message begins with; other stored texts are plain.
STORED = '{"message": '


class Message(str):
    """An English sentence, and how it was made: `plural` is the template for other numbers.

    A clause is a sentence within another one, which begins with a small letter there.
    """

    template: str
    plural: str | None
    values: Mapping[str, Any]
    is_clause: bool

    def __new__(
        cls,
        template: str,
        plural: str | None,
        values: Mapping[str, Any],
        is_clause: bool = False,
    ) -> Self:
        """Return the sentence in English."""
        chosen = template if plural is None or values["num"] == 1 else plural
        said = {name: _in_english(name, value) for name, value in values.items()}
        text = chosen % said if values else chosen
        sentence = super().__new__(cls, lower_first(text) if is_clause else text)
        sentence.template, sentence.plural, sentence.values = template, plural, values
        sentence.is_clause = is_clause
        return sentence

    def __getnewargs__(self) -> tuple[Any, ...]:
        """Return what a copy is made from."""
        return self.template, self.plural, self.values, self.is_clause


def message(template: str, /, **values: Any) -> Message:
    """Return a sentence; values are inserted by name, as in "Line %(line)s is empty."."""
    return Message(template, None, values)


def plural_message(singular: str, plural: str, num: int, /, **values: Any) -> Message:
    """Return the sentence for a number, which is inserted as %(num)s."""
    return Message(singular, plural, {"num": num, **values})


def with_values(text: Message, /, **values: Any) -> Message:
    """Return a sentence that was written without its values."""
    return Message(text.template, text.plural, {**text.values, **values})


def one_of(choices: Iterable[str]) -> str:
    """Return texts as a choice: "a, b or c"."""
    *most, last = choices
    if not most:
        return last
    first = most[0]
    for other in most[1:]:
        first = message("%(first)s, %(other)s", first=first, other=other)
    return message("%(first)s or %(last)s", first=first, last=last)


def number_message(num: float) -> Message:
    """Return a number to be inserted in a sentence, with the separators of its language."""
    return Message("%(num)s", None, {"num": num})


def message_of(error: Exception) -> str:
    """Return what an error says; `str(error)` would be English only."""
    said = error.args[0] if error.args else ""
    return said if isinstance(said, str) else str(error)


def as_clause(text: str) -> str:
    """Return a sentence as it is written within another one: "Undone: deleted “Tides”"."""
    if isinstance(text, Message):
        return Message(text.template, text.plural, text.values, is_clause=True)
    return lower_first(text)


def without_full_stop(text: str) -> str:
    """Return a text to be inserted at the end of a sentence; messages are written for that."""
    return text if isinstance(text, Message) else text.rstrip(".")


def lower_first(text: str) -> str:
    """Return a text that begins with a small letter."""
    return text[:1].lower() + text[1:]


def to_stored(text: str) -> str:
    """Return a text as it is stored: a message as JSON, any other text as it is."""
    if not isinstance(text, Message):
        if not text.startswith(STORED):
            return str(text)
        text = Message("%(text)s", None, {"text": text})
    return json.dumps(_to_json(text), ensure_ascii=False)


def from_stored(stored: str) -> str:
    """Return a stored text; what is no message is plain text, in English."""
    if not stored.startswith(STORED):
        return stored
    try:
        found: str = _from_json(json.loads(stored))
    except (ValueError, KeyError, TypeError):
        return stored
    return found


def stored_parts(text: str) -> str:
    """Return a text as it is found within the values of a stored message."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _in_english(name: str, value: Any) -> Any:
    if isinstance(value, list | tuple):
        *most, last = value or ("",)
        return f"{', '.join(most)} and {last}" if most else last
    return f"{value:,}" if name == "num" and isinstance(value, int) else value


def _to_json(value: Any) -> Any:
    if isinstance(value, Message):
        plural = {"plural": value.plural} if value.plural is not None else {}
        clause = {"clause": True} if value.is_clause else {}
        # Values that are not said may hold what nobody finds, such as the name of someone erased.
        said = {n: _to_json(v) for n, v in value.values.items() if _is_said(n, value)}
        return {"message": value.template, **plural, **clause, "values": said}
    if isinstance(value, list | tuple):
        return [_to_json(one) for one in value]
    return value if isinstance(value, int | float) else str(value)


def _is_said(name: str, within: Message) -> bool:
    is_counted = name == "num" and within.plural is not None
    return is_counted or f"%({name})" in f"{within.template}{within.plural or ''}"


def _from_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_from_json(one) for one in value]
    if not isinstance(value, dict):
        return value
    values = {name: _from_json(one) for name, one in value["values"].items()}
    return Message(value["message"], value.get("plural"), values, bool(value.get("clause")))
