"""What an import does and has done, in words."""

from app.models import Decision, ItemState
from app.services.importing.batches import OTHERS, Counts

DONE = {Decision.ADD: "Imported", Decision.JOIN: "Changed", Decision.SKIP: "Left out"}
CHOICES = {Decision.ADD: "Import", Decision.JOIN: "Change it", Decision.SKIP: "Leave out"}
FILTERS = {
    ItemState.VERSION: "Other versions",
    ItemState.SIMILAR: "Look alike",
}
ALL_NEW, LEAVE_ALL = "Import all new", "Leave all out"
# What all entries of a state can be told at once, where that means one thing for all of them.
ALL = {
    (ItemState.NEW, Decision.ADD): ALL_NEW,
    (ItemState.CHANGED, Decision.JOIN): "Make all changes",
    (ItemState.VERSION, Decision.JOIN): "Join all",
    (ItemState.VERSION, Decision.ADD): "All as works of their own",
    (ItemState.SIMILAR, Decision.ADD): "All as works of their own",
    (None, Decision.ADD): ALL_NEW,
}


def filter_label(state: ItemState | None) -> str:
    """Return what the entries of a state are called together."""
    return FILTERS.get(state, state.label) if state else "All"


def offered_to_all(state: ItemState | None) -> list[tuple[Decision, str]]:
    """Return what can be done with all entries of a state at once."""
    if state in {ItemState.SAME, ItemState.UNREADABLE}:
        return []
    offered = [(decision, label) for (of, decision), label in ALL.items() if of is state]
    return [*offered, (Decision.SKIP, LEAVE_ALL)]


def choice(state: ItemState, decision: Decision) -> str:
    """Return what doing something with an entry is called; what it joins is said beside it."""
    is_apart = state in OTHERS and decision is Decision.ADD
    return "A work of its own" if is_apart else CHOICES[decision]


def done(state: ItemState, decision: Decision) -> str:
    """Return what was done with an entry."""
    if state in OTHERS and decision is Decision.JOIN:
        return "Joined"
    is_known = state is ItemState.SAME and decision is Decision.SKIP
    return "There already" if is_known else DONE[decision]


def to_be_done(counts: Counts) -> str:
    """Return what would be done: "180 new works, 12 changes, 3 versions"."""
    numbers = (
        (counts.added, "new work"),
        (counts.joined - counts.versions, "change"),
        (counts.versions, "version"),
    )
    said = [f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in numbers if number]
    return ", ".join(said)
