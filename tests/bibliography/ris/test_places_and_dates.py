"""Dates, pages and article numbers of RIS entries."""

import msgspec
import pytest

from app.bibliography import ris
from tests.bibliography.ris.test_reader import record_of


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2019"], (2019, None, None)),
        (["PY  - 2019/05/12/spring"], (2019, 5, 12)),
        (["Y1  - 2019///"], (2019, None, None)),
        (["PY  - 2019", "DA  - 2019-05"], (2019, 5, None)),
        (["PY  - 2019", "DA  - 2018/05/12"], (2019, None, None)),
        (["DA  - 2019/13/40"], (2019, None, None)),
        (["PY  - in press"], (None, None, None)),
        (["PY  - 20190512"], (2019, 5, 12)),
        (["PY  - 2024", "DA  - MAY 4"], (2024, 5, 4)),
        (["DA  - OCT", "PY  - 2024"], (2024, 10, None)),
        (["PY  - 2024", "DA  - MAY-JUN"], (2024, 5, None)),
        (["PY  - 2023", "DA  - FEB 29"], (2023, 2, None)),
        (["DA  - 4 May 2024"], (2024, 5, 4)),
        (["DA  - MAY 4"], (None, None, None)),
    ],
)
def test_dates_are_parsed(lines: list[str], date: tuple[int | None, ...]) -> None:
    record = record_of(*lines)
    assert (record.year, record.month, record.day) == date
    (again,) = ris.read(ris.write([record]))
    assert again.record
    assert (again.record.year, again.record.month, again.record.day) == date


def test_a_date_that_says_more_is_written_again() -> None:
    record = record_of("PY  - 2024", "DA  - MAY-JUN")
    assert "\r\nPY  - 2024\r\nDA  - 2024/05//\r\nDA  - MAY-JUN\r\n" in ris.write([record])
    later = msgspec.structs.replace(record, month=None)
    assert "MAY" not in ris.write([later])


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        (["SP  - 1", "EP  - 10"], "1--10"),
        (["SP  - e12", "EP  - e12"], "e12"),
        (["SP  - 12-12"], "12"),
        (["C7  - 104"], "104"),
        (["SP  - 104", "C7  - 104"], "104"),
        (["SP  - 1", "EP  - 9", "C7  - 104"], "1--9"),
        (["C7  - arXiv:2401.01234"], None),
        (["SP  - arXiv:2401.01234"], None),
    ],
)
def test_pages_or_an_article_number_are_parsed(lines: list[str], pages: str | None) -> None:
    assert record_of(*lines).pages == pages


def test_c7_is_no_article_number_of_a_book() -> None:
    assert record_of("C7  - Blue", kind="BOOK").pages is None
