"""Each translation fits its text: values, elements, punctuation and the typography of French."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from app.translations import catalogues

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
TAG = re.compile(r"</?[a-z][^<>]*>")
ENDS = re.compile(r"[.!?:;,…]\Z")
# Signs of other scripts.
SAME = str.maketrans({"؟": "?", "،": ",", "؛": ";", "。": "."})
NO_BREAK = "\u202f\u00a0"
VOID = {"br", "wbr", "hr", "img", "input"}
# What is not French text: elements, values, code, the entities of HTML and addresses.
NOT_TEXT = re.compile(r"<code>.*?</code>|<[^<>]*>|&#?\w+;|https?://\S*|%\(\w+\)s", re.DOTALL)
RULES = {
    "Write ’ for an apostrophe.": re.compile(r"\w'\w"),
    "Write … as one character.": re.compile(r"\.\.\."),
    "Write « and », with U+202F inside, for quotation marks.": re.compile(r"[\"“”]"),
    "Write U+202F after «.": re.compile(r"«(?!\u202f)"),
    "Write U+202F before ; ! ? and ».": re.compile(r"(?<![\u202f?!/(])[;!?»](?![\w=])"),
    "Write U+00A0 before a colon.": re.compile(r"(?<!\u00a0):(?=\s|\Z)"),
    "Write U+202F before a percent sign.": re.compile(r"[\d\ufffc ]\s?(?<!\u202f)%"),
}


class Translation(NamedTuple):
    """A text, all its forms, and what one language says for it."""

    language: str
    texts: tuple[str, ...]
    strings: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.language}: {self.texts[0]!r}"


def _translations(*languages: str) -> Iterator[Translation]:
    for file in catalogues.sources():
        language = file.parent.parent.name
        for one in catalogues.read_catalogue(file):
            strings, texts = _all_forms(one.string), _all_forms(one.id)
            if one.id and any(strings) and (not languages or language in languages):
                yield Translation(language, texts, strings)


def _all_forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)


def _names(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _forms(*languages: str) -> Iterator[tuple[Translation, str]]:
    """Yield each form of each translation."""
    for translation in _translations(*languages):
        for string in translation.strings:
            yield translation, string


def _fail(faults: list[str], advice: str) -> None:
    if faults:
        pytest.fail(f"{advice}\n" + "\n".join(faults), pytrace=False)


def test_every_translation_has_the_values_of_its_text() -> None:
    found = []
    for translation, string in _forms():
        wanted = set[str]().union(*map(_names, translation.texts))
        # The words for one or two of something often say the number themselves.
        optional = {"num"} if len(translation.texts) > 1 else set()
        if not wanted - optional <= _names(string) <= wanted:
            found.append(f"{translation} has {sorted(wanted)}, {string!r} differs")
            continue
        percent = {text.count("%%") for text in translation.texts}
        if wanted and string.count("%%") not in percent:
            found.append(f"{translation}: {string!r} has another number of %%")
        elif wanted:
            assert string % dict.fromkeys(wanted, "x")
    _fail(found, "Write the same %(names)s in the text and in its translation.")


def test_every_translation_has_the_elements_of_its_text() -> None:
    found = []
    for translation, string in _forms():
        wanted = [Counter(TAG.findall(text)) for text in translation.texts]
        if Counter(TAG.findall(string)) not in wanted or not _is_balanced(string):
            found.append(f"{translation}: {string!r}")
    _fail(found, "Write the same elements (HTML) in the text and in its translation.")


def _is_balanced(text: str) -> bool:
    opened: list[str] = []
    for tag in TAG.findall(text):
        name = re.sub(r"\W.*", "", tag.strip("</>"))
        if name in VOID:
            continue
        if not tag.startswith("</"):
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def test_every_translation_begins_and_ends_as_its_text() -> None:
    found = []
    for translation, string in _forms():
        wanted = {_shape(text) for text in translation.texts}
        # A heading may become a question, or lead to what follows it.
        wanted |= {(before, after, end or added) for before, after, end in wanted for added in "?:"}
        if any(map(str.isalpha, translation.texts[0])) and _shape(string) not in wanted:
            found.append(f"{translation}: {string!r}")
    _fail(found, "Begin and end with the same spaces, and end with the same punctuation.")


def _shape(text: str) -> tuple[bool, bool, str]:
    """Return whether a text begins and ends with a space, and its last sign if it has one."""
    text = text.translate(SAME).lstrip(NO_BREAK)
    end = ENDS.search(TAG.sub("", text).rstrip(f"”»{NO_BREAK}"))
    return text[:1].isspace(), text[-1:].isspace(), end[0] if end else ""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("l'aide", "l’aide"),
        ("suite...", "suite…"),
        ("“Aide”", "«\u202fAide\u202f»"),
        ("« Aide\u202f»", "«\u202fAide\u202f»"),
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Non; oui", "Non\u202f; oui"),
        ("Titre: rien", "Titre\u00a0: rien à https://example.org/?a=1"),
        ("Titre\u202f: rien", "À 10:30"),
        ("50 %%", "50\u202f%%"),
        ("%(n)s%%", "%(n)s\u202f%%"),
    ],
)
def test_the_rules_of_typography_find_faults(wrong: str, right: str) -> None:
    assert _against_rules(wrong)
    assert not _against_rules(right)


@pytest.mark.parametrize("advice", RULES)
def test_french_follows_its_typography(advice: str) -> None:
    found = []
    for translation, string in _forms("fr"):
        if advice in _against_rules(string):
            found.append(f"{translation}: {string!r}")
    _fail(found, advice)


def _against_rules(string: str) -> list[str]:
    text = NOT_TEXT.sub("\ufffc", string).replace("%%", "%")
    return [advice for advice, rule in RULES.items() if rule.search(text)]
