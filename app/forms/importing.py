"""What begins an import: files, a text or a number; and what a preview sends."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from werkzeug.datastructures import MultiDict
from wtforms import Field, MultipleFileField
from wtforms.validators import ValidationError

from app.bibliography import identifiers
from app.forms.base import OwnersForm
from app.forms.fields import Line, Text
from app.services.importing import batches, choices
from app.services.importing.batches import NotAnImportError
from app.services.importing.choices import Choice
from app.services.importing.sources import ImportInput

NOTHING_GIVEN = "Choose a file, paste a text, or type a number to look up."
PASTED_NAME = "pasted text"
MAX_PASTED_LENGTH = 2_000_000


class BeginForm(OwnersForm):
    files = MultipleFileField(
        "Choose files, or drag them here",
        description="BibTeX, RIS, CSL-JSON or a profile document. Each file is an import of its"
        " own.",
        render_kw={"accept": ".bib,.bibtex,.ris,.json,.txt", "data-drop": True},
    )
    text = Text(
        "Or paste a text",
        limit=MAX_PASTED_LENGTH,
        rows=7,
        spellcheck="false",
        autocomplete="off",
        placeholder="@article{…}",
    )
    identifier = Line(
        "Or look up a DOI, an arXiv number, an ORCID iD or an OpenAlex author",
        limit=identifiers.LONGEST_DOI,
        hint="The number or its whole address. An iD brings all works of its author.",
        autocomplete="off",
        placeholder="10.1000/182",
    )

    inputs: tuple[ImportInput, ...] = ()

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Read everything that was given; refuse nothing at all."""
        if not super().validate(extra_validators):
            return False
        if not self.inputs and not self.identifier.data:
            self.files.errors = [NOTHING_GIVEN]
        return not self.errors

    def validate_files(self, field: Field) -> None:
        """Read the files, or say which of them is none that can be read."""
        for file in field.data or ():
            if getattr(file, "filename", ""):
                self._add(file.filename, file.read(), f"{file.filename}: ")

    def validate_text(self, field: Field) -> None:
        """Read what was pasted, or say why it can't be."""
        if field.data:
            self._add(PASTED_NAME, field.data.encode())

    def _add(self, name: str, content: bytes, prefix: str = "") -> None:
        try:
            format_ = batches.detect_format(name, content)
        except NotAnImportError as error:
            raise ValidationError(f"{prefix}{error}") from None
        self.inputs = (*self.inputs, ImportInput(name, content, format_))


class ReviewPost(NamedTuple):
    """What a button of a preview was pressed for; what was chosen and typed in those shown."""

    action: str
    argument: str
    choices: list[Choice]
    drafts: dict[int, str]


def read_review_post(data: MultiDict[str, str], limit: int) -> ReviewPost:
    """Read what a preview sent, of at limit so many entries."""
    action, _, argument = data.get("do", "").partition(".")
    positions = [int(found[1]) for name in data if (found := DECISION.fullmatch(name))]
    chosen = [choice for n in positions[:limit] if (choice := read_choice(data, n))]
    boxes = [int(found[1]) for name in data if (found := SOURCE.fullmatch(name))]
    return ReviewPost(action, argument, chosen, {n: entry_text(data, n) for n in boxes[:limit]})


def read_choice(data: MultiDict[str, str], position: int) -> Choice | None:
    """Read what was chosen of one entry, None where nothing that there is was."""
    name = f"entry-{position}"
    fields, topics = data.getlist(f"{name}-fields"), data.getlist(f"{name}-topics")
    return choices.choice_from_text(position, data.get(f"{name}-decision", ""), fields, topics)


def entry_text(data: MultiDict[str, str], position: int) -> str:
    """Return the raw text that was typed for an entry, its lines ended as files end them."""
    return data.get(f"entry-{position}-source", "").replace("\r\n", "\n")


def position_from_text(text: str) -> int | None:
    """Return the position that a button names."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


DECISION = re.compile(r"entry-([0-9]{1,9})-decision")
SOURCE = re.compile(r"entry-([0-9]{1,9})-source")
