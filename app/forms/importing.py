"""The form that starts imports, and the data submitted by a preview."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from werkzeug.datastructures import MultiDict
from wtforms import Field, MultipleFileField
from wtforms.validators import ValidationError

from app.bibliography import identifiers
from app.bibliography.messages import message
from app.forms.base import EditForm
from app.forms.fields import Line, Text
from app.services.importing import batches, choices
from app.services.importing.batches import NotAnImportError
from app.services.importing.choices import Choice
from app.services.importing.sources import ImportInput
from app.services.lookups.errors import NO_IDENTIFIER
from app.services.lookups.identifiers import parse_identifier
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext, said_by, translated

NOTHING_GIVEN = lazy_gettext("Choose a file, paste text, or enter an identifier to look up.")
PASTED_NAME = message("pasted text")
MAX_PASTED_LENGTH = 2_000_000


class BeginForm(EditForm):
    files = MultipleFileField(
        lazy_gettext("Choose files, or drag them here"),
        description=lazy_gettext(
            "BibTeX, RIS, CSL-JSON or a profile document. Each file becomes a separate import."
        ),
        render_kw={"accept": ".bib,.bibtex,.ris,.json,.txt", "data-drop": True},
    )
    text = Text(
        lazy_gettext("Or paste BibTeX, RIS or JSON"),
        limit=MAX_PASTED_LENGTH,
        rows=7,
        spellcheck="false",
        autocomplete="off",
        placeholder="@article{…}",
    )
    identifier = Line(
        lazy_gettext("Or look up a DOI, arXiv number, ORCID iD or OpenAlex author"),
        limit=identifiers.LONGEST_DOI,
        hint=lazy_gettext(
            "The identifier or its full URL. An ORCID iD fetches all its author's works."
        ),
        autocomplete="off",
        placeholder="10.1000/182",
    )

    inputs: tuple[ImportInput, ...] = ()

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Validate every field, and require at least one of them."""
        if super().validate(extra_validators) and not (self.inputs or self.identifier.data):
            self.files.errors = [str(NOTHING_GIVEN)]
        return not self.errors

    def validate_files(self, field: Field) -> None:
        """Add the files; report each one that can't be imported."""
        for file in field.data or ():
            if getattr(file, "filename", ""):
                try:
                    self._add(file.filename, file.read(), file.filename)
                except ValidationError as error:
                    field.errors = [*field.errors, said_by(error)]

    def validate_identifier(self, field: Field) -> None:
        """Refuse what is no identifier before anything is looked up."""
        if field.data and not parse_identifier(field.data):
            raise ValidationError(translated(NO_IDENTIFIER))

    def validate_text(self, field: Field) -> None:
        """Add the pasted text. Raises ValidationError if it can't be imported."""
        if field.data:
            self._add(PASTED_NAME, field.data.encode())

    def _add(self, name: str, content: bytes, file: str = "") -> None:
        try:
            format_ = batches.detect_format(name, content)
        except NotAnImportError as error:
            said = said_by(error)
            if file:
                said = _("%(file)s: %(reason)s", file=file, reason=said)
            raise ValidationError(said) from None
        self.inputs = (*self.inputs, ImportInput(name, content, format_))


class ReviewPost(NamedTuple):
    """A submitted preview: the button pressed, the choices, and the corrected entries."""

    action: str
    argument: str
    choices: list[Choice]
    drafts: dict[int, str]


def read_review_post(data: MultiDict[str, str], limit: int) -> ReviewPost:
    """Return the data submitted by a preview, of at most `limit` entries."""
    action, _, argument = data.get("do", "").partition(".")
    positions = [int(found[1]) for name in data if (found := DECISION.fullmatch(name))]
    chosen = [choice for n in positions[:limit] if (choice := read_choice(data, n))]
    boxes = [int(found[1]) for name in data if (found := SOURCE.fullmatch(name))]
    return ReviewPost(action, argument, chosen, {n: entry_text(data, n) for n in boxes[:limit]})


def read_choice(data: MultiDict[str, str], position: int) -> Choice | None:
    """Return the choice submitted for one entry, or None if there is no valid one."""
    name = f"entry-{position}"
    fields, topics = data.getlist(f"{name}-fields"), data.getlist(f"{name}-topics")
    return choices.choice_from_text(position, data.get(f"{name}-decision", ""), fields, topics)


def entry_text(data: MultiDict[str, str], position: int) -> str:
    """Return the corrected text of an entry, with the line endings of a file."""
    return data.get(f"entry-{position}-source", "").replace("\r\n", "\n")


def position_from_text(text: str) -> int | None:
    """Return the entry's position in a button's value, or None if it is malformed."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


DECISION = re.compile(r"entry-([0-9]{1,9})-decision")
SOURCE = re.compile(r"entry-([0-9]{1,9})-source")
