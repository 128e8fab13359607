"""What is said after too many attempts."""

import pytest

from app.services.accounts.attempts import TooManyTriesError


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "a second"), (40, "40 seconds"), (60, "a minute"), (61, "2 minutes"), (300, "5 minutes")],
)
def test_the_error_message_states_the_wait(seconds: int, words: str) -> None:
    assert str(TooManyTriesError(seconds)) == f"Too many attempts. Try again in {words}."
