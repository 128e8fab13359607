"""The texts that describe what an import does and has done."""

from typing import NamedTuple

from app.bibliography import latex
from app.bibliography.messages import Message, message
from app.bibliography.record import Record
from app.models import Decision, ImportItem, ItemState
from app.services.history.labels import LABELS
from app.services.importing.outcomes import Counts, ImportOutcome
from app.translations.languages import name_in_text
from app.translations.text import format_number, ngettext, translated
from app.translations.text import gettext as _

CHOICES = {
    (ItemState.NEW, Decision.ADD): message("Import"),
    (ItemState.NEW, Decision.SKIP): message("Skip"),
    (ItemState.CHANGED, Decision.JOIN): message("Use selected fields"),
    (ItemState.CHANGED, Decision.SKIP): message("Leave unchanged"),
    (ItemState.VERSION, Decision.JOIN): message("Join"),
    (ItemState.VERSION, Decision.ADD): message("Keep separate"),
    (ItemState.VERSION, Decision.SKIP): message("Skip"),
    (ItemState.SIMILAR, Decision.JOIN): message("Join"),
    (ItemState.SIMILAR, Decision.ADD): message("Keep separate"),
    (ItemState.SIMILAR, Decision.SKIP): message("Skip"),
    (ItemState.DECLINED, Decision.SKIP): message("Skip"),
    (ItemState.DECLINED, Decision.ADD): message("Import"),
    (ItemState.DECLINED, Decision.JOIN): message("Join"),
}
DONE = {
    ImportOutcome.WORK: message("Imported"),
    ImportOutcome.VERSION: message("Joined"),
    ImportOutcome.CHANGE: message("Changed"),
    ImportOutcome.KEPT: message("Unchanged"),
}
NOT_DONE = {
    ItemState.SAME: message("Already on your site"),
    ItemState.CHANGED: message("Unchanged"),
}
FILTERS = {
    ItemState.VERSION: message("Other versions"),
    ItemState.SIMILAR: message("Possible duplicates"),
}
# Decisions for all entries of a state, where they mean the same for each of them.
ALL = {
    (ItemState.NEW, Decision.ADD): message("Import all new"),
    (ItemState.CHANGED, Decision.JOIN): message("Use selected fields for all"),
    (ItemState.VERSION, Decision.JOIN): message("Join all"),
    (ItemState.VERSION, Decision.ADD): message("Keep all separate"),
    (ItemState.SIMILAR, Decision.ADD): message("Keep all separate"),
    (ItemState.DECLINED, Decision.ADD): message("Import all declined"),
}
BEGINNING = 60
SKIP_ALL = message("Skip all")
NOT_MINE = message("Not mine")
SKIPPED = message("Skipped")
TOPICS = (
    ("all", message("Use all suggested topics")),
    ("none", message("Ignore suggested topics")),
)
# Entries that change nothing unless the editor selects or corrects something.
INACTIVE = (ItemState.SAME, ItemState.UNREADABLE)
# Entries that the owner does not want unless she changes her mind.
UNWANTED = (*INACTIVE, ItemState.DECLINED)


class TranslatedText(NamedTuple):
    """A text of an entry in another language: what it is, and its beginning as safe HTML."""

    label: str
    language: str
    html: str


def field_label(name: str) -> str:
    """Return what a field is called, such as "Title" or "Title (français)"."""
    field, _dot, language = name.partition(".")
    label = translated(LABELS[field]) if field in LABELS else field.capitalize()
    if not language:
        return label
    return _("%(field)s (%(language)s)", field=label, language=name_in_text(language))


def translated_texts(record: Record) -> list[TranslatedText]:
    """Return the texts of a record in other languages."""
    return [
        TranslatedText(
            field_label(f"{one.field}.{one.language}"),
            one.language,
            latex.to_preview(one.text) or latex.to_html(one.text, links=False),
        )
        for one in record.translations
    ]


def filter_label(state: ItemState | None) -> str:
    """Return the label of the filter for a state."""
    if state is None:
        return _("All")
    return translated(FILTERS[state]) if state in FILTERS else state.label


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
    actions = [
        *(offered if counts.of_state[of] else ()),
        *([(f"all.{Decision.SKIP}.{state or ''}", SKIP_ALL)] if can_be_skipped else ()),
        *([(f"topics.{how}.{state or ''}", label) for how, label in TOPICS] if topics else ()),
    ]
    return [(value, translated(label)) for value, label in actions]


def choice(state: ItemState, decision: Decision) -> str:
    """Return the label of a decision."""
    return translated(NOT_MINE if decision is Decision.DECLINE else CHOICES[state, decision])


def done(item: ImportItem, outcome: ImportOutcome) -> str:
    """Return what was done with an entry that could be read."""
    if item.decision is Decision.DECLINE:
        return translated(NOT_MINE)
    return translated(DONE.get(outcome) or NOT_DONE.get(item.state, SKIPPED))


def planned_changes(counts: Counts) -> str:
    """Return what importing would do: "180 new works, 3 versions, 12 changes"."""
    works, versions, changes = (
        counts.by_outcome[outcome]
        for outcome in (ImportOutcome.WORK, ImportOutcome.VERSION, ImportOutcome.CHANGE)
    )
    parts = [
        works and ngettext("%(num)s new work", "%(num)s new works", works),
        versions and ngettext("%(num)s version", "%(num)s versions", versions),
        changes and ngettext("%(num)s change", "%(num)s changes", changes),
        counts.declined and _("%(number)s not mine", number=format_number(counts.declined)),
    ]
    return ", ".join(part for part in parts if part)


def nothing_planned(counts: Counts) -> str:
    """Return why importing would do nothing."""
    if counts.is_unreadable:
        return _("No entry could be read.")
    is_present = sum(counts.of_state[state] for state in INACTIVE) == counts.all
    if is_present:
        return _("Your site already has all entries that could be read.")
    if sum(counts.of_state[state] for state in UNWANTED) == counts.all:
        return _("Nothing new: your site already has these entries, or you declined them before.")
    return _("No entry is selected.")


def reassignment(line: int, new_line: int | None) -> str:
    """Return what happens to an entry of a skipped one's work; `new_line` is what it joins."""
    if new_line is None:
        return _(
            "Line %(line)s is skipped: this becomes a separate work.", line=format_number(line)
        )
    return _(
        "Line %(line)s is skipped: this joins line %(other)s.",
        line=format_number(line),
        other=format_number(new_line),
    )


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
