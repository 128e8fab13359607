"""Upper and lower case of text that has markup."""

import re
from collections.abc import Callable

from app.bibliography.citeproc.rich_text import NO_CASE, QUOTE, SINGLE_QUOTE
from app.bibliography.text.pieces import ElementEnd, ElementStart, Piece, Text


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that stay in lower case inside a title: the list of citeproc-js 2.4.63, by its behaviour.
SMALL_WORDS = _words(
    "a about above across afore after against al along alongside amid amidst among amongst an "
    "and anenst apropos apud around as aside astride at athwart atop barring before behind below "
    "beneath beside besides between beyond but by c ca circa d d’ de despite down during e et "
    "except for forenenst from given i in inside into lest like modulo near next nor "
    "notwithstanding o of off on onto or out over per plus pro qua sans since so t than the "
    "through throughout thruout till to toward towards under underneath until up upon v van "
    "versus via von vs with within without y yet à"
)
# Stand for elements in the text: a start of a quotation, the ends of "nocase", and others.
_QUOTED, _KEPT, _CASED, _OTHER = "\uf8f0\uf8f1\uf8f2\uf8f3"
_SEPARATOR = re.compile(r"[\-–—/,.:;!?()\[\]“”‘’\"\uf8f0-\uf8f3]")
_MARKS = re.compile("[\uf8f0-\uf8f3]")
# An apostrophe is part of a word.
_WORD = re.compile(r"\uf8f1[^\uf8f2]*|[^\s\-–—/,.:;!?()\[\]“”‘\"\uf8f0-\uf8f3]+")
# A small word is capitalized at the start and after these marks.
_OPENING = r"[\s(\[“‘\"\uf8f0-\uf8f3]*\Z"
_AT_START = re.compile(_OPENING)
_AFTER_MARK = re.compile(rf"[:?!]{_OPENING}")
# How far the words before a word are looked at.
_REACH = 20


def with_case(pieces: list[Piece], case: str, language: str) -> list[Piece]:
    """Return the pieces in one of the text cases of CSL."""
    if case == "title":
        return _mapped(pieces, _title_case) if language.startswith("en") else pieces
    return _mapped(pieces, CASES[case]) if case in CASES else pieces


def _mapped(pieces: list[Piece], change: Callable[[str], str]) -> list[Piece]:
    """Return the pieces with their text changed as a whole, elements being marks in it."""
    elements = [piece for piece in pieces if not isinstance(piece, Text)]
    text = "".join(piece.value if isinstance(piece, Text) else _mark(piece) for piece in pieces)
    texts = _MARKS.split(change(text))
    found: list[Piece] = [Text(texts[0])]
    for element, value in zip(elements, texts[1:], strict=True):
        found += [element, Text(value)]
    return [piece for piece in found if piece != Text("")]


def _mark(piece: Piece) -> str:
    match piece:
        case ElementStart(tag) if tag == NO_CASE:
            return _KEPT
        case ElementEnd(tag) if tag == NO_CASE:
            return _CASED
        case ElementStart(tag) if tag in (QUOTE, SINGLE_QUOTE):
            return _QUOTED
    return _OTHER


def _each_word(text: str, change: Callable[[str], str]) -> str:
    return _WORD.sub(lambda word: word[0] if word[0][0] == _KEPT else change(word[0]), text)


def _title_case(text: str) -> str:
    words = [word.start() for word in _WORD.finditer(text)]
    last = words[-1] if words else 0
    marks = [*_SEPARATOR.finditer(text)]
    hyphen = marks[0].start() if marks and marks[0][0] == "-" else None

    def change(word: re.Match[str]) -> str:
        before = text[max(0, word.start() - _REACH) : word.start()]
        is_start = word.start() < _REACH and _AT_START.match(before) is not None
        # A compound word that no other mark precedes is capitalized from its first part on.
        if is_start or word.end() == hyphen or _AFTER_MARK.search(before):
            return _capitalized(word[0])
        is_small = word[0].removesuffix("’s") in SMALL_WORDS and word.start() != last
        # Single letters are symbols, as in "p-value".
        is_symbol = word[0][1:2] in ("", "’", "'")
        return word[0] if is_small or is_symbol else _capitalized(word[0])

    return _WORD.sub(change, text)


def _capitalized(word: str) -> str:
    """Capitalize a word unless it has capitals already, such as "mRNA"."""
    return word[0].upper() + word[1:] if word == word.lower() else word


def _capitalize_first(text: str) -> str:
    return _WORD.sub(lambda word: _capitalized(word[0]), text, count=1)


def _sentence(text: str) -> str:
    return _capitalize_first(_each_word(text, _lower_unless_acronym))


def _lower_unless_acronym(word: str) -> str:
    return word if word.isupper() else word.lower()


CASES: dict[str, Callable[[str], str]] = {
    "lowercase": lambda text: _each_word(text, str.lower),
    "uppercase": lambda text: _each_word(text, str.upper),
    "capitalize-first": _capitalize_first,
    "capitalize-all": lambda text: _each_word(text, _capitalized),
    "sentence": _sentence,
}
