"""Texts in templates that are in no catalogue, and sentences put together from words."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes
from jinja2.lexer import Lexer

ENVIRONMENT = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
MARKING = {"_", "gettext", "ngettext", "pgettext"}
# What people read or hear; data-ask and the like are shown by scripts.
ATTRIBUTES = {"title", "alt", "aria-label", "aria-description", "placeholder", "label"}
SHOWN_BY_SCRIPTS = re.compile(r"data-(?:ask|say|said|text|label|words|wait|done|copied|failed)\b.*")
SILENT = {"script", "style", "code", "pre", "kbd", "samp", "svg"}
# Names, formats, units and what programs read.
NAMES = re.compile(
    r"\b(?:Vitae|BibTeX|BibLaTeX|RIS|CSL|JSON|CSV|PDF|DOI|DOIs|ORCID|iD|arXiv|OpenAlex|ISBN|ISSN|URL|HTML|XML"
    r"|LaTeX|TeX|Markdown|Atom|RSS|MB|kB|KB|px|UTC|APA|IEEE|CV|AVIF|JPEG|PNG|WebP|GIF|SVG|QR"
    r"|DATABASE_URL|LOOKUPS?|ID|https?|www|example|com|org|width|device|initial|scale|noindex|dark|light)\b"
)
VALUE = "\N{OBJECT REPLACEMENT CHARACTER}"
# More than one word, or one that begins a sentence.
# Attributes of an element that begins in another template or block, and widths of pictures.
PARTS_OF_TAGS = re.compile(rf'[\w:-]+="[^"]*"?|{VALUE}w\b')
CODE = {"class", "id", "name", "type", "rel", "sizes", "autocomplete"}
# The constants of these name something, such as a format.
SYMBOLIC = nodes.Compare | nodes.Test | nodes.Getitem | nodes.Filter
CLASSES = {"button", "primary", "quiet", "danger"}
WORDS = re.compile(r"[A-Za-z]{2,}[,:;]? [A-Za-z]{2,}|^\s*[A-Z][a-z]+[.:!?…]?\s*$")


def unmarked_texts(source: str) -> list[str]:
    """Return what a template says, in its HTML or in its expressions, without a catalogue."""
    parser = _Texts()
    parser.feed(_html(source))
    parser.close()
    return [*parser.found, *_literals(ENVIRONMENT.parse(source))]


def glued_texts(source: str) -> list[int]:
    """Return the lines on which a translated text is joined to others, or its case is changed."""
    tree = ENVIRONMENT.parse(source)
    joined = [one for kind in (nodes.Concat, nodes.Add, nodes.Mul) for one in tree.find_all(kind)]
    changed = [
        one
        for one in tree.find_all(nodes.Filter)
        if one.name in {"lower", "upper", "capitalize", "title"}
    ]
    return [one.lineno for one in (*joined, *changed) if any(map(_is_marking, _calls(one)))]


def _calls(node: nodes.Node) -> Iterator[nodes.Call]:
    if isinstance(node, nodes.Call):
        yield node
        return
    for child in node.iter_child_nodes():
        # Whether a text is shown may depend on anything.
        if not (isinstance(node, nodes.CondExpr) and child is node.test):
            yield from _calls(child)


def _is_marking(call: nodes.Node) -> bool:
    return (
        isinstance(call, nodes.Call)
        and isinstance(call.node, nodes.Name)
        and call.node.name in MARKING
    )


def _html(source: str) -> str:
    """Return the HTML of a template: of all branches, with a sign for each value."""
    parts: list[str] = []
    is_marked, depth = False, 0
    lexer: Lexer = ENVIRONMENT.lexer
    block: list[str] = []
    for _, kind, text in lexer.tokeniter(source, None):
        if kind == "data" and not is_marked:
            parts.append(text)
        elif kind in {"variable_begin", "block_begin"}:
            block = []
        elif kind == "variable_end":
            is_tag = parts and parts[-1].endswith(("<", "</"))
            parts.append("" if is_marked else "x" if is_tag else VALUE)
        elif kind == "block_end" and block:
            if block[0] == "trans":
                is_marked, depth = True, depth + 1
            elif block[0] == "endtrans":
                is_marked = False
                parts.append(VALUE)
        elif kind != "whitespace":
            block.append(text)
    return "".join(parts)


class _Texts(HTMLParser):
    """Collects what people read of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        given = dict(attrs)
        is_button = tag == "button" or given.get("type") in {"submit", "button", "reset"}
        for name, value in attrs:
            is_read = name in ATTRIBUTES or SHOWN_BY_SCRIPTS.fullmatch(name) is not None
            is_label = name == "value" and tag == "input" and is_button
            if value and (is_read or is_label):
                self._add(value, name)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._add(data, "text")

    def _add(self, text: str, kind: str) -> None:
        if any(map(str.isalpha, NAMES.sub("", PARTS_OF_TAGS.sub("", text)))):
            self.found.append(f"{kind}: {' '.join(text.split())}")


def _literals(node: nodes.Node, name: str = "") -> Iterator[str]:
    """Yield the texts in expressions that look like words for people."""
    if _is_marking(node):
        return
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str) and _is_said(node.value) and name not in CODE:
            yield f"expression: {node.value}"
        return
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Keyword):
            yield from _literals(child.value, child.key.rstrip("_"))
        elif not isinstance(node, SYMBOLIC) or child is getattr(node, "node", None):
            yield from _literals(child, name)


def _is_said(text: str) -> bool:
    if text in {"s", "es", "ies"}:
        return True
    return bool(WORDS.search(NAMES.sub("", text))) and not CLASSES.issuperset(text.split())
