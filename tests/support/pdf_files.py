"""PDF files made for a test, and sites that have them."""

from flask import Flask

from app.services.actor import TERMINAL
from app.services.editing import works
from app.services.editing.files.attached import Upload
from app.services.editing.files.upload import ReadPdf

START = b"%PDF-1.4\n"


def pdf(*lines: str, pages: int = 1, padding: int = 0) -> bytes:
    """Return a PDF of so many equal pages with these lines of text, and so many bytes more."""
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines or ("On tides",))
    content = f"BT /F1 16 Tf 72 720 Td {shown}ET".encode("latin-1")
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R"
    font = b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        stream(b"", content),
        *[page + font + b" >> >> >>"] * pages,
    ]
    return assembled(objects, padding)


def stream(entries: bytes, content: bytes) -> bytes:
    """Return the object of a stream, with more entries in its dictionary."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def assembled(objects: list[bytes], padding: int = 0, trailer: bytes = b"") -> bytes:
    """Return the file of these objects, numbered from 1; the first is the catalog."""
    file = START + b"%" + b"x" * padding + b"\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return file + head + table + end % (size, trailer, len(file))


def attach(
    app: Flask,
    *names: str,
    slug: str = "on-tides",
    content: bytes = b"",
    version: int | None = None,
) -> None:
    """Attach PDFs to the version shown of a work, or to another one, as its form does."""
    with app.app_context():
        edited = works.edited_work(slug, version)
        uploads = [
            Upload(name, ReadPdf(content or pdf(name), 1, f"On tides, {name}")) for name in names
        ]
        works.save(edited, {**edited.values(), "pdf": uploads}, None, TERMINAL, None)
