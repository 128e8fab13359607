"""Load the PDF files that a profile document names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bibliography.document.reader import Document, DocumentError, FilePart
from app.database import db
from app.models import Publication
from app.services.editing.files import attached, upload
from app.services.editing.files.attached import Upload
from app.services.editing.files.upload import PdfError, ReadPdf


@dataclass(frozen=True)
class DocumentFile:
    """A file beside a document, with what was read from it; its content stays on the disk."""

    path: Path
    name: str
    pages: int
    first_page: str

    def upload(self) -> Upload:
        """Return the file, to be attached."""
        return Upload(self.name, ReadPdf(self.path.read_bytes(), self.pages, self.first_page))


# By the position of their publication in the document.
DocumentFiles = Mapping[int, Sequence[DocumentFile]]


def read_files(document: Document, folder: Path) -> DocumentFiles:
    """Return the files that a document names, which lie in a folder. Raises DocumentError."""
    return {
        position: [_read(part, folder, f"publications[{position}].files") for part in one.files]
        for position, one in enumerate(document.publications)
        if one.files
    }


def attach_files(files: DocumentFiles, publications: Mapping[int, int]) -> None:
    """Attach files to the publications with these ids, unless they have any."""
    for publication, found in _lacking(files, publications):
        taken = attached.names_elsewhere(publication.work_id, publication.id)
        attached.write_files(publication, (), [file.upload() for file in found], taken)
        db.session.flush()


def _lacking(
    files: DocumentFiles, publications: Mapping[int, int]
) -> Iterator[tuple[Publication, Sequence[DocumentFile]]]:
    for position, found in files.items():
        publication = db.session.get(Publication, publications.get(position, 0))
        if publication and not publication.files:
            yield publication, found


def _read(part: FilePart, folder: Path, where: str) -> DocumentFile:
    path = folder / part.file
    try:
        pdf = upload.read_pdf(path.read_bytes())
    except OSError as error:
        raise DocumentError(f"{where}: “{part.file}” can't be read ({error.strerror})") from None
    except PdfError as error:
        raise DocumentError(f"{where}: “{part.file}”: {error}") from None
    name = part.name or upload.safe_name(path.name) or attached.UNNAMED
    return DocumentFile(path, name, pdf.pages, pdf.first_page)
