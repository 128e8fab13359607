"""HTML and JATS tags in titles and abstracts, converted to LaTeX source for all formats.

Known tags become macros or are removed, paragraph ends become blank lines, and any other `<`
stays, since it may be mathematics.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterator

from app.bibliography.latex.escape import from_text
from app.bibliography.latex.tokens import TOKEN
from app.bibliography.text.characters import unescape
from app.bibliography.text.patterns import late_pattern

# The HTML subset of CSL, other HTML, and JATS with or without its prefix.
_ATTRIBUTE = r"\s++[\w:.-]++\s*+="
_TOKEN = late_pattern(
    r"(?P<tex_math><(?:jats:)?tex-math\b[^<>]*+>(?P<tex>(?:[^<]|<(?!/?(?:jats:)?tex-math\b))*+)"
    r"</(?:jats:)?tex-math>)"
    r"|(?P<mathml><(?P<ns>mml:)?math\b[^<>]*+>(?P<content>(?:[^<]|<(?!/?(?:mml:)?math\b))*+)"
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
_VOID = {"br", "break"}
_UNTOUCHED = {"display", "inline", "verbatim", "sign"}
# Catalogues escape tags, and BibTeX exporters write `<` and `>` as macros.
_LESS = r"(?:&(?:amp;)*lt;|\{\\textless\}|\\textless(?:\{\}|[ ])|\{?\$(?:<|\\less)\$\}?)"
_GREATER = (
    r"(?:&(?:amp;)*gt;|\{\\textgreater\}|\\textgreater(?:\{\}|[ ])?|\{?\$(?:>|\\greater)\$\}?)"
)
_NAMES = rf"(?:jats|mml):[\w-]++|{'|'.join(sorted(_ELEMENTS, reverse=True))}"
_ESCAPED_TAG = late_pattern(
    rf"{_LESS}(?P<tag>/?(?:{_NAMES})(?:{_ATTRIBUTE}[^<>&\\{{}}$]{{0,300}})?\s*/?){_GREATER}",
    re.IGNORECASE,
)
_SPACES = late_pattern(r"\s{2,}")
_HEADING = late_pattern(r"(?:Abstract|Summary)[.:]?\n\n", re.IGNORECASE)


def from_html(text: str) -> str:
    """Return text with CSL, HTML or JATS markup as LaTeX source, keeping every word."""
    if "<" not in text and "&" not in text:
        return _normalized(from_text(text))
    text = _ESCAPED_TAG.sub(r"<\g<tag>>", text)
    return _normalized("".join(_convert(text, _TOKEN.finditer(text), _plain)))


def from_latex(source: str) -> str:
    """Return LaTeX source with macros in place of HTML or JATS tags."""
    if "<" not in source and "less" not in source and "lt;" not in source:
        return source
    source = _ESCAPED_TAG.sub(r"<\g<tag>>", source)
    if not _TOKEN.search(source):
        return source
    converted = "".join(_convert(source, _tags_outside_math(source), str))
    return source if converted == source else _normalized(converted)


def _plain(text: str) -> str:
    return from_text(unescape(text))


def _normalized(source: str) -> str:
    return _HEADING.sub("", _SPACES.sub(_paragraph, source).strip(), count=1)


def _paragraph(spaces: re.Match[str]) -> str:
    return "\n\n" if spaces[0].count("\n") > 1 else spaces[0]


def _tags_outside_math(source: str) -> Iterator[re.Match[str]]:
    """Yield the tags of LaTeX source, without `<` and `>` in formulas."""
    untouched = [found.span() for found in TOKEN.finditer(source) if found.lastgroup in _UNTOUCHED]
    for tag in _TOKEN.finditer(source):
        before = bisect(untouched, (tag.start(), len(source))) - 1
        if before < 0 or tag.start() >= untouched[before][1]:
            yield tag


def _convert(
    text: str, tags: Iterator[re.Match[str]], plain: Callable[[str], str]
) -> Iterator[str]:
    """Yield the LaTeX source in parts, closing open groups at the end."""
    opened: list[tuple[str, str]] = []
    position = 0
    after_formula = False
    for token in tags:
        between = text[position : token.start()]
        yield plain(between)
        after_formula = after_formula and not between.strip()
        if token["mathml"]:
            # MathML after TeX repeats the same formula.
            yield "" if after_formula else _mathml_text(token["content"])
        elif token["tex_math"]:
            yield _formula(token["tex"])
            after_formula = True
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
    if name in _VOID or tag[0].endswith("/>"):
        return start + end
    opened.append((name, end))
    return start


def _span(attributes: str) -> tuple[str, str]:
    if "nocase" in attributes:
        return "{", "}"
    return _SMALL_CAPS if "small-caps" in attributes else ("", "")


def _formula(tex: str) -> str:
    """Return a formula in dollars, without the document that Springer wraps around it."""
    tex = unescape(tex).rpartition(r"\begin{document}")[2].partition(r"\end{document}")[0]
    tex = " ".join(tex.replace("$", "").split())
    return f"${tex}$" if tex and tex.count("{") == tex.count("}") else from_text(tex)


def _mathml_text(mathml: str) -> str:
    return from_text(" ".join(unescape(re.sub(r"<[^<>]*>", "", mathml)).split()))
