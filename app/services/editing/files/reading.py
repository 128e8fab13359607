"""Read what a PDF says of itself: a program of its own, whose memory and time are limited.

It gets the PDF on its standard input, and answers in JSON. It imports nothing of the site, so that
it starts fast and leaves almost all memory to the PDF.
"""

import json
import logging
import resource
import signal
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any

from pypdf import PdfReader

MOST_MEMORY = 350_000_000
# Seconds for the structure, and for the text of the first page, which a PDF need not have.
STRUCTURE, TEXT = 15, 5
# The header may follow some bytes of whatever program wrote them (ISO 32000-1, annex H).
HEADER, HEADER_WITHIN = b"%PDF-", 1024
# The characters kept of the first page: its title is among them.
LONGEST_TEXT = 4_000


class UnreadablePdfError(Exception):
    """A PDF can't be used; the message says why."""


def message(text: str) -> str:
    """Mark a text for the catalogues, in which the site looks it up."""
    return text


class TooSlowError(Exception):
    """Reading takes longer than it may."""


def facts(content: bytes) -> dict[str, Any]:
    """Return the number of pages and the text of the first. Raises UnreadablePdfError."""
    if HEADER not in content[:HEADER_WITHIN]:
        raise UnreadablePdfError(message("it is not a PDF"))
    reader, pages = _opened(content)
    return {"pages": pages, "first_page": _text(reader)}


def _opened(content: bytes) -> tuple[PdfReader, int]:
    try:
        signal.alarm(STRUCTURE)
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise UnreadablePdfError(
                message(
                    "it is encrypted, which keeps search engines from reading it:"
                    " save it without a password or restrictions"
                )
            )
        pages = len(reader.pages)
        # A broken page would only be found by readers.
        if not pages or reader.pages[0].mediabox is None:
            raise UnreadablePdfError(message("it has no pages"))
    except (UnreadablePdfError, MemoryError, TooSlowError):
        raise
    except Exception:
        # Whatever its parser raises on a malformed file.
        raise UnreadablePdfError(
            message("it is broken: save it again and check that it opens")
        ) from None
    finally:
        signal.alarm(0)
    return reader, pages


def _text(reader: PdfReader) -> str:
    """Return the text of the first page, as far as it can be read: scans have none."""
    try:
        signal.alarm(TEXT)
        text = reader.pages[0].extract_text()
    except (Exception, MemoryError):
        return ""
    finally:
        signal.alarm(0)
    printable = "".join(c if c.isprintable() else " " for c in text[: 4 * LONGEST_TEXT])
    return " ".join(printable.split())[:LONGEST_TEXT]


def _answer(content: bytes) -> dict[str, Any]:
    try:
        return facts(content)
    except UnreadablePdfError as error:
        return {"problem": str(error)}
    except (MemoryError, TooSlowError):
        problem = message("it takes too much memory or time: save it in a simpler form")
        return {"problem": problem}


def _stop(*_: object) -> None:
    raise TooSlowError


def main() -> None:
    """Answer for the PDF on the standard input."""
    with suppress(ValueError, OSError):  # where the system has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    signal.signal(signal.SIGALRM, _stop)
    # What it forgives is no error of ours.
    logging.disable()
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
