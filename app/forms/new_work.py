"""The form of a new work, filled in from an identifier or a pasted entry."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from wtforms import HiddenField

from app.forms.base import FieldError
from app.forms.fields import Text
from app.forms.work import WorkForm
from app.services import cache, form_state
from app.services.catalog.translations import texts
from app.services.catalog.translations.languages import publication_language
from app.services.editing.uniqueness import Holder
from app.services.importing.sources import single_entry
from app.services.importing.sources.single_entry import (
    EntryError,
    FoundEntry,
    MatchingWork,
    SeveralEntriesError,
)
from app.translations.text import lazy_gettext, said_by


class NewWorkForm(WorkForm):
    """`fill` takes what the other fields are filled in from; typed values are not overwritten.

    `source` is the raw entry, `match` the work on the site that it matches, as "state:id".
    """

    fill = Text(
        lazy_gettext("DOI, arXiv number, or paste BibTeX"),
        rows=1,
        spellcheck="false",
        autocomplete="off",
        placeholder="10.1000/182",
        data_fill=True,
    )
    source = HiddenField()
    match = HiddenField()

    # For the messages: what was filled in, the fields kept as typed, and the field of the form for
    # imports that takes several entries.
    filled_from = ""
    kept: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    suggested_topics: tuple[str, ...] = ()
    import_field = ""

    def press(self, button: str) -> bool:
        """Do what a button within the form does; "fill" fills in the form."""
        if button != "fill":
            return super().press(button)
        if self.fill.validate(self):
            self._find_and_fill_in()
        return True

    @property
    def has_input(self) -> bool:
        """Whether more was typed than what the other fields are filled in from."""
        others = (field for field in self.visible() if field is not self.fill)
        return any(field.data != field.object_data for field in others)

    @property
    def all_errors(self) -> list[FieldError]:
        """The errors that prevent saving; the others are shown only beside their field."""
        return [error for error in super().all_errors if error.field is not self.fill]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Validate every field; a new version belongs to the work that its entry matches."""
        is_valid = super().validate(extra_validators)
        if self.joins and not self.holder and self.matching_work:
            work = self.matching_work
            self.holder = Holder(work.work_id, work.slug, work.title, 0)
        return is_valid

    def values(self) -> dict[str, Any]:
        """The values, with the raw entry if they are still those of its publication."""
        values = super().values()
        source = (self.source.data or "").replace("\r\n", "\n")
        return {**values, "source": single_entry.entry_of_source(source, values)}

    @cached_property
    def matching_work(self) -> MatchingWork | None:
        """The work on the site that the entry matches, or None."""
        found = re.fullmatch(
            r"(same|changed|version|similar|declined):([0-9]{1,18})", self.match.data or ""
        )
        return single_entry.matching_work(found[1], int(found[2])) if found else None

    def _find_and_fill_in(self) -> None:
        # Release the lock, so that others can write during a network request.
        cache.release_write_lock()
        try:
            self._fill_in(single_entry.find_entry(self.fill.data or ""))
        except EntryError as error:
            self.import_field = error.field if isinstance(error, SeveralEntriesError) else ""
            self.fill.errors = [said_by(error)]

    def _fill_in(self, found: FoundEntry) -> None:
        if len(found.values["authors"]) > self.authors.limit:
            raise EntryError(self.authors.too_many(len(found.values["authors"])))
        typed = form_state.changed(self.seen.data or "", form_state.digests(super().values()))
        values = self._in_the_forms_languages(found)
        for name, value in values.items():
            if name not in typed:
                self[name].data, self[name].raw_data = value, None
        self.kept = tuple(
            str(self[name].label.text)
            for name, value in values.items()
            if value and value != self[name].data
        )
        self.seen.data = form_state.seen(form_state.digests(values))
        self.filled_from, self.warnings = found.origin, found.warnings
        self.suggested_topics = tuple(found.suggested_topics)
        self.source.data = found.source
        self.match.data = f"{found.match.state}:{found.match.work_id}" if found.match else ""
        self.focus = self.title.id

    def _in_the_forms_languages(self, found: FoundEntry) -> dict[str, Any]:
        """Return what was found with each text in the field of its language."""
        there = publication_language(found.values["language"])
        changes = texts.in_language(found.values, found.translations, there, self.own_language)
        values = {**found.values, **found.translations, **changes}
        return {name: value for name, value in values.items() if name in self}
