"""Tags of HTML and JATS in titles and abstracts, put as LaTeX source: one rule for all readers.

Tags that are known become macros or go, the ends of paragraphs become blank lines, and any other
`<` stays: it may be mathematics.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterator

from app.bibliography.latex.escape import from_text
from app.bibliography.latex.symbols import TOKEN
from app.bibliography.text.characters import unescape

# CSL's small HTML, what HTML pages add to it, and JATS, with or without its prefix.
_ATTRIBUTE = r"\s++[\w:.-]++\s*+="
_TOKEN = re.compile(
    r"(?P<maths><(?:jats:)?tex-math\b[^<>]*+>(?P<tex>(?:[^<]|<(?!/?(?:jats:)?tex-math\b))*+)"
    r"</(?:jats:)?tex-math>)"
    r"|(?P<mathml><(?P<ns>mml:)?math\b[^<>]*+>(?P<read>(?:[^<]|<(?!/?(?:mml:)?math\b))*+)"
    r"</(?:mml:)?math>)"
    r"|<(?P<close>/?)(?P<prefix>(?:jats|mml):)?(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    rf"(?P<attributes>(?:{_ATTRIBUTE}[^<>]*+)?\s*+)/?>"
)
_EMPHASIS, _BOLD, _CODE = (r"\emph{", "}"), (r"\textbf{", "}"), (r"\texttt{", "}")
_SMALL_CAPS, _PARAGRAPH, _LINE = (r"\textsc{", "}"), ("\n\n", "\n\n"), ("\n\n", "")
_ELEMENTS = {
    "i": _EMPHASIS,
    "em": _EMPHASIS,
    "italic": _EMPHASIS,
    "b": _BOLD,
    "strong": _BOLD,
    "bold": _BOLD,
    "sup": (r"\textsuperscript{", "}"),
    "sub": (r"\textsubscript{", "}"),
    "sc": _SMALL_CAPS,
    "scp": _SMALL_CAPS,
    "u": (r"\underline{", "}"),
    "underline": (r"\underline{", "}"),
    "code": _CODE,
    "tt": _CODE,
    "monospace": _CODE,
    "p": _PARAGRAPH,
    "div": _PARAGRAPH,
    "sec": _PARAGRAPH,
    "list": _PARAGRAPH,
    "title": _PARAGRAPH,
    "ul": _PARAGRAPH,
    "ol": _PARAGRAPH,
    "li": ("\n\n• ", "\n\n"),
    "list-item": ("\n\n• ", "\n\n"),
    "br": _LINE,
    "break": _LINE,
    "span": ("", ""),
    "a": ("", ""),
    "ext-link": ("", ""),
    "abstract": ("", ""),
    "font": ("", ""),
    "inline-formula": ("", ""),
    "alternatives": ("", ""),
    "inf": (r"\textsubscript{", "}"),
    "disp-formula": ("", ""),
    "xref": ("", ""),
    "uri": ("", ""),
    "named-content": ("", ""),
    "styled-content": ("", ""),
}
_NEVER_CLOSED = {"br", "break"}
_KEPT = {"display", "inline", "verbatim", "sign"}
# Catalogues escape tags, and programs that write BibTeX spell their signs out.
_LESS = r"(?:&(?:amp;)*lt;|\{\\textless\}|\\textless(?:\{\}|[ ])|\{?\$(?:<|\\less)\$\}?)"
_GREATER = (
    r"(?:&(?:amp;)*gt;|\{\\textgreater\}|\\textgreater(?:\{\}|[ ])?|\{?\$(?:>|\\greater)\$\}?)"
)
_NAMES = rf"(?:jats|mml):[\w-]++|{'|'.join(sorted(_ELEMENTS, reverse=True))}"
_HIDDEN = re.compile(
    rf"{_LESS}(?P<tag>/?(?:{_NAMES})(?:{_ATTRIBUTE}[^<>&\\{{}}$]{{0,300}})?\s*/?){_GREATER}",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s{2,}")
_HEADING = re.compile(r"(?:Abstract|Summary)[.:]?\n\n", re.IGNORECASE)


def from_html(text: str) -> str:
    """Return text with the markup of CSL, HTML or JATS as LaTeX source; no word is lost."""
    if "<" not in text and "&" not in text:
        return _finished(from_text(text))
    text = _HIDDEN.sub(r"<\g<tag>>", text)
    return _finished("".join(_translated(text, _TOKEN.finditer(text), _plain)))


def from_latex(source: str) -> str:
    """Return LaTeX source with macros for the tags that databases left in it."""
    if "<" not in source and "less" not in source and "lt;" not in source:
        return source
    source = _HIDDEN.sub(r"<\g<tag>>", source)
    if not _TOKEN.search(source):
        return source
    found = "".join(_translated(source, _outside_maths(source), str))
    return source if found == source else _finished(found)


def _plain(text: str) -> str:
    return from_text(unescape(text))


def _finished(source: str) -> str:
    return _HEADING.sub("", _SPACES.sub(_paragraph, source).strip(), count=1)


def _paragraph(spaces: re.Match[str]) -> str:
    return "\n\n" if spaces[0].count("\n") > 1 else spaces[0]


def _outside_maths(source: str) -> Iterator[re.Match[str]]:
    """The tags of LaTeX source: what stands between dollars compares or brackets."""
    kept = [found.span() for found in TOKEN.finditer(source) if found.lastgroup in _KEPT]
    for tag in _TOKEN.finditer(source):
        before = bisect(kept, (tag.start(), len(source))) - 1
        if before < 0 or tag.start() >= kept[before][1]:
            yield tag


def _translated(
    text: str, tags: Iterator[re.Match[str]], plain: Callable[[str], str]
) -> Iterator[str]:
    """The source in pieces; whatever is left open is closed at the end."""
    opened: list[tuple[str, str]] = []
    position = 0
    formula = False
    for token in tags:
        between = text[position : token.start()]
        yield plain(between)
        formula = formula and not between.strip()
        if token["mathml"]:
            # Beside TeX stands the same formula for machines that prefer it.
            yield "" if formula else _letters(token["read"])
        elif token["maths"]:
            yield _formula(token["tex"])
            formula = True
        else:
            yield _tag(token, opened, plain)
        position = token.end()
    yield plain(text[position:])
    yield from (end for _, end in reversed(opened))


def _tag(tag: re.Match[str], opened: list[tuple[str, str]], plain: Callable[[str], str]) -> str:
    name = tag["name"].lower()
    if name not in _ELEMENTS:
        return "" if tag["prefix"] else plain(tag[0])
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
