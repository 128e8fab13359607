"""Titles and long texts: LaTeX is kept, but braces that only protect capitals are removed."""

import re
from collections.abc import Callable, Iterator, Mapping

from app.bibliography import languages
from app.bibliography.latex import html_tags
from app.bibliography.record import VISIBLE
from app.bibliography.text.translation import LONGEST_TEXT, TAG, TranslatedField, Translation

_WORD = r"[^\W_]++(?:[-.+/'’@]++[^\W_]++)*+"
# Formulas and macros are skipped, with the letters after a symbol macro.
_TOKEN = re.compile(
    rf"(?P<math>\$(?:[^$\\]|\\.)*+\$)|(?P<macro>\\(?:[A-Za-z]++\*?\s*+|.)[^\W_]*+)"
    rf"|(?P<word>(?P<open>\{{*+){_WORD}(?P<close>\}}*+))|(?P<brace>[{{}}])|(?P<stop>[\^_\]])",
    re.DOTALL,
)
_BLOCKING = {"macro", "word", "brace", "stop"}
_CAPITALS = re.compile(r"[^\W_]++")
# Of codes without a sign before them only those that are no ends of English words, and of those
# with one neither "id" nor "no", which are numbers.
_IN_LANGUAGE = re.compile(
    r"(?:x[-_])?(?P<field>title|abstract)"
    r"(?:[-_](?P<named>(?!id$|no$)[a-z]{2}(?:[-_][a-z]{2})?|(?!short)[a-zçñ]{4,})"
    r"|(?P<joined>en|fr|de|es|english|french|german|spanish))"
)
_INSIDE = re.compile(r"[A-Za-z0-9][A-Z]")
_WRAP = re.compile(r"(?<!\s)\s*\n[ \t]+")
_PARAGRAPH = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*\n\s*")


def read_title(value: str) -> str:
    """Return the title in a field's value."""
    title = " ".join(html_tags.from_latex(value).split())
    if is_group(title):
        title = title[1:-1].strip()
    return _change_protected(title, lambda word: word[1:-1] if word.startswith("{") else word)


def write_title(title: str) -> str:
    """Return a field's value that `read_title` turns back into the title."""
    protected = _change_protected(title, lambda word: f"{{{word}}}")
    return protected if read_title(protected) == title else f"{{{protected}}}"


def read_text(value: str) -> str:
    """Return an abstract or a note, with wrapped and indented lines joined."""
    text = html_tags.from_latex(value).strip()
    if "\n" not in text:
        return text
    paragraphs = _PARAGRAPH.split(text)
    return "\n\n".join(_WRAP.sub(" ", paragraph) for paragraph in paragraphs)


def in_languages(values: Mapping[str, str]) -> tuple[Translation, ...]:
    """Return the titles and abstracts whose fields name their language, such as `abstract_fr`.

    HAL's begin with `x-`. They are not used up: they remain in the entry as they are.
    """
    found: dict[tuple[str, str], Translation] = {}
    for _name, one in named_in_languages(values):
        found.setdefault((one.field, one.language), one)
    return tuple(sorted(found.values(), key=lambda one: (one.field != "title", one.language)))


def named_in_languages(values: Mapping[str, str]) -> Iterator[tuple[str, Translation]]:
    """Yield the texts of the fields that name their language, with the names of the fields."""
    for name, value in values.items():
        named = _IN_LANGUAGE.fullmatch(name) if value else None
        code = languages.language_code(named["named"] or named["joined"]) if named else None
        if named and code and TAG.match(code):
            field: TranslatedField = "title" if named["field"] == "title" else "abstract"
            text = read_title(value) if field == "title" else read_text(value)
            if len(text) <= LONGEST_TEXT and re.search(VISIBLE, text):
                yield name, Translation(code, field, text)


def names_a_language(name: str) -> bool:
    """Return whether a field may be a title or an abstract in the language that it names."""
    return _IN_LANGUAGE.fullmatch(name) is not None


def is_group(text: str) -> bool:
    """Return whether one pair of braces encloses the whole text."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for brace in re.finditer(r"[{}]", text):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end() == len(text)
    return False


def _change_protected(title: str, change: Callable[[str], str]) -> str:
    """Change each separate word with inner capitals, whether in braces or not.

    Words next to a macro, another word or a brace stay, so that reading exactly undoes writing.
    """
    if title.isascii() and not _INSIDE.search(title):
        return title
    parts: list[str] = []
    written, depth, touched = 0, 0, -1
    for token in _TOKEN.finditer(title):
        stands_alone = depth == 0 and token.start() != touched
        if token["word"]:
            opened, closed = len(token["open"]), len(token["close"])
            if (
                stands_alone
                and opened == closed
                and _ends(title, token)
                and _is_protected(token[0])
            ):
                parts += [title[written : token.start()], change(token[0])]
                written = token.end()
            depth += opened - closed
        elif token["brace"]:
            depth += 1 if token[0] == "{" else -1
        touched = token.end() if token.lastgroup in _BLOCKING else -1
    return "".join([*parts, title[written:]])


def _ends(title: str, token: re.Match[str]) -> bool:
    following = title[token.end() : token.end() + 1]
    return not following.isalnum() and following not in ("{", "}")


def _is_protected(word: str) -> bool:
    return any(part[1:] != part[1:].lower() for part in _CAPITALS.findall(word))
