"""Plain text and HTML put as LaTeX source, so that every reader of it sees the same again."""

import re
from collections.abc import Iterator

from app.bibliography.characters import ENTITY, unescape

_SPECIAL = re.compile(rf"(?P<entity>{ENTITY})|[\\{{}}$%&#_^~`]|'(?=')|-(?=-)")
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "'": "'{}",
    "-": "-{}",
}
# CSL's small HTML, what HTML pages add to it, and JATS, with or without its prefix.
_TOKEN = re.compile(
    r"(?P<maths><(?:jats:)?tex-math\b[^<>]*+>(?P<tex>(?:[^<]|<(?!/?(?:jats:)?tex-math\b))*+)"
    r"</(?:jats:)?tex-math>)"
    r"|(?P<mathml><(?P<ns>mml:)?math\b[^<>]*+>(?P<read>(?:[^<]|<(?!/?(?:mml:)?math\b))*+)"
    r"</(?:mml:)?math>)"
    r"|<(?P<close>/?)(?P<prefix>(?:jats|mml):)?(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?P<attributes>(?:\s[^<>]*+)?)/?>"
)
_EMPHASIS, _BOLD, _CODE = (r"\emph{", "}"), (r"\textbf{", "}"), (r"\texttt{", "}")
_SMALL_CAPS, _PARAGRAPH, _LINE = (r"\textsc{", "}"), ("\n\n", "\n\n"), ("\n\n", "")
_ELEMENTS = {
    "i": _EMPHASIS, "em": _EMPHASIS, "italic": _EMPHASIS,
    "b": _BOLD, "strong": _BOLD, "bold": _BOLD,
    "sup": (r"\textsuperscript{", "}"), "sub": (r"\textsubscript{", "}"),
    "sc": _SMALL_CAPS, "scp": _SMALL_CAPS, "u": (r"\underline{", "}"),
    "underline": (r"\underline{", "}"),
    "code": _CODE, "tt": _CODE, "monospace": _CODE,
    "p": _PARAGRAPH, "div": _PARAGRAPH, "sec": _PARAGRAPH, "list": _PARAGRAPH, "title": _PARAGRAPH,
    "ul": _PARAGRAPH, "ol": _PARAGRAPH, "li": ("\n\n• ", "\n\n"), "list-item": ("\n\n• ", "\n\n"),
    "br": _LINE, "break": _LINE, "span": ("", ""), "a": ("", ""), "ext-link": ("", ""),
    "abstract": ("", ""), "font": ("", ""), "inline-formula": ("", ""), "alternatives": ("", ""),
}  # fmt: skip
_NEVER_CLOSED = {"br", "break"}
_BREAK = re.compile(r"\s*\n\s*\n\s*")
_HEADING = re.compile(r"(?:Abstract|Summary)[.:]?\n\n", re.IGNORECASE)


def from_text(text: str) -> str:
    """Return plain text as LaTeX source: what `latex.to_text` reads back unchanged."""
    return _SPECIAL.sub(_escaped, text)


def from_html(text: str) -> str:
    """Return text with the markup of CSL, HTML or JATS as LaTeX source; no word is lost."""
    source = "".join(_translated(text)) if "<" in text else from_text(unescape(text))
    return _HEADING.sub("", _BREAK.sub("\n\n", source).strip(), count=1)


def _escaped(match: re.Match[str]) -> str:
    if entity := match["entity"]:
        return rf"\&{{}}{_SPECIAL.sub(_escaped, entity[1:])}"
    return _ESCAPED.get(match[0], f"\\{match[0]}")


def _translated(text: str) -> Iterator[str]:
    """The source in pieces; whatever is left open is closed at the end."""
    opened: list[tuple[str, str]] = []
    position = 0
    formula = False
    for token in _TOKEN.finditer(text):
        between = text[position : token.start()]
        yield from_text(unescape(between))
        formula = formula and not between.strip()
        if token["mathml"]:
            # Beside TeX stands the same formula for machines that prefer it.
            yield "" if formula else _letters(token["read"])
        elif token["maths"]:
            yield _formula(token["tex"])
            formula = True
        else:
            yield _tag(token, opened)
        position = token.end()
    yield from_text(unescape(text[position:]))
    yield from (end for _, end in reversed(opened))


def _tag(tag: re.Match[str], opened: list[tuple[str, str]]) -> str:
    name = tag["name"].lower()
    if name not in _ELEMENTS:
        return "" if tag["prefix"] else from_text(unescape(tag[0]))
    if tag["close"]:
        return opened.pop()[1] if opened and opened[-1][0] == name else ""
    start, end = _span(tag["attributes"]) if name == "span" else _ELEMENTS[name]
    if name in _NEVER_CLOSED or tag[0].endswith("/>"):
        return start + end
    opened.append((name, end))
    return start


def _span(attributes: str) -> tuple[str, str]:
    if "nocase" in attributes:
        return "{", "}"
    return _SMALL_CAPS if "small-caps" in attributes else ("", "")


def _formula(tex: str) -> str:
    """Springer wraps each formula into a whole document."""
    tex = unescape(tex).rpartition(r"\begin{document}")[2].partition(r"\end{document}")[0]
    tex = " ".join(tex.replace("$", "").split())
    return f"${tex}$" if tex and tex.count("{") == tex.count("}") else from_text(tex)


def _letters(mathml: str) -> str:
    return from_text(" ".join(unescape(re.sub(r"<[^<>]*>", "", mathml)).split()))
