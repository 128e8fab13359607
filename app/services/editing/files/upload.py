"""Uploaded PDF files: read by a program of its own, and stored by content hash."""

import hashlib
import math
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal
from flask import current_app

from app.bibliography.messages import message
from app.database import db
from app.models import PdfContent
from app.services.catalog import slugs
from app.services.editing.limited_program import ProgramBusyError, ProgramFailedError, answer_of
from app.translations.current import current_language
from app.translations.languages import formats
from app.translations.text import gettext as _

# As Google Scholar asks of the files that it indexes; how large others may be is a setting.
MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE
PROGRAM = Path(__file__).with_name("reading.py")
LONGEST_NAME = 80
# What was read of so many files, by hash, without their contents.
REMEMBERED = 16
_known: dict[str, dict[str, Any]] = {}


class PdfError(Exception):
    """A file can't be used; the message says why."""


class PdfBusyError(PdfError):
    """Others' files are being read."""


@dataclass(frozen=True)
class ReadPdf:
    """A PDF that can be stored, with what was read from it."""

    content: bytes = field(repr=False)
    pages: int
    first_page: str

    @cached_property
    def hash(self) -> str:
        """The hash of the content."""
        return hashlib.sha256(self.content).hexdigest()


def largest_file() -> int:
    """Return how large an attached file may be, in bytes."""
    limit: int = current_app.config["PDF_LIMIT"]
    return limit


def in_megabytes() -> str:
    """Return the same in words: "5 MB"."""
    return _in_words(float(f"{largest_file() / MEGABYTE:.3g}"))


def _in_words(megabytes: float, form: str | None = None) -> str:
    number = format_decimal(megabytes, form, locale=formats(current_language()))
    return _("%(number)s MB", number=number)


def read_pdf(content: bytes) -> ReadPdf:
    """Return a PDF with what it says of itself. Raises PdfError if it can't be used."""
    if not content:
        raise PdfError(message("it is empty"))
    if len(content) > largest_file():
        megabytes = math.ceil(len(content) / MEGABYTE * 10) / 10
        size = _in_words(megabytes, "0.0")
        raise PdfError(
            message("it is %(size)s; the limit is %(limit)s", size=size, limit=in_megabytes())
        )
    digest = hashlib.sha256(content).hexdigest()
    # A form whose site changed meanwhile is read again, while others wait for it to be saved.
    known = _known.get(digest) or _answer(content)
    while len(_known) >= REMEMBERED:
        _known.pop(next(iter(_known)), None)
    _known[digest] = known
    return ReadPdf(content, known["pages"], known["first_page"])


def _answer(content: bytes) -> dict[str, Any]:
    try:
        answer = answer_of(PROGRAM, content)
    except ProgramBusyError:
        raise PdfBusyError(message("another PDF is being read; try again in a moment")) from None
    except ProgramFailedError:
        raise PdfError(message("it can't be read: save it in a simpler form")) from None
    if problem := answer.get("problem"):
        raise PdfError(message(problem))
    return answer


def store(pdf: ReadPdf) -> str:
    """Store a PDF in the database, if it is not there yet; return its hash."""
    digest = pdf.hash
    if db.session.get(PdfContent, digest) is None:
        stored = PdfContent(
            hash=digest,
            size=len(pdf.content),
            pages=pdf.pages,
            first_page=pdf.first_page,
            content=pdf.content,
        )
        db.session.add(stored)
        db.session.flush()
    return digest


def safe_name(text: str) -> str:
    """Return the name of a file without its suffix, fit for an address; "" if nothing is left."""
    # Browsers of the past sent whole paths.
    last = re.split(r"[/\\]", text)[-1]
    return slugs.readable(re.sub(r"(?i)\.pdf$", "", last.strip()))
