"""Fields inherited through `crossref` and `xdata`, a subset of BibLaTeX's rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.bibliography.bibtex import titles
from app.bibliography.bibtex.macros import Budget
from app.bibliography.bibtex.parser import RawEntry
from app.bibliography.messages import message

_NOT_INHERITED = {
    "crossref",
    "xref",
    "xdata",
    "ids",
    "doi",
    "url",
    "eprint",
    "archiveprefix",
    "eprinttype",
    "pages",
    "abstract",
    "keywords",
    "note",
    "shorttitle",
    "related",
    "entryset",
    "options",
    "pdf",
    "subtitle",
    "title",
    "vitae",
}
# What a parent's title and subtitle are called in its parts.
_PARTS = {
    **dict.fromkeys(
        ("inproceedings", "conference", "incollection", "inbook", "bookinbook", "suppbook"),
        ("booktitle", "booksubtitle"),
    ),
    **dict.fromkeys(("suppcollection", "inreference"), ("booktitle", "booksubtitle")),
    **dict.fromkeys(("article", "suppperiodical"), ("journal", "journalsubtitle")),
}
_MAX_PARENTS = 8
LONGEST = 20_000


@dataclass(slots=True)
class Inherited:
    """The fields of an entry and its parents, and the sources of the parents."""

    values: dict[str, str]
    macros: dict[str, str]
    sources: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Parents:
    """The entries of a file by key, to inherit from."""

    def __init__(self, entries: Iterable[RawEntry], budget: Budget) -> None:
        self._budget = budget
        self._found: dict[str, RawEntry] = {}
        for entry in entries:
            if not entry.error:
                self._found.setdefault(entry.fields.key, entry)

    def inherit(self, entry: RawEntry) -> Inherited:
        """Return an entry's own fields, and those of its parents that it lacks."""
        found = Inherited(dict(entry.fields.values), dict(entry.fields.macros))
        self._add(found, entry, {entry.fields.key})
        return found

    def _add(self, found: Inherited, entry: RawEntry, seen: set[str]) -> None:
        values = entry.fields.values
        for name in ("xdata", "crossref"):
            for key in filter(None, map(str.strip, values.get(name, "").split(","))):
                parent = self._parent(found, key, seen)
                if parent is None:
                    continue
                for field_name, value in _inheritable(parent, name, entry.kind, found.values):
                    found.values.setdefault(field_name, value)
                found.values.pop(name, None)
                self._add(found, parent, seen)

    def _parent(self, found: Inherited, key: str, seen: set[str]) -> RawEntry | None:
        parent = self._found.get(key)
        if parent is None:
            found.warnings.append(
                message("refers to the entry “%(key)s”, which is missing", key=key)
            )
            return None
        if key in seen:
            found.warnings.append(
                message("refers to “%(key)s” more than once or in a circle", key=key)
            )
            return None
        if (
            len(seen) > _MAX_PARENTS
            or len(parent.source) > LONGEST
            or not self._budget.spend(2 * len(parent.source))
        ):
            found.warnings.append(
                message(
                    "refers to the entry “%(key)s”, which is too long or too many levels away",
                    key=key,
                )
            )
            return None
        seen.add(key)
        found.sources.append(parent.source)
        found.macros.update(parent.fields.macros)
        return parent


def _inheritable(
    parent: RawEntry, reference: str, kind: str, given: Mapping[str, str]
) -> list[tuple[str, str]]:
    values = parent.fields.values
    if reference == "xdata":
        return [(name, value) for name, value in values.items() if name != "xdata"]
    own = {*_NOT_INHERITED, *filter(titles.names_a_language, values)}
    offered = [(name, value) for name, value in values.items() if name not in own]
    if title := values.get("title"):
        name, subtitle = _PARTS.get(kind, ("title", "subtitle"))
        is_whole = name == "booktitle" and "booktitle" in values
        offered.append((name, values["booktitle"] if is_whole else title))
        # A subtitle must not continue a name that the part has itself.
        if "subtitle" in values and not (is_whole or {name, f"{name}title"} & given.keys()):
            offered.append((subtitle, values["subtitle"]))
    return offered
