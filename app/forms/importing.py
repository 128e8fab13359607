"""What begins an import: files, a text or a number; and what a preview sends."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from werkzeug.datastructures import MultiDict
from wtforms import Field, MultipleFileField
from wtforms.validators import ValidationError

from app.bibliography import identifiers
from app.forms.base import EditForm
from app.forms.fields import Line, Text
from app.services.importing import batches, choices
from app.services.importing.batches import NotAnImportError
from app.services.importing.choices import Choice
from app.services.importing.sources import Given

NOTHING = "Choose a file, paste a text, or type a number to look up."
PASTED = "pasted text"
LONGEST_PASTED = 2_000_000


class BeginForm(EditForm):
    files = MultipleFileField(
        "Choose files, or drag them here",
        description="BibTeX, RIS, CSL-JSON or a profile document. Each file is an import of its"
        " own.",
        render_kw={"accept": ".bib,.bibtex,.ris,.json,.txt", "data-drop": True},
    )
    text = Text(
        "Or paste a text",
        limit=LONGEST_PASTED,
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

    given: tuple[Given, ...] = ()

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Read everything that was given; refuse nothing at all."""
        if not super().validate(extra_validators):
            return False
        if not self.given and not self.identifier.data:
            self.files.errors = [NOTHING]
        return not self.errors

    def validate_files(self, field: Field) -> None:
        """Read the files, or say which of them is none that can be read."""
        for file in field.data or ():
            if getattr(file, "filename", ""):
                self._take(file.filename, file.read(), f"{file.filename}: ")

    def validate_text(self, field: Field) -> None:
        """Read what was pasted, or say why it can't be."""
        if field.data:
            self._take(PASTED, field.data.encode())

    def _take(self, name: str, content: bytes, said_of: str = "") -> None:
        try:
            format_ = batches.recognise(name, content)
        except NotAnImportError as error:
            raise ValidationError(f"{said_of}{error}") from None
        self.given = (*self.given, Given(name, content, format_))


class ReviewPost(NamedTuple):
    """What a button of a preview was pressed for; what was chosen and typed in those shown."""

    do: str
    what: str
    choices: list[Choice]
    typed: dict[int, str]


def read_review_post(data: MultiDict[str, str], most: int) -> ReviewPost:
    """Read what a preview sent, of at most so many entries."""
    do, _, what = data.get("do", "").partition(".")
    positions = [int(found[1]) for name in data if (found := DECISION.fullmatch(name))]
    chosen = [choice for n in positions[:most] if (choice := read_choice(data, n))]
    boxes = [int(found[1]) for name in data if (found := SOURCE.fullmatch(name))]
    return ReviewPost(do, what, chosen, {n: source(data, n) for n in boxes[:most]})


def read_choice(data: MultiDict[str, str], position: int) -> Choice | None:
    """Read what was chosen of one entry, None where nothing that there is was."""
    name = f"entry-{position}"
    fields, topics = data.getlist(f"{name}-fields"), data.getlist(f"{name}-topics")
    return choices.choice_from_text(position, data.get(f"{name}-decision", ""), fields, topics)


def source(data: MultiDict[str, str], position: int) -> str:
    """Return the raw text that was typed for an entry, its lines ended as files end them."""
    return data.get(f"entry-{position}-source", "").replace("\r\n", "\n")


def number(text: str) -> int | None:
    """Return the position that a button names."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


DECISION = re.compile(r"entry-([0-9]{1,9})-decision")
SOURCE = re.compile(r"entry-([0-9]{1,9})-source")
