"""A citation style, read from its file and the file of a locale."""

from dataclasses import dataclass

from app.bibliography.citeproc import locale, nodes
from app.bibliography.citeproc.locale import TermLocale
from app.bibliography.citeproc.nodes import Node

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class CitationStyle:
    """The parts of a style that format a bibliography; never changed, so threads share it."""

    macros: dict[str, Node]
    layout: Node
    # The attributes of the style and its bibliography, which names and pages inherit.
    options: dict[str, str]
    locale: TermLocale


def read_style(style_xml: bytes, locale_xml: bytes) -> CitationStyle:
    """Return a style that writes in the language of the locale."""
    root, base = nodes.parse(style_xml), nodes.parse(locale_xml)
    bibliography = root.child("bibliography")
    layout = bibliography and bibliography.child("layout")
    if not bibliography or not layout:
        raise ValueError("the style has no bibliography")
    return CitationStyle(
        macros={node.get("name"): node for node in root.children if node.tag == "macro"},
        layout=layout,
        options=root.attributes | bibliography.attributes,
        locale=locale.merged([base, *_own_locales(root, base.get(LANGUAGE))]),
    )


def _own_locales(root: Node, language: str) -> list[Node]:
    """Return the style's own locales for a language such as "en-US", general ones first."""
    wanted = ["", language.partition("-")[0], language]
    found = [node for node in root.children if node.tag == "locale"]
    return [node for name in wanted for node in found if node.get(LANGUAGE) == name]
