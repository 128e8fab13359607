"""What an import does and has done, in words."""

from app.models import Decision, ItemState
from app.services.importing.batches import Counts

CHOICES = {
    (ItemState.NEW, Decision.ADD): ("Import", "Imported"),
    (ItemState.NEW, Decision.SKIP): ("Leave out", "Left out"),
    (ItemState.CHANGED, Decision.JOIN): ("Take what is ticked", "Changed"),
    (ItemState.CHANGED, Decision.SKIP): ("Leave it as it is", "Left as it was"),
    (ItemState.SAME, Decision.JOIN): ("Take what is ticked", "Changed"),
    (ItemState.SAME, Decision.SKIP): ("Leave it as it is", "There already"),
    (ItemState.VERSION, Decision.JOIN): ("Join", "Joined"),
    (ItemState.VERSION, Decision.ADD): ("A work of its own", "Imported"),
    (ItemState.VERSION, Decision.SKIP): ("Leave out", "Left out"),
    (ItemState.SIMILAR, Decision.JOIN): ("Join", "Joined"),
    (ItemState.SIMILAR, Decision.ADD): ("A work of its own", "Imported"),
    (ItemState.SIMILAR, Decision.SKIP): ("Leave out", "Left out"),
}
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
LEAVE_ALL = "Leave all out"


def filter_label(state: ItemState | None) -> str:
    """Return what the entries of a state are called together."""
    return FILTERS.get(state, state.label) if state else "All"


def offered_to_all(state: ItemState | None, counts: Counts) -> list[tuple[str, str]]:
    """Return what can be done with all entries of a state at once, as (button's value, words).

    Where all entries are shown, the new ones among them can be imported together.
    """
    if state in {ItemState.SAME, ItemState.UNREADABLE}:
        return []
    of = state or ItemState.NEW
    offered = [(f"{d}.{of}", label) for (s, d), label in ALL.items() if s is of]
    return [
        *(offered if counts.of_state[of] else ()),
        (f"{Decision.SKIP}.{state or ''}", LEAVE_ALL),
    ]


def choice(state: ItemState, decision: Decision) -> str:
    """Return what doing something with an entry is called; what it joins is said beside it."""
    return CHOICES[state, decision][0]


def done(state: ItemState, decision: Decision) -> str:
    """Return what was done with an entry that could be read."""
    return CHOICES[state, decision][1]


def to_be_done(counts: Counts) -> str:
    """Return what would be done: "180 new works, 12 changes, 3 versions"."""
    numbers = (
        (counts.added, "new work"),
        (counts.joined - counts.versions, "change"),
        (counts.versions, "version"),
    )
    said = [f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in numbers if number]
    return ", ".join(said)
