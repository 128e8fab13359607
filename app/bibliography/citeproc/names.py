"""The names of authors, editors and others, as lists with labels."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.bibliography.citeproc.locale import TermLocale
from app.bibliography.citeproc.nodes import Node
from app.bibliography.citeproc.output import JOIN
from app.bibliography.citeproc.person import CitedName, NameFormat
from app.bibliography.citeproc.rich_text import rich_text
from app.bibliography.text.pieces import ElementEnd, ElementStart, Piece, Text

# The attributes of names that the style and its bibliography may set for all.
INHERITED = (
    "and",
    "demote-non-dropping-particle",
    "delimiter-precedes-et-al",
    "delimiter-precedes-last",
    "et-al-min",
    "et-al-use-first",
    "et-al-use-last",
    "initialize",
    "initialize-with",
    "initialize-with-hyphen",
    "name-as-sort-order",
    "sort-separator",
)
ET_AL = "et-al"


@dataclass(frozen=True)
class NameList:
    """How a list of names is written."""

    options: dict[str, str]
    locale: TermLocale
    et_al: Node | None = None

    @classmethod
    def of(cls, node: Node, options: dict[str, str], locale: TermLocale) -> "NameList":
        """Return how a `names` element writes its lists."""
        given = {key: options[key] for key in INHERITED if key in options}
        if "name-delimiter" in options:
            given["delimiter"] = options["name-delimiter"]
        name = node.child("name")
        return cls(given | (name.attributes if name else {}), locale, node.child("et-al"))

    def pieces(self, people: list[CitedName]) -> list[Piece]:
        """Return the names, cut short if they are many."""
        shown, is_cut = self._shown(people)
        names = [self._name(one, index) for index, one in enumerate(shown)]
        if is_cut and self.options.get("et-al-use-last") == "true":
            return self._with_last(names, self._name(people[-1], len(people) - 1))
        if is_cut:
            return self._with_et_al(names)
        return self._with_and(names, people)

    def _shown(self, people: list[CitedName]) -> tuple[list[CitedName], bool]:
        least = int(self.options.get("et-al-min", 0))
        count = int(self.options.get("et-al-use-first", 0))
        is_cut = 0 < count < len(people) and len(people) >= least > 0
        return (people[:count], True) if is_cut else (people, False)

    def _name(self, one: CitedName, index: int) -> list[Piece]:
        order = self.options.get("name-as-sort-order")
        is_inverted = order == "all" or (order == "first" and index == 0)
        pieces = rich_text(self._format().name(one, is_inverted))
        return [ElementStart(one.mark), *pieces, ElementEnd(one.mark)] if one.mark else pieces

    def _format(self) -> NameFormat:
        get = self.options.get
        return NameFormat(
            initial=get("initialize-with"),
            are_shortened=get("initialize") != "false",
            has_hyphens=get("initialize-with-hyphen") != "false",
            is_short=get("form") == "short",
            separator=get("sort-separator", ", "),
            demoted=get("demote-non-dropping-particle", "display-and-sort"),
        )

    @property
    def _delimiter(self) -> str:
        return self.options.get("delimiter", ", ")

    def _with_last(self, names: list[list[Piece]], last: list[Piece]) -> list[Piece]:
        separator = self._delimiter if len(names) > 1 else " "
        return [*joined(names, self._delimiter), JOIN, Text(f"{separator}… "), JOIN, *last]

    def _with_et_al(self, names: list[list[Piece]]) -> list[Piece]:
        name = self.et_al.get("term", ET_AL) if self.et_al else ET_AL
        term: list[Piece] = [Text(self.locale.term(name))]
        if self.et_al and self.et_al.get("font-style") == "italic":
            term = [ElementStart("i"), *term, ElementEnd("i")]
        rule = self.options.get("delimiter-precedes-et-al", "contextual")
        is_delimited = rule == "always" or (rule == "contextual" and len(names) > 1)
        separator = self._delimiter if is_delimited else " "
        return [*joined(names, self._delimiter), JOIN, Text(separator), JOIN, *term]

    def _with_and(self, names: list[list[Piece]], people: list[CitedName]) -> list[Piece]:
        word = self.options.get("and")
        if not word or len(names) < 2:
            return joined(names, self._delimiter)
        sign = "&" if word == "symbol" else self.locale.term("and")
        separator = self._delimiter if self._precedes_last(people) else " "
        before = joined(names[:-1], self._delimiter)
        return [*before, JOIN, Text(f"{separator.rstrip()} {sign} "), JOIN, *names[-1]]

    def _precedes_last(self, people: list[CitedName]) -> bool:
        rule = self.options.get("delimiter-precedes-last", "contextual")
        if rule == "contextual":
            return len(people) > 2
        if rule == "after-inverted-name":
            order = self.options.get("name-as-sort-order")
            return order == "all" or (order == "first" and len(people) == 2)
        # An organization after a single person has no delimiter before "and".
        is_pair = len(people) == 2 and bool(people[-1].literal and not people[-1].family)
        return rule == "always" and not is_pair


def joined(parts: Iterable[list[Piece]], delimiter: str) -> list[Piece]:
    """Return parts that are not empty with a delimiter between them."""
    found: list[Piece] = []
    for part in filter(None, parts):
        found += [JOIN, Text(delimiter), JOIN, *part] if found else part
    return found
