"""A citation style, read from its file and the file of a locale."""

import re
from dataclasses import dataclass

from app.bibliography.citeproc import locale, nodes
from app.bibliography.citeproc.locale import TermLocale
from app.bibliography.citeproc.nodes import Node
from app.bibliography.citeproc.output import QuotationMarks

NARROW = "\u202f"
AFFIXES = ("prefix", "suffix", "delimiter")
# Not that of "doi:10…".
SIGN = re.compile(r"(?<!\s)[:;](?=\s)")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class CitationStyle:
    """The parts of a style that format a bibliography; never changed, so threads share it."""

    macros: dict[str, Node]
    layout: Node
    # The attributes of the style and its bibliography, which names and pages inherit.
    options: dict[str, str]
    locale: TermLocale
    marks: QuotationMarks


def read_style(style_xml: bytes, locale_xml: bytes) -> CitationStyle:
    """Return a style that writes in the language of the locale."""
    root, base = nodes.parse(style_xml), nodes.parse(locale_xml)
    terms = locale.merged([base, *_own_locales(root, base.get(LANGUAGE))])
    if base.get(LANGUAGE).startswith("fr"):
        root = _with_french_spaces(root)
    bibliography = root.child("bibliography")
    layout = bibliography and bibliography.child("layout")
    if not bibliography or not layout:
        raise ValueError("the style has no bibliography")
    return CitationStyle(
        macros={node.get("name"): node for node in root.children if node.tag == "macro"},
        layout=layout,
        options=root.attributes | bibliography.attributes,
        locale=terms,
        marks=_marks(terms),
    )


def _marks(terms: TermLocale) -> QuotationMarks:
    """Return the quotation marks of a locale; a space within them is a narrow one."""
    outer, inner = (
        (
            terms.term(f"open-{kind}").replace("\xa0", NARROW),
            terms.term(f"close-{kind}").replace("\xa0", NARROW),
        )
        for kind in ("quote", "inner-quote")
    )
    return QuotationMarks(outer, inner, terms.options.get("punctuation-in-quote") == "true")


def _with_french_spaces(node: Node) -> Node:
    """Return an element of a style with the spaces that French has before a colon or semicolon."""
    attributes = {
        name: SIGN.sub(_spaced, value) if name in AFFIXES else value
        for name, value in node.attributes.items()
    }
    children = tuple(_with_french_spaces(child) for child in node.children)
    return Node(node.tag, attributes, children, node.text)


def _spaced(sign: re.Match[str]) -> str:
    return f"\xa0{sign[0]}" if sign[0] == ":" else f"{NARROW}{sign[0]}"


def _own_locales(root: Node, language: str) -> list[Node]:
    """Return the style's own locales for a language such as "en-US", general ones first."""
    wanted = ["", language.partition("-")[0], language]
    found = [node for node in root.children if node.tag == "locale"]
    return [node for name in wanted for node in found if node.get(LANGUAGE) == name]
