"""The PDF files of a version: those that it has, and those to attach."""

import re
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import ServiceUnavailable
from wtforms import MultipleFileField
from wtforms.validators import ValidationError

from app.bibliography.messages import message
from app.forms.rows import Column, Row, Rows, RowWords
from app.services import cache
from app.services.editing.files import attached, upload
from app.services.editing.files.attached import Upload
from app.services.editing.files.upload import PdfBusyError, PdfError
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext, said_by

MOST_FILES = 20
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COLUMNS = (
    Column(
        "name", lazy_gettext("File name"), limit=upload.LONGEST_NAME + len(".pdf"), suffix=".pdf"
    ),
    Column("hash", lazy_gettext("Content"), "hidden"),
)
WORDS = RowWords(
    lazy_gettext("Add a file"),
    lazy_gettext("file %(number)s"),
    lazy_gettext("At most %(limit)s files."),
    lazy_gettext("At most %(limit)s files; there are %(number)s."),
)


class FileRows(Rows):
    """The files of a version, to rename, move and remove."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(lazy_gettext("PDF files"), COLUMNS, limit=MOST_FILES, words=WORDS, **kw)

    def check(self, taken: set[str]) -> None:
        """Clean the names; report those that are missing, or that another file or `taken` has."""
        names = set(taken)
        for number, row in enumerate(self.data):
            with self.row_errors(number, "name"):
                row["name"] = upload.safe_name(row["name"])
                _check_row(row, names)
            names.add(row["name"])

    def in_words(self, rows: list[Row]) -> str:
        """Return the names of the files, one per line."""
        return "\n".join(f"{row['name']}.pdf" for row in rows) or _("nothing")

    def _filled_rows(self) -> list[Row]:
        # A row whose name was emptied still has its file.
        return [row for row in self.data if row["hash"]]


class PdfUpload(MultipleFileField):
    """PDFs to attach; once valid, they are read in `uploads`."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(
            lazy_gettext("Attach PDFs"),
            description=_("At most %(size)s each, and not encrypted.", size=upload.in_megabytes()),
            render_kw={
                "accept": "application/pdf,.pdf",
                "data-largest": upload.largest_file(),
                "data-each": True,
            },
            **kw,
        )
        self.uploads: list[Upload] = []

    @property
    def chosen(self) -> list[FileStorage]:
        """The files that were chosen; without any, browsers send one without a name."""
        return [file for file in self.data or () if getattr(file, "filename", "")]

    def check(self, rows: FileRows) -> None:
        """Read the files; report each one that can't be attached."""
        self.uploads = []
        if len(rows.data) + len(self.chosen) > MOST_FILES:
            raise ValidationError(str(WORDS.most) % {"limit": MOST_FILES})
        if self.chosen and not cache.only_reads():
            # To read them takes long, and others wait for a writer.
            cache.release_write_lock()
        known = {row["hash"]: row["name"] for row in rows.data}
        for file in self.chosen:
            try:
                self._add(file, known)
            except PdfBusyError:
                raise ServiceUnavailable(retry_after=5) from None
            except PdfError as error:
                problem = _("“%(name)s”: %(problem)s.", name=file.filename, problem=said_by(error))
                self.errors = [*self.errors, problem]

    def _add(self, file: FileStorage, known: dict[str, str]) -> None:
        # A form may be validated twice.
        file.seek(0)
        pdf = upload.read_pdf(file.read())
        name = upload.safe_name(file.filename or "") or attached.UNNAMED
        if pdf.hash in known:
            raise PdfError(message("it is attached already, as %(name)s.pdf", name=known[pdf.hash]))
        known[pdf.hash] = name
        self.uploads.append(Upload(name, pdf))


def _check_row(row: dict[str, Any], names: set[str]) -> None:
    if not row["name"]:
        raise ValidationError(_("A file needs a name, such as on-tides."))
    if len(row["name"]) > upload.LONGEST_NAME or not NAME.fullmatch(row["name"]):
        raise ValidationError(_("Use lowercase letters, digits and hyphens, such as on-tides."))
    if row["name"] in names:
        raise ValidationError(
            _("Another file of this work is named %(name)s.pdf.", name=row["name"])
        )
    if not attached.is_stored(row["hash"]):
        raise ValidationError(_("This file is no longer stored. Remove it and attach it again."))
