"""The program that reads PDFs: whatever is sent, it stays small, ends soon and gives a reason."""

import json
import subprocess
import sys
import time
import zipfile
import zlib
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from app.services.editing.files.reading import MOST_MEMORY, STRUCTURE, TEXT
from app.services.editing.files.upload import PROGRAM
from tests.support.pdf_files import assembled, pdf, stream

# Linux counts in `ru_maxrss` what the process was before it became another program.
MEASURED = f"""
import re, runpy, sys
runpy.run_path({str(PROGRAM)!r}, run_name="__main__")
with open("/proc/self/status") as status:
    sys.stderr.write(re.search(r"VmHWM:\\s*(\\d+)", status.read())[1])
"""
MOST_SECONDS = STRUCTURE + TEXT + 5
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R >>"


def run(content: bytes) -> dict[str, Any]:
    """Return the program's answer; it must take little memory and time."""
    started = time.monotonic()
    command = [sys.executable, "-I", "-c", MEASURED]
    done = subprocess.run(command, input=content, capture_output=True, check=True)  # noqa: S603
    assert int(done.stderr.split()[-1]) * 1024 < MOST_MEMORY
    assert time.monotonic() - started < MOST_SECONDS
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def encrypted(password: str) -> bytes:
    writer, buffer = PdfWriter(clone_from=PdfReader(BytesIO(pdf()))), BytesIO()
    writer.encrypt(password, owner_password=password or "x", algorithm="RC4-128")
    writer.write(buffer)
    return buffer.getvalue()


def zipped() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>On tides</w:t>")
    return buffer.getvalue()


def twice(size: int) -> bytes:
    """Return zeros, compressed twice: a thousandth of a thousandth of their size."""
    packer, block = zlib.compressobj(9), b"\0" * 1_000_000
    once = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    return zlib.compress(once, 9)


def page_bomb() -> bytes:
    filters = b"/Filter [/FlateDecode /FlateDecode]"
    return assembled([CATALOG, PAGES, stream(filters, twice(400_000_000)), PAGE])


def text_bomb() -> bytes:
    """Return a first page of a million operators."""
    content = b"BT /F1 1 Tf " + b"(x) Tj " * 700_000 + b"ET"
    return assembled([CATALOG, PAGES, stream(b"", content), PAGE])


def structure_bomb() -> bytes:
    """Return a PDF whose table of objects is a compressed stream of 400 million zeros."""
    filters = (
        b"/Type /XRef /W [1 2 1] /Size 100000000 /Root 1 0 R /Filter [/FlateDecode /FlateDecode]"
    )
    table = stream(filters, twice(400_000_000))
    head = b"%PDF-1.5\n1 0 obj\n" + CATALOG + b"\nendobj\n"
    return head + b"9 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def nested() -> bytes:
    deep = b"[" * 400_000 + b"]" * 400_000
    return assembled([b"<< /Type /Catalog /Pages 2 0 R /Deep %s >>" % deep, PAGES, b"null", PAGE])


def endless() -> bytes:
    """Return a PDF whose tree of pages contains itself."""
    return assembled([CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"])


def boastful() -> bytes:
    """Return a PDF that says that it has a thousand million pages."""
    return assembled(
        [CATALOG, b"<< /Type /Pages /Kids [4 0 R] /Count 1000000000 >>", b"null", PAGE]
    )


@pytest.mark.parametrize(
    ("content", "pages", "text"),
    [
        (pdf("On tides", "Ada Roe"), 1, "On tides Ada Roe"),
        (pdf("On tides", pages=7), 7, "On tides"),
        (b"sent by mail\n" + pdf(), 1, "On tides"),
        (assembled([CATALOG, PAGES, b"null", PAGE]), 1, ""),
        (boastful(), 1, ""),
    ],
    ids=["lines", "pages", "header later", "no text", "boastful"],
)
def test_pages_and_the_text_of_the_first_are_read(content: bytes, pages: int, text: str) -> None:
    answer = run(content)
    assert (answer["pages"], answer["first_page"]) == (pages, text)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (encrypted("secret"), "it is encrypted"),
        (encrypted(""), "it is encrypted"),
        (zipped(), "it is not a PDF"),
        (b"", "it is not a PDF"),
        (b"\xff" * 5000 + pdf(), "it is not a PDF"),
        (pdf()[:60], "it is broken"),
        (b"%PDF-1.7\n%%EOF\n", "it is broken"),
        (assembled([CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"]), "it has no pages"),
        (assembled([b"<< /Type /Catalog >>"]), "it is broken"),
    ],
    ids=[
        "password",
        "no password",
        "zip",
        "empty",
        "header far away",
        "truncated",
        "nothing",
        "no pages",
        "no tree",
    ],
)
def test_what_others_could_not_read_is_refused(content: bytes, reason: str) -> None:
    assert run(content)["problem"].startswith(reason)


@pytest.mark.slow
@pytest.mark.parametrize("make", [page_bomb, text_bomb, structure_bomb, nested, endless])
def test_hostile_files_take_little_memory_and_time(make: Any) -> None:
    content = make()
    assert len(content) <= 5 * 2**20
    answer = run(content)
    assert answer.keys() in ({"problem"}, {"pages", "first_page"})


def test_long_texts_are_cut_and_have_no_control_characters() -> None:
    answer = run(pdf("a \\000b", *["tide " * 20] * 100))
    assert len(answer["first_page"]) <= 4_000
    assert answer["first_page"].isprintable()
