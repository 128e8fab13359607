"""Uploaded PDF files: read by a program of its own, and stored by content hash."""

import hashlib
import math
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import current_app

from app.database import db
from app.models import PdfContent
from app.services.catalog import slugs
from app.services.editing.limited_program import ProgramBusyError, ProgramFailedError, answer_of

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
    return f"{largest_file() / MEGABYTE:.3g} MB"


def read_pdf(content: bytes) -> ReadPdf:
    """Return a PDF with what it says of itself. Raises PdfError if it can't be used."""
    if not content:
        raise PdfError("it is empty")
    if len(content) > largest_file():
        megabytes = math.ceil(len(content) / MEGABYTE * 10) / 10
        raise PdfError(f"it is {megabytes:.1f} MB; the limit is {in_megabytes()}")
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
        raise PdfBusyError("another PDF is being read; try again in a moment") from None
    except ProgramFailedError:
        raise PdfError("it can't be read: save it in a simpler form") from None
    if problem := answer.get("problem"):
        raise PdfError(problem)
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
