"""The bibliography entry of one work: the elements of a style applied to a CSL item."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from app.bibliography.citeproc import conditions, dates, numbers, output, text_case
from app.bibliography.citeproc.names import NameList, joined
from app.bibliography.citeproc.nodes import Node
from app.bibliography.citeproc.output import JOIN, LANGUAGE
from app.bibliography.citeproc.person import person
from app.bibliography.citeproc.rich_text import QUOTE, rich_text
from app.bibliography.citeproc.style import CitationStyle
from app.bibliography.text.pieces import ElementEnd, ElementStart, Piece, Text

Item = Mapping[str, Any]
FORMATS = (("font-style", "italic", "i"), ("font-weight", "bold", "b"))
SHORT = {
    "container-title": ("container-title-short", "journalAbbreviation"),
    "title": ("title-short",),
}


def reference(style: CitationStyle, item: Item) -> list[Piece]:
    """Return the bibliography entry of an item as text and elements, without its number."""
    renderer = Renderer(style, item)
    return output.joined(renderer.children(style.layout), style.marks)


class Renderer:
    """Renders the elements of a style for one item."""

    def __init__(self, style: CitationStyle, item: Item) -> None:
        self.style = style
        self.item = item
        self.language = str(item.get("language") or "en").lower()
        # The variables that stood in for others, which are not repeated.
        self.used: set[str] = set()
        # The `names` element for which others are tried at present.
        self.template: Node | None = None
        # How many variables were asked for, and how many had a value.
        self.tried = 0
        self.found = 0
        self.elements: dict[str, Callable[[Node], list[Piece]]] = {
            "text": self._text,
            "number": self._number,
            "label": self._label,
            "date": self._date,
            "names": self._names,
            "group": self._group,
        }

    def children(self, node: Node) -> list[Piece]:
        """Return what an element contains, with its affixes and delimiter."""
        return _decorated(node, joined(self._parts(node), node.get("delimiter")))

    def _parts(self, node: Node) -> Iterator[list[Piece]]:
        """Yield what each child renders; those of a chosen branch count as children too."""
        for child in node.children:
            if child.tag != "choose":
                yield self._element(child)
            elif branch := self._branch(child):
                yield from self._parts(branch)

    def _element(self, node: Node) -> list[Piece]:
        render = self.elements.get(node.tag)
        return render(node) if render else []

    def _branch(self, node: Node) -> Node | None:
        """Return the branch of a `choose` element whose conditions are met."""
        for branch in node.children:
            if branch.tag == "else" or conditions.is_met(branch, self.item):
                return branch
        return None

    def _group(self, node: Node) -> list[Piece]:
        tried, found = self.tried, self.found
        pieces = self.children(node)
        if self.tried > tried and self.found == found:
            return []
        # What a group within a group renders counts as found, even if it is only a term.
        self.found += bool(pieces)
        return pieces

    def _text(self, node: Node) -> list[Piece]:
        if macro := node.get("macro"):
            return _decorated(node, self._macro(macro))
        if term := node.get("term"):
            return self._formatted(node, self._term(term, node, node.get("plural") == "true"))
        if value := node.get("value"):
            return self._formatted(node, value)
        name = node.get("variable")
        mark = self.item.get(f"{name}-language", "")
        value = self._variable(name, node.get("form"))
        return self._formatted(node, value, self.language, mark)

    def _term(self, name: str, node: Node, is_plural: bool) -> str:
        return self.style.locale.term(name, node.get("form", "long"), is_plural)

    def _macro(self, name: str) -> list[Piece]:
        return self._group(self.style.macros[name])

    def _variable(self, name: str, form: str) -> str:
        """Return the text of a variable and count it."""
        self.tried += name not in NOT_COUNTED
        names_ = (*(SHORT.get(name, ()) if form == "short" else ()), name)
        value = next((str(self.item[key]) for key in names_ if self.item.get(key)), "").strip()
        if not value or name in self.used:
            return ""
        self.found += 1
        if self.template:
            self.used.add(name)
        if name == "page":
            return numbers.pages(value, self.style.options.get("page-range-format", ""))
        return numbers.with_dashes(value) if name in NUMBERS else value

    def _formatted(
        self, node: Node, value: str, language: str = "en", mark: str = ""
    ) -> list[Piece]:
        """Return a text as an element asks for; `mark` is the language to mark it with."""
        if not value:
            return []
        if node.get("strip-periods") == "true":
            value = value.replace(".", "")
        pieces = text_case.with_case(rich_text(value), node.get("text-case"), language)
        if mark:
            tag = f"{LANGUAGE}{mark}"
            pieces = [ElementStart(tag), *pieces, ElementEnd(tag)]
        return _decorated(node, pieces)

    def _number(self, node: Node) -> list[Piece]:
        value = self._variable(node.get("variable"), "")
        if node.get("form") == "ordinal" and value.isdecimal():
            value = self.style.locale.ordinal(int(value))
        return self._formatted(node, value)

    def _label(self, node: Node) -> list[Piece]:
        name = node.get("variable")
        value = str(self.item.get(name) or "")
        if not value:
            return []
        is_plural = {"never": False, "always": True}.get(
            node.get("plural"), numbers.is_several(value)
        )
        if name.startswith("number-of-") and not node.get("plural"):
            is_plural = value != "1"
        return self._formatted(node, self._term(name, node, is_plural))

    def _date(self, node: Node) -> list[Piece]:
        self.tried += 1
        name = node.get("variable")
        value = self.item.get(name)
        if name in self.used or not conditions.has_variable(self.item, name):
            return []
        self.found += 1
        if self.template:
            self.used.add(name)
        if literal := value.get("literal") if isinstance(value, dict) else None:
            return self._formatted(node, str(literal))
        date = dates.date_parts(value)
        parts, delimiter = dates.wanted_parts(node, self.style.locale)
        texts = [
            self._formatted(part, dates.part_text(part, date, self.style.locale)) for part in parts
        ]
        return _decorated(node, joined(texts, delimiter))

    def _names(self, node: Node) -> list[Piece]:
        # Inside a substitute, names without elements of their own are written like those before.
        template = self.template if self.template and not node.children else node
        pieces = self._own_names(node, template)
        substitute = node.child("substitute")
        if pieces or not substitute:
            return pieces
        was, self.template = self.template, node
        for pieces in self._parts(substitute):
            if pieces:
                break
        self.template = was
        return pieces

    def _own_names(self, node: Node, template: Node) -> list[Piece]:
        """Return the names of an element, written as in the element that it may substitute."""
        variables = node.get("variable").split()
        lists = []
        for name in variables:
            self.tried += 1
            people = self.item.get(name)
            if not people or name in self.used:
                continue
            self.found += 1
            if self.template:
                self.used.add(name)
            lists.append(self._labelled_names(name, people, template))
        delimiter = template.get("delimiter") or self.style.options.get("names-delimiter", "")
        return _decorated(node, joined(lists, delimiter))

    def _labelled_names(self, name: str, people: list[Any], template: Node) -> list[Piece]:
        listed = NameList.of(template, self.style.options, self.style.locale)
        pieces = listed.pieces([person(one, self.language) for one in people])
        label = template.child("label")
        if not label:
            return pieces
        labelled = self._formatted(label, self._term(name, label, len(people) > 1))
        order = [child.tag for child in template.children]
        if "name" in order and order.index("label") < order.index("name"):
            return [*labelled, JOIN, *pieces]
        return [*pieces, JOIN, *labelled]


# A style assigns these itself, so their absence does not hide a group.
NOT_COUNTED = frozenset({"year-suffix", "citation-number"})
# Hyphens in these are those of ranges.
NUMBERS = frozenset(
    {
        "volume",
        "issue",
        "number",
        "edition",
        "chapter-number",
        "collection-number",
        "number-of-pages",
        "number-of-volumes",
        "part-number",
        "printing",
        "section",
        "supplement",
        "supplement-number",
        "version",
    }
)


def _decorated(node: Node, pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces in the format of an element, between its affixes."""
    found = list(pieces)
    if not found:
        return []
    for name, value, tag in FORMATS:
        if node.get(name) == value:
            found = [ElementStart(tag), *found, ElementEnd(tag)]
    if node.get("quotes") == "true":
        found = [ElementStart(QUOTE), *found, ElementEnd(QUOTE)]
    before, after = node.get("prefix"), node.get("suffix")
    return [
        *([Text(before), JOIN] if before else ()),
        *found,
        *([JOIN, Text(after)] if after else ()),
    ]
