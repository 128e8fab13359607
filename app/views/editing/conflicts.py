"""Edit conflicts: fields that both editors changed are asked about, the rest is merged."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from wtforms import Field, SelectField

from app import security
from app.forms.base import EditForm
from app.forms.rows import Rows
from app.services import form_state
from app.services.form_state import Digests, Values
from app.services.history import recording, timeline
from app.translations.text import translated
from app.views.editing.subject import Conflict, FormSubject

Choices = Mapping[str, bool]


@dataclass
class ConcurrentChange:
    """What was saved since the form was opened.

    `conflicts` were changed on both sides, `updated` are labels of fields that now have the newer
    value, `digests` are those of the current values.
    """

    conflicts: list[Conflict] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    digests: Digests = field(default_factory=dict)
    is_own: bool = True

    @property
    def needs_review(self) -> bool:
        """Whether the editor must check the form first; their own changes need no review."""
        return bool(self.conflicts or (self.updated and not self.is_own))


def merge_current(subject: FormSubject, form: EditForm, current: Values) -> ConcurrentChange:
    """Merge the current values into the fields of the form that the editor did not change."""
    records, version = subject.records(), form.version.data or ""
    if version == str(recording.latest_revision(*records)):
        return ConcurrentChange()
    mine, seen = form.values(), form.seen.data or ""
    digests = form_state.digests(current)
    differing = {name for name in form_state.changed(seen, digests) if mine[name] != current[name]}
    untouched = differing - form_state.changed(seen, form_state.digests(mine))
    apply_current(form, current, untouched)
    return ConcurrentChange(
        conflicts=open_conflicts(form, current, dict.fromkeys(differing - untouched, False)),
        updated=[str(one.label.text) for one in form.visible() if one.short_name in untouched],
        digests=digests,
        is_own=not recording.changed_by_others(security.require(), version, *records),
    )


def choices(form: EditForm, given: Mapping[str, str]) -> dict[str, bool]:
    """Return for each field with a choice whether the newer value was chosen.

    If the field was edited after the choice was shown, the editor's own value counts.
    """
    return {
        name: given[f"choice-{name}"] == "theirs" and given.get(f"drawn-{name}") == _digest(field_)
        for name, field_ in _visible_fields(form)
        if f"choice-{name}" in given
    }


def apply_current(form: EditForm, current: Values, names: Iterable[str]) -> None:
    """Put the current values into these fields of the form."""
    for name, field_ in _visible_fields(form):
        if name in names:
            # Copied, because validation changes the rows of a form in place.
            field_.data, field_.raw_data = deepcopy(current[name]), None


def open_conflicts(form: EditForm, current: Values, chosen: Choices) -> list[Conflict]:
    """Return the conflicts between the form and the current values that still differ."""
    return [
        Conflict(
            name=name,
            label=str(field_.label.text),
            mine=_in_words(field_, field_.data),
            theirs=_in_words(field_, current[name]),
            take_theirs=chosen[name],
            digest=_digest(field_),
            language=(field_.render_kw or {}).get("lang"),
        )
        for name, field_ in _visible_fields(form)
        if name in chosen and field_.data != current[name]
    ]


def _visible_fields(form: EditForm) -> Iterator[tuple[str, Field]]:
    return ((one.short_name, one) for one in form.visible())


def _in_words(field_: Field, value: Any) -> str:
    if isinstance(field_, Rows):
        return field_.in_words(value)
    if isinstance(field_, SelectField):
        chosen = (one for one in field_.choices or () if getattr(one, "value", None) == value)
        label = getattr(next(chosen, None), "label", "")
        return str(translated(label)) or timeline.value_as_text(value)
    return timeline.value_as_text(value)


def _digest(field_: Field) -> str:
    return form_state.digest(field_.data)
