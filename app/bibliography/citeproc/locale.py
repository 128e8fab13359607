"""The terms and date formats of a locale, with those that a style overrides."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.bibliography.citeproc.nodes import Node

# Which form of a term is used where the one asked for is missing.
FALLBACKS = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}


@dataclass
class TermLocale:
    """Terms by name and form, each in singular and plural, and localized dates by form."""

    terms: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    dates: dict[str, Node] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)

    def add(self, locale: Node) -> None:
        """Add the terms and dates of a `locale` element, replacing earlier ones."""
        for node in locale.children:
            if node.tag == "terms":
                self.terms |= dict(map(_term, node.children))
            elif node.tag == "date":
                self.dates[node.get("form")] = node
            elif node.tag == "style-options":
                self.options |= node.attributes

    def term(self, name: str, form: str = "long", is_plural: bool = False) -> str:
        """Return a term in the form asked for or the next longer one, or nothing."""
        while (name, form) not in self.terms:
            if form not in FALLBACKS:
                return ""
            form = FALLBACKS[form]
        return self.terms[name, form][is_plural]

    def ordinal(self, number: int) -> str:
        """Return a number with the suffix of an ordinal, such as "2nd"."""
        # Terms from 10 apply to the last two digits, those below to the last one.
        names = f"ordinal-{number % 100}", f"ordinal-{number % 10:02}", "ordinal"
        return f"{number}{next(filter(None, map(self.term, names)), '')}"


def merged(locales: Iterable[Node]) -> TermLocale:
    """Return a locale in which later elements override earlier ones."""
    locale = TermLocale()
    for node in locales:
        locale.add(node)
    return locale


def _term(node: Node) -> tuple[tuple[str, str], tuple[str, str]]:
    forms = {child.tag: child.text for child in node.children}
    singular = forms.get("single", node.text)
    key = (node.get("name"), node.get("form", "long"))
    return key, (singular, forms.get("multiple", singular))
