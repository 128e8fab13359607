"""What an import does and has done, in words."""

import re

from app.models import Decision, ImportItem, ItemState
from app.services.importing.outcomes import Counts, ImportOutcome

CHOICES = {
    (ItemState.NEW, Decision.ADD): "Import",
    (ItemState.NEW, Decision.SKIP): "Leave out",
    (ItemState.CHANGED, Decision.JOIN): "Take what is ticked",
    (ItemState.CHANGED, Decision.SKIP): "Leave it as it is",
    (ItemState.VERSION, Decision.JOIN): "Join",
    (ItemState.VERSION, Decision.ADD): "A work of its own",
    (ItemState.VERSION, Decision.SKIP): "Leave out",
    (ItemState.SIMILAR, Decision.JOIN): "Join",
    (ItemState.SIMILAR, Decision.ADD): "A work of its own",
    (ItemState.SIMILAR, Decision.SKIP): "Leave out",
}
DONE = {
    ImportOutcome.WORK: "Imported",
    ImportOutcome.VERSION: "Joined",
    ImportOutcome.CHANGE: "Changed",
    ImportOutcome.KEPT: "Left as it was",
}
NOT_DONE = {ItemState.SAME: "There already", ItemState.CHANGED: "Left as it was"}
FILTERS = {
    ItemState.VERSION: "Other versions",
    ItemState.SIMILAR: "Look alike",
}
# What all entries of a state can be told at once, where that means one thing for all of them.
ALL = {
    (ItemState.NEW, Decision.ADD): "Import all new",
    (ItemState.CHANGED, Decision.JOIN): "Take all that is ticked",
    (ItemState.VERSION, Decision.JOIN): "Join all",
    (ItemState.VERSION, Decision.ADD): "Import all as works of their own",
    (ItemState.SIMILAR, Decision.ADD): "Import all as works of their own",
}
BEGINNING = 60
LEAVE_ALL = "Leave all out"
TOPICS = (("all", "Use all suggested topics"), ("none", "Use no suggested topic"))
# Of these, nothing comes unless she ticks or mends something.
STAY = (ItemState.SAME, ItemState.UNREADABLE)


def filter_label(state: ItemState | None) -> str:
    """Return what the entries of a state are called together."""
    return FILTERS.get(state, state.label) if state else "All"


def offered_to_all(state: ItemState | None, counts: Counts) -> list[tuple[str, str]]:
    """Return what can be done with all entries of a state at once, as (button's value, words).

    Where all entries are shown, the new ones among them can be imported together.
    """
    shown = [one for one in ItemState if state in {None, one}]
    of = state or ItemState.NEW
    offered = [(f"all.{d}.{of}", label) for (s, d), label in ALL.items() if s is of]
    can_be_left = any(counts.of_state[one] for one in shown if one not in STAY)
    topics = any(counts.suggested[one] for one in shown)
    return [
        *(offered if counts.of_state[of] else ()),
        *([(f"all.{Decision.SKIP}.{state or ''}", LEAVE_ALL)] if can_be_left else ()),
        *([(f"topics.{how}.{state or ''}", label) for how, label in TOPICS] if topics else ()),
    ]


def choice(state: ItemState, decision: Decision) -> str:
    """Return what doing something with an entry is called; what it joins is said above it."""
    return CHOICES[state, decision]


def done(state: ItemState, outcome: ImportOutcome) -> str:
    """Return what was done with an entry that could be read."""
    return DONE.get(outcome) or NOT_DONE.get(state, "Left out")


def to_be_done(counts: Counts) -> str:
    """Return what would be done: "180 new works, 3 versions, 12 changes"."""
    said = (
        _number(counts.comes_to[outcome], word)
        for outcome, word in (
            (ImportOutcome.WORK, "new work"),
            (ImportOutcome.VERSION, "version"),
            (ImportOutcome.CHANGE, "change"),
        )
    )
    return ", ".join(filter(None, said))


def nothing_to_be_done(counts: Counts) -> str:
    """Return why importing would do nothing."""
    if counts.is_unreadable:
        return "None of it could be read."
    is_there = sum(counts.of_state[state] for state in STAY) == counts.all
    return "Your site has all that could be read." if is_there else "Nothing is chosen."


def instead(line: int, follows: int | None) -> str:
    """Return what becomes of an entry whose earlier one, at a line, is left out."""
    it = "this becomes a work of its own" if follows is None else f"this joins line {follows:,}"
    return f"Line {line:,} is left out: {it}."


def heading(item: ImportItem) -> str:
    """Return the key of an entry that could not be read, or how it begins."""
    if item.title != f"Line {item.line}":
        return item.title
    first = item.source.strip().partition("\n")[0].strip()
    return first if len(first) <= BEGINNING else f"{first[:BEGINNING]} …"


def problem(item: ImportItem) -> str:
    """Return why an entry could not be read; its own line stands beside it already."""
    return (item.problem or "").removeprefix(f"line {item.line}: ")


def still_wrong(problem: str) -> str:
    """Return what is wrong with a text that was typed, whose lines are not its file's."""
    return re.sub(r"^line ([0-9]+): ", r"line \1 of this text: ", problem)


def _number(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}" if number else ""
