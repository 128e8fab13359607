"""The texts that describe what an import does and has done."""

from app.bibliography.messages import Message, message
from app.models import Decision, ImportItem, ItemState
from app.services.importing.outcomes import Counts, ImportOutcome
from app.translations.text import translated

CHOICES = {
    (ItemState.NEW, Decision.ADD): "Import",
    (ItemState.NEW, Decision.SKIP): "Skip",
    (ItemState.CHANGED, Decision.JOIN): "Use selected fields",
    (ItemState.CHANGED, Decision.SKIP): "Leave unchanged",
    (ItemState.VERSION, Decision.JOIN): "Join",
    (ItemState.VERSION, Decision.ADD): "Keep separate",
    (ItemState.VERSION, Decision.SKIP): "Skip",
    (ItemState.SIMILAR, Decision.JOIN): "Join",
    (ItemState.SIMILAR, Decision.ADD): "Keep separate",
    (ItemState.SIMILAR, Decision.SKIP): "Skip",
    (ItemState.DECLINED, Decision.SKIP): "Skip",
    (ItemState.DECLINED, Decision.ADD): "Import",
    (ItemState.DECLINED, Decision.JOIN): "Join",
}
DONE = {
    ImportOutcome.WORK: "Imported",
    ImportOutcome.VERSION: "Joined",
    ImportOutcome.CHANGE: "Changed",
    ImportOutcome.KEPT: "Unchanged",
}
NOT_DONE = {ItemState.SAME: "Already on your site", ItemState.CHANGED: "Unchanged"}
FILTERS = {
    ItemState.VERSION: "Other versions",
    ItemState.SIMILAR: "Possible duplicates",
}
# Decisions for all entries of a state, where they mean the same for each of them.
ALL = {
    (ItemState.NEW, Decision.ADD): "Import all new",
    (ItemState.CHANGED, Decision.JOIN): "Use selected fields for all",
    (ItemState.VERSION, Decision.JOIN): "Join all",
    (ItemState.VERSION, Decision.ADD): "Keep all separate",
    (ItemState.SIMILAR, Decision.ADD): "Keep all separate",
    (ItemState.DECLINED, Decision.ADD): "Import all declined",
}
BEGINNING = 60
SKIP_ALL = "Skip all"
NOT_MINE = "Not mine"
TOPICS = (("all", "Use all suggested topics"), ("none", "Ignore suggested topics"))
# Entries that change nothing unless the editor selects or corrects something.
INACTIVE = (ItemState.SAME, ItemState.UNREADABLE)
# Entries that the owner does not want unless she changes her mind.
UNWANTED = (*INACTIVE, ItemState.DECLINED)


def filter_label(state: ItemState | None) -> str:
    """Return the label of the filter for a state."""
    return FILTERS.get(state, state.label) if state else "All"


def bulk_actions(state: ItemState | None, counts: Counts) -> list[tuple[str, str]]:
    """Return the actions for all entries of a state, as (button value, label).

    With no state, that is for the list of all entries, the first action is for the new ones.
    """
    shown = [one for one in ItemState if state in {None, one}]
    of = state or ItemState.NEW
    offered = [(f"all.{d}.{of}", label) for (s, d), label in ALL.items() if s is of]
    inactive = INACTIVE if state else UNWANTED
    can_be_skipped = any(counts.of_state[one] for one in shown if one not in inactive)
    topics = any(counts.suggested[one] for one in shown)
    return [
        *(offered if counts.of_state[of] else ()),
        *([(f"all.{Decision.SKIP}.{state or ''}", SKIP_ALL)] if can_be_skipped else ()),
        *([(f"topics.{how}.{state or ''}", label) for how, label in TOPICS] if topics else ()),
    ]


def choice(state: ItemState, decision: Decision) -> str:
    """Return the label of a decision."""
    return NOT_MINE if decision is Decision.DECLINE else CHOICES[state, decision]


def done(item: ImportItem, outcome: ImportOutcome) -> str:
    """Return what was done with an entry that could be read."""
    if item.decision is Decision.DECLINE:
        return NOT_MINE
    return DONE.get(outcome) or NOT_DONE.get(item.state, "Skipped")


def planned_changes(counts: Counts) -> str:
    """Return what importing would do: "180 new works, 3 versions, 12 changes"."""
    parts = (
        _number(counts.by_outcome[outcome], word)
        for outcome, word in (
            (ImportOutcome.WORK, "new work"),
            (ImportOutcome.VERSION, "version"),
            (ImportOutcome.CHANGE, "change"),
        )
    )
    declined = f"{counts.declined:,} not mine" if counts.declined else ""
    return ", ".join(filter(None, [*parts, declined]))


def nothing_planned(counts: Counts) -> str:
    """Return why importing would do nothing."""
    if counts.is_unreadable:
        return "No entry could be read."
    is_present = sum(counts.of_state[state] for state in INACTIVE) == counts.all
    if is_present:
        return "Your site already has all entries that could be read."
    if sum(counts.of_state[state] for state in UNWANTED) == counts.all:
        return "Nothing new: your site already has these entries, or you declined them before."
    return "No entry is selected."


def reassignment(line: int, new_line: int | None) -> str:
    """Return what happens to an entry of a skipped one's work; `new_line` is what it joins."""
    if new_line is None:
        return f"Line {line:,} is skipped: this becomes a separate work."
    return f"Line {line:,} is skipped: this joins line {new_line:,}."


def heading(item: ImportItem) -> str:
    """Return the key of an unreadable entry, or the beginning of its first line."""
    if item.title != f"Line {item.line}":
        return item.title
    first = item.source.strip().partition("\n")[0].strip()
    return first if len(first) <= BEGINNING else f"{first[:BEGINNING]} …"


def error(item: ImportItem) -> str:
    """Return why an entry could not be read, without its line number, which is shown anyway."""
    said = item.error or ""
    if isinstance(said, Message) and said.values.get("line") == item.line:
        return translated(said.values["error"])
    return translated(said).removeprefix(f"line {item.line}: ")


def repair_error(error: str) -> str:
    """Return the error in a corrected text, whose line numbers are not those of the file."""
    if isinstance(error, Message) and error.values.keys() == {"line", "error"}:
        return translated(message("line %(line)s of this text: %(error)s", **error.values))
    return translated(error)


def _number(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}" if number else ""
