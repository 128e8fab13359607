"""Why passwords are weak, in the words of zxcvbn, which speaks English only."""

from app.bibliography.messages import message
from app.translations.text import translated

EASY = message("This is easy to guess.")
KNOWN = (
    message("Straight rows of keys are easy to guess."),
    message("Short keyboard patterns are easy to guess."),
    message('Repeats like "aaa" are easy to guess.'),
    message('Repeats like "abcabcabc" are only slightly harder to guess than "abc".'),
    message('Sequences like "abc" or "6543" are easy to guess.'),
    message("Recent years are easy to guess."),
    message("Dates are often easy to guess."),
    message("This is a top-10 common password."),
    message("This is a top-100 common password."),
    message("This is a very common password."),
    message("This is similar to a commonly used password."),
    message("A word by itself is easy to guess."),
    message("Names and surnames by themselves are easy to guess."),
    message("Common names and surnames are easy to guess."),
)
MESSAGES = {str(text): text for text in KNOWN}


def reason(warning: str) -> str:
    """Return a warning of zxcvbn in the language used now; "" is any other weakness."""
    return translated(MESSAGES.get(warning, warning) or EASY)
