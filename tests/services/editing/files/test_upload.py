"""Uploaded PDFs: names fit for addresses, and the size that is refused before anything is read."""

import pytest
from flask import Flask

from app.models import PdfContent
from app.services.editing import limited_program
from app.services.editing.files import upload
from app.services.editing.files.upload import LARGEST_FILE, PdfBusyError, PdfError, safe_name
from tests.support.database import rows
from tests.support.pdf_files import pdf


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("paper.pdf", "paper"),
        ("Roe_2024 (final).PDF", "roe-2024-final"),
        ("C:\\papers\\Tides.pdf", "tides"),
        ("../../etc/passwd", "passwd"),
        ("Überströmung.pdf", "uberstromung"),
        ("潮汐.pdf", "chao-xi"),
        (".pdf", ""),
        ("🌊.pdf", ""),
        ("a" * 300 + ".pdf", "a" * 80),
    ],
)
def test_names_are_made_fit_for_addresses(given: str, name: str) -> None:
    assert safe_name(given) == name


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_refused(app: Flask) -> None:
    small = len(pdf())
    content = pdf(padding=LARGEST_FILE - small - 100)
    largest = content + b"\n" * (LARGEST_FILE - len(content))
    with app.app_context():
        assert upload.read_pdf(largest).pages == 1
        with pytest.raises(PdfError, match=r"it is 5\.1 MB; the limit is 5 MB"):
            upload.read_pdf(largest + b"\n")
        app.config["PDF_LIMIT"] = 3 * 2**19
        with pytest.raises(PdfError, match=r"it is 5\.0 MB; the limit is 1\.5 MB"):
            upload.read_pdf(largest)


def test_the_same_content_is_stored_once_and_read_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = pdf("Read once")
    with app.app_context():
        first = upload.store(upload.read_pdf(content))
        monkeypatch.setattr(upload, "PROGRAM", "nowhere")
        assert upload.store(upload.read_pdf(content)) == first
        assert rows(PdfContent) == 1


def test_those_who_wait_too_long_are_told_to_try_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited_program, "LONGEST_WAIT", -1)
    monkeypatch.setattr(limited_program, "_is_locked", lambda _: False)
    with app.app_context(), pytest.raises(PdfBusyError):
        upload.read_pdf(pdf("Busy"))
