"""A form that a newer save overtook: what both changed is asked; the rest goes together."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from wtforms import Field

from app import security
from app.forms.base import OwnersForm
from app.services import form_state
from app.services.form_state import Digests, Values
from app.services.history import recording, timeline
from app.views.editing.subject import Conflict, FormSubject

Choices = Mapping[str, bool]


@dataclass
class ConcurrentChange:
    """What else was saved: `both` is to be chosen from, `taken` is in the form now.

    `digests` are those of the present values.
    """

    both: list[Conflict] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    digests: Digests = field(default_factory=dict)
    is_own: bool = True

    @property
    def refuses(self) -> bool:
        """Whether she has to look first: only what she did herself is no news to her."""
        return bool(self.both or (self.taken and not self.is_own))


def look(subject: FormSubject, form: OwnersForm, present: Values) -> ConcurrentChange:
    """Compare the form with what there is now, and take into it what she had not touched."""
    records, version = subject.records(), form.version.data or ""
    if version == str(recording.latest_revision(*records)):
        return ConcurrentChange()
    mine, seen = form.values(), form.seen.data or ""
    digests = form_state.digests(present)
    differing = {name for name in form_state.changed(seen, digests) if mine[name] != present[name]}
    untouched = differing - form_state.changed(seen, form_state.digests(mine))
    take(form, present, untouched)
    return ConcurrentChange(
        both=asked(form, present, dict.fromkeys(differing - untouched, False)),
        taken=[one.label.text for one in form.visible() if one.short_name in untouched],
        digests=digests,
        is_own=not recording.changed_by_others(security.require(), version, *records),
    )


def choices(form: OwnersForm, given: Mapping[str, str]) -> dict[str, bool]:
    """Return for each field with a choice whether she chose theirs.

    That holds for the text that it was shown beside: what was typed since is meant.
    """
    return {
        name: given[f"choice-{name}"] == "theirs" and given.get(f"drawn-{name}") == _digest(one)
        for name, one in _named(form)
        if f"choice-{name}" in given
    }


def take(form: OwnersForm, present: Values, names: Iterable[str]) -> None:
    """Put what there is into these fields of the form."""
    for name, one in _named(form):
        if name in names:
            # Copied, because validation changes the rows of a form in place.
            one.data, one.raw_data = deepcopy(present[name]), None


def asked(form: OwnersForm, present: Values, chosen: Choices) -> list[Conflict]:
    """Return the choices between her text and theirs, where they differ."""
    return [
        Conflict(
            name=name,
            label=one.label.text,
            mine=timeline.value_as_text(one.data),
            theirs=timeline.value_as_text(present[name]),
            take_theirs=chosen[name],
            drawn=_digest(one),
        )
        for name, one in _named(form)
        if name in chosen and one.data != present[name]
    ]


def _named(form: OwnersForm) -> Iterator[tuple[str, Field]]:
    return ((one.short_name, one) for one in form.visible())


def _digest(one: Field) -> str:
    return form_state.digest(one.data)
