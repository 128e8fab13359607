"""Sentences that remember how they were made, also when they are stored or copied."""

import copy
import json
import pickle

import pytest

from app.bibliography.messages import (
    Message,
    as_clause,
    from_stored,
    message,
    message_of,
    number_message,
    plural_message,
    to_stored,
)

NESTED = message(
    "Line %(line)s: %(error)s",
    line=7,
    error=plural_message("%(num)s field", "%(num)s fields", 1234),
)


def test_numbers_have_separators_where_they_count_something() -> None:
    assert NESTED == "Line 7: 1,234 fields"
    assert message("Line %(line)s", line=1234) == "Line 1234"
    assert message("%(done)s done", done=number_message(1234)) == "1,234 done"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [([], "Give ."), (["a"], "Give a."), (["a", "b", "c"], "Give a, b and c.")],
)
def test_lists_are_joined_in_words(values: list[str], sentence: str) -> None:
    assert message("Give %(values)s.", values=values) == sentence


@pytest.mark.parametrize(
    "said",
    [
        NESTED,
        message("Percent: 50 %"),
        message("Of %(values)s", values=["é", message("b")]),
        as_clause(message("Deleted “%(title)s”", title='A "quoted"\nname')),
        plural_message("one of %(place)s", "%(num)s of %(place)s", 1, place="Kiel"),
        "Added “Tides”",
        "",
        '{"message": "typed"}',
    ],
)
def test_what_is_stored_is_read_as_it_was(said: str) -> None:
    found = from_stored(to_stored(said))
    assert found == said
    if isinstance(said, Message):
        assert isinstance(found, Message)
        assert to_stored(found) == to_stored(said)
    for one in (copy.deepcopy(said), pickle.loads(pickle.dumps(said))):  # noqa: S301
        assert (one, to_stored(one)) == (said, to_stored(said))


@pytest.mark.parametrize(
    "stored", ['{"message": ', '{"message": "%(a)s", "values": {"b": 1}}', '{"message": "%d"}']
)
def test_what_is_no_message_is_shown_as_it_is(stored: str) -> None:
    assert from_stored(stored) == stored


def test_values_that_are_not_said_are_not_stored() -> None:
    assert "Wren" not in to_stored(message("Deleted a person", name="Uma Wren"))


def test_plain_text_is_stored_as_it_is() -> None:
    assert to_stored("Deleted “Tides”") == "Deleted “Tides”"
    assert json.loads(to_stored(message("Moved"))) == {"message": "Moved", "values": {}}


def test_a_clause_begins_with_a_small_letter() -> None:
    undone = message("Undone: %(change)s", change=as_clause(message("Deleted it")))
    assert (undone, as_clause("Deleted it")) == ("Undone: deleted it", "deleted it")


def test_an_error_gives_its_message() -> None:
    assert isinstance(message_of(ValueError(message("It failed."))), Message)
    assert (message_of(ValueError()), message_of(KeyError(3))) == ("", "3")
