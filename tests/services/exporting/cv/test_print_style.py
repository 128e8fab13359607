"""The style of printed pages."""

import pytest

from app.bibliography.document.cv import Paper
from app.services.exporting.cv.print_style import page_style


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, "A4"), (Paper.LETTER, "Letter")])
def test_pages_have_the_size_of_the_paper(paper: Paper, size: str) -> None:
    assert f"size: {size};" in page_style("Ada", paper)


def test_no_name_leaves_its_string() -> None:
    style = page_style('A"; } body { color: red } \\ é\n', Paper.A4)
    assert r'"A\22 \3b  \7d  body \7b  color\3a  red \7d  \5c  \e9 \a "' in style
