"""Titles and longer texts: their LaTeX is kept, the braces that only guard capitals are not."""

import re
from collections.abc import Callable

from app.bibliography.latex import html_tags

_WORD = r"[^\W_]++(?:[-.+/'’@]++[^\W_]++)*+"
# Maths and macros are passed over; a sign macro takes the letters behind it along.
_TOKEN = re.compile(
    rf"(?P<maths>\$(?:[^$\\]|\\.)*+\$)|(?P<macro>\\(?:[A-Za-z]++\*?\s*+|.)[^\W_]*+)"
    rf"|(?P<word>(?P<open>\{{*+){_WORD}(?P<close>\}}*+))|(?P<brace>[{{}}])|(?P<stop>[\^_\]])",
    re.DOTALL,
)
_BLOCKING = {"macro", "word", "brace", "stop"}
_CAPITALS = re.compile(r"[^\W_]++")
_INSIDE = re.compile(r"[A-Za-z0-9][A-Z]")
_WRAP = re.compile(r"(?<!\s)\s*\n[ \t]+")
_PARAGRAPH = re.compile(r"(?<![ \t])[ \t]*\n[ \t]*\n\s*")


def read_title(value: str) -> str:
    """The title in a field's value."""
    title = " ".join(html_tags.from_latex(value).split())
    if is_group(title):
        title = title[1:-1].strip()
    return _guarded(title, lambda word: word[1:-1] if word.startswith("{") else word)


def write_title(title: str) -> str:
    """The value of a title's field: `read` gives the title back."""
    guarded = _guarded(title, lambda word: f"{{{word}}}")
    return guarded if read_title(guarded) == title else f"{{{guarded}}}"


def read_text(value: str) -> str:
    """An abstract or a note: lines that were wrapped and indented are joined again."""
    text = html_tags.from_latex(value).strip()
    if "\n" not in text:
        return text
    paragraphs = _PARAGRAPH.split(text)
    return "\n\n".join(_WRAP.sub(" ", paragraph) for paragraph in paragraphs)


def is_group(text: str) -> bool:
    """Whether one pair of braces holds the whole text."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for brace in re.finditer(r"[{}]", text):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end() == len(text)
    return False


def _guarded(title: str, change: Callable[[str], str]) -> str:
    """Change the words with capitals inside them that stand alone, in braces of their own or not.

    What touches a macro, another word or a brace is left: so reading undoes writing exactly.
    """
    if title.isascii() and not _INSIDE.search(title):
        return title
    parts: list[str] = []
    written, depth, touched = 0, 0, -1
    for token in _TOKEN.finditer(title):
        stands_alone = depth == 0 and token.start() != touched
        if token["word"]:
            opened, closed = len(token["open"]), len(token["close"])
            if stands_alone and opened == closed and _ends(title, token) and _is_guarded(token[0]):
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


def _is_guarded(word: str) -> bool:
    return any(part[1:] != part[1:].lower() for part in _CAPITALS.findall(word))
