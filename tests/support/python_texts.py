"""Sentences in Python that reach people without a catalogue."""

import ast
import re
from collections.abc import Iterator

MARKING = {"_", "gettext", "ngettext", "pgettext", "lazy_gettext", "message", "plural_message"}
# What only the log, the terminal or whoever writes code reads.
NOT_SHOWN = {
    "ValueError",
    "TypeError",
    "KeyError",
    "LookupError",
    "RuntimeError",
    "AssertionError",
    "debug",
    "startswith",
    "removeprefix",
    "info",
    "warning",
    "error",
    "exception",
    "critical",
    "log",
    "compile",
    "sub",
    "late_pattern",
    "search",
    "fullmatch",
    "match",
    "getLogger",
    "text",
    "execute",
    "exec_driver_sql",
    "CheckConstraint",
    "TypeVar",
    "cast",
    "literal_column",
}
# Texts that people read where they are arguments of these.
SHOWN = {"label", "hint", "description", "heading", "note", "message", "placeholder", "title"}
# Begins as a sentence does, and goes on.
SENTENCE = re.compile(r"[“]?(?:[A-Z][a-z’']+|[AI])(?:[ ,:’'][^\W\d_“%({][^<>={}`\\]*|.*[a-z]\.\Z)")
WORDS = re.compile(r"[^\W\d_]{2,}\W{1,3}[^\W\d_]{2,}")
NAMES = {"Mac OS X", "Samsung Internet", "Unknown browser", "Input data was truncated"}


def unmarked_texts(source: str) -> list[str]:
    """Return the sentences of a module that no catalogue has, each with its line."""
    return [f"{line}: {text}" for line, text in _texts(ast.parse(source), False)]


def _texts(node: ast.AST, is_shown: bool) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call):
        name = _name(node.func)
        if name in MARKING or name in NOT_SHOWN:
            return
        is_error = name.endswith("Error") or name in {"Refusal"}
        for one in (node.func, *node.args):
            yield from _texts(one, is_error)
        for keyword in node.keywords:
            yield from _texts(keyword.value, keyword.arg in SHOWN)
        return
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = _text(node)
        if "(?P<" in text or text in NAMES:
            return
        if SENTENCE.match(text) or (is_shown and WORDS.search(text)):
            yield node.lineno, text
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    for child in ast.iter_child_nodes(node):
        is_operand = isinstance(node, ast.BinOp | ast.IfExp | ast.BoolOp)
        yield from _texts(child, is_shown and is_operand)


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", "") or getattr(function, "id", "")


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(one) if isinstance(one, ast.Constant) else "…" for one in node.values)
    return node.value if isinstance(node.value, str) else ""
