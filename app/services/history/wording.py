"""What a revision did to a record, as lines that a person can read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.models import Noun, RevisionItem
from app.services.history import diffs, field_words
from app.services.history.diffs import Piece
from app.services.history.names import Names

KINDS = {
    Noun.PROFILE: "Profile", Noun.PERSON: "Person", Noun.SUPERVISION: "Student or collaborator",
    Noun.TOPIC: "Topic", Noun.VENUE: "Venue", Noun.WORK: "Work",
}  # fmt: skip
# What a reader looks for first.
FIRST = (
    "title",
    "name",
    "authors",
    "abstract",
    "venue_id",
    "year",
    "month",
    "day",
    "topics",
    "links",
)


@dataclass(frozen=True)
class Line:
    """A field that differs, and how."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Change:
    """What was done to one record; `summary` instead of lines where it came or went."""

    noun: Noun
    record_id: int
    kind: str
    label: str
    summary: str
    lines: list[Line]


def of(item: RevisionItem, names: Names) -> Change:
    """Return a change in words."""
    filled = sum(
        value not in (None, "", [], False) for value in (item.before | item.after).values()
    )
    fields = f"{filled} {'field' if filled == 1 else 'fields'}"
    summary = f"Added with {fields}" if item.is_made else f"Taken away, with {fields}"
    is_whole = item.is_made or item.is_gone
    return Change(
        noun=item.noun,
        record_id=item.record_id,
        kind=KINDS[item.noun],
        label=item.label,
        summary=summary if is_whole else "",
        lines=[] if is_whole else list(_lines(item, names)),
    )


def _lines(item: RevisionItem, names: Names) -> Iterator[Line]:
    came, went = _versions(item)
    yield from _of_versions(item, names)
    for name in sorted({*item.before, *item.after} - {"publications"}, key=_rank):
        version, _, field = name.rpartition(".")
        if version and int(version) in came | went:
            continue
        label = field_words.LABELS.get(field, field)
        if version and names.is_one_of_several(item.record_id):
            label += f" ({names.version(version)})"
        yield Line(label, _pieces(item, name, field, names))


def _versions(item: RevisionItem) -> tuple[set[int], set[int]]:
    before = set(item.before.get("publications", []))
    after = set(item.after.get("publications", []))
    return after - before, before - after


def _of_versions(item: RevisionItem, names: Names) -> Iterator[Line]:
    before, after = (state.get("publications", []) for state in (item.before, item.after))
    came, went = _versions(item)
    for id_ in sorted(came):
        yield Line("Version added", [Piece("ins", _called(id_, item.after, names))])
    for id_ in sorted(went):
        yield Line("Version taken away", [Piece("del", _called(id_, item.before, names))])
    if before and after and before[0] != after[0]:
        shown = names.version(before[0], item.before), names.version(after[0], item.after)
        yield Line("Shown version", diffs.of_lists([shown[0]], [shown[1]]))
    elif before and after and not came | went:
        order = ([names.version(id_) for id_ in ids] for ids in (before, after))
        yield Line("Order of versions", diffs.of_lists(*order))


def _called(id_: int, state: dict[str, Any], names: Names) -> str:
    title = state.get(f"{id_}.title")
    return names.version(id_, state) + (f": {title}" if title else "")


def _pieces(item: RevisionItem, name: str, field: str, names: Names) -> list[Piece]:
    for linked in (False, True):
        before, after = (
            field_words.in_words(field, state.get(name), names, linked=linked)
            for state in (item.before, item.after)
        )
        if before != after:
            break
    if field == "portrait":
        words = "another photograph" if before and after else "a photograph"
        return [Piece("ins" if after else "del", words)]
    if isinstance(before, list) or isinstance(after, list):
        return diffs.of_lists(before or [], after or [])
    if field in field_words.TEXTS:
        return diffs.of_texts(before, after)
    return diffs.of_lists([before] if before else [], [after] if after else [])


def _rank(name: str) -> tuple[int, str]:
    field = name.rpartition(".")[2]
    return FIRST.index(field) if field in FIRST else len(FIRST), name
