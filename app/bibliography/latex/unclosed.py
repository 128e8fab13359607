"""Find a formula or group that is opened but not closed, as often while a text is typed."""

import re

from app.bibliography.latex.tokens import TOKEN
from app.bibliography.messages import message
from app.bibliography.text.characters import clean

_EXCERPT_LENGTH = 30
# After a dollar that is a currency; "$10^n" is the beginning of a formula.
_AMOUNT = re.compile(r"\s?\d[\d.,]*(?![\d.,^_\\])")


def unclosed_sign(source: str) -> str:
    """Return a message about the first sign without its counterpart, or "" if there is none."""
    text = clean(source)
    opened: list[int] = []
    for token in TOKEN.finditer(text):
        start, sign = token.start(), token[0]
        match token.lastgroup:
            case "open":
                opened.append(start)
            case "close" if not opened:
                return _not_opened(text, start)
            case "close":
                opened.pop()
            case "inline" | "display" if (at := _unbalanced(sign)) is not None:
                opened.append(start + at)
                break
            case "sign" if sign in {r"\(", r"\["}:
                opened.append(start)
                break
            case "text" if sign == "$" and not _AMOUNT.match(text, token.end()):
                opened.append(start)
                break
    return _not_closed(text, opened[0]) if opened else ""


def _unbalanced(formula: str) -> int | None:
    """Return where a formula has a brace without its counterpart, or None."""
    opened: list[int] = []
    for found in re.finditer(r"\\.|[{}]", formula, re.DOTALL):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}":
            if not opened:
                return found.start()
            opened.pop()
    return opened[0] if opened else None


def _not_closed(text: str, start: int) -> str:
    sign = text[start : start + 2] if text[start] == "\\" else text[start]
    if sign == "}":
        return _not_opened(text, start)
    excerpt = text[start : start + _EXCERPT_LENGTH]
    end = "…" if len(text) > start + _EXCERPT_LENGTH else ""
    text = f"{' '.join(excerpt.split())}{end}"
    return message("The %(sign)s in “%(text)s” is not closed.", sign=sign, text=text)


def _not_opened(text: str, start: int) -> str:
    excerpt = text[max(0, start - _EXCERPT_LENGTH) : start + 1]
    beginning = "…" if start > _EXCERPT_LENGTH else ""
    text = f"{beginning}{' '.join(excerpt.split())}"
    return message("The } in “%(text)s” closes nothing.", text=text)
