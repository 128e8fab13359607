"""Long runs of whitespace take linear time: no pattern starts again at each space."""

from time import perf_counter

import pytest

from app.bibliography.bibtex import titles, writer
from app.bibliography.latex import html_tags
from app.bibliography.record import Record

SECONDS = 5


@pytest.mark.parametrize("gap", [" ", "\n", " \n", "\n  \n\n", "\t\u00a0"])
def test_long_whitespace_is_processed_in_linear_time(gap: str) -> None:
    text = f"x{gap * (150_000 // len(gap))}\nx"
    start = perf_counter()
    html_tags.from_html(text)
    titles.read_text(text)
    writer.write_bibtex([Record(title="Tides", note=text)], lossless=True)
    assert perf_counter() - start < SECONDS


def test_paragraphs_are_recognised_despite_extra_whitespace() -> None:
    assert html_tags.from_html("a \n b  c\n \n\n d\n\n") == "a \n b  c\n\nd"
    assert titles.read_text("a \n\t b\n  \n\n  c\n d\ne") == "a b\n\nc d\ne"
    written = writer.write_bibtex([Record(title="T", note="a\n \n@b\nyear = 2\nc")])
    assert "note = {a   @b year = 2\nc}" in written
