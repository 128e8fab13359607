"""Dates, pages and article numbers of RIS entries."""

import msgspec
import pytest

from app.bibliography import ris
from app.bibliography.record import PublicationType
from tests.bibliography.ris.test_reader import record_of
from tests.support.arxiv_numbers import ARXIV_NUMBERS


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
        (["EP  - 12"], "12"),
        (["AR  - e104"], "e104"),
        (["AR  - e104", "SP  - 1", "EP  - 12"], "1--12"),
        (["SP  - 12", "EP  - 12-19"], "12--19"),
        (["SP  - 12-19", "EP  - 19"], "12--19"),
        (["SP  - 3-12", "EP  - 3-19"], "3-12--3-19"),
        (["SP  - A-12", "EP  - A-19"], "A-12--A-19"),
        (["EP  - 12-19"], "12--19"),
        (["SP  - 1", "EP  - 0"], "1"),
        (["SP  - iv", "EP  - xii"], "iv--xii"),
        (["SP  - S1", "EP  - S5"], "S1--S5"),
        (["SP  - e12-e19"], "e12--e19"),
        (["SP  - Paper No. 105, 12 pp."], "105"),
        (["SP  - n/a", "C7  - 105"], "105"),
        (["SP  - 12 pp.", "C7  - 105"], "105"),
        (["C7  - arXiv:2401.01234"], None),
        (["SP  - arXiv:2401.01234"], None),
    ],
)
def test_pages_or_an_article_number_are_parsed(lines: list[str], pages: str | None) -> None:
    record = record_of(*lines)
    assert record.pages == pages
    (again,) = ris.read(ris.write([record]))
    assert again.record
    assert again.record.pages == pages


@pytest.mark.parametrize("tag", ["SP", "EP", "VL", "IS", "M1", "C7", "AN"])
@pytest.mark.parametrize(("text", "number"), ARXIV_NUMBERS)
def test_an_arxiv_number_is_no_place(tag: str, text: str, number: str) -> None:
    record = record_of("JO  - ArXiv", f"{tag}  - {text}")
    assert (record.venue, record.arxiv_id) == ("arXiv", number)
    assert (record.pages, record.volume, record.issue) == (None, None, None)
    assert text not in ris.write([record]).replace(f"https://arxiv.org/abs/{number}", "")


def test_a_note_with_an_arxiv_number_survives() -> None:
    said = record_of("T2  - Tides", "N1  - Also at arXiv:2401.01234.")
    assert (said.arxiv_id, said.note) == ("2401.01234", "Also at arXiv:2401.01234.")
    found = record_of("T2  - Tides", "N1  - arXiv:2401.01234 [cs]")
    (again,) = ris.read(ris.write([found]))
    assert again.record
    assert (found.arxiv_id, found.note, again.record.note) == ("2401.01234", None, None)


@pytest.mark.parametrize(
    ("kind", "lines", "number"),
    [
        ("STAND", ["SN  - ISO 1234:2015"], "ISO 1234:2015"),
        ("RPRT", ["SN  - TR-5"], "TR-5"),
        ("RPRT", ["M1  - 42"], "42"),
        ("RPRT", ["SN  - 1234-567X", "IS  - 42"], "42"),
        ("RPRT", ["SN  - 978-3-16-148410-0", "C1  - TR-6"], "TR-6"),
        ("RPRT", ["C1  - 3 May 2024"], None),
        ("PAT", ["SN  - 10123456", "M1  - 12/345"], "10123456"),
        ("PAT", ["IS  - 12/345"], "12/345"),
        ("THES", ["M1  - 4711"], "4711"),
        ("JOUR", ["M1  - 4711"], None),
    ],
)
def test_a_work_may_have_a_number_of_its_own(
    kind: str, lines: list[str], number: str | None
) -> None:
    record = record_of(*lines, kind=kind)
    assert record.issue == number
    (again,) = ris.read(ris.write([record]))
    assert again.record
    assert again.record.issue == number


def test_c7_is_no_article_number_of_a_book() -> None:
    assert record_of("C7  - Blue", kind="BOOK").pages is None


@pytest.mark.parametrize("tag", ["GEN", "UNPB", "BOOK", "ELEC"])
@pytest.mark.parametrize(
    ("lines", "institution"),
    [
        (["T2  - University of Tides"], "University of Tides"),
        (["PB  - University of Tides"], "University of Tides"),
        (["PB  - University of Tides", "T2  - Faculty of Salt"], "University of Tides"),
    ],
)
def test_a_thesis_that_only_m3_tells_keeps_its_institution(
    tag: str, lines: list[str], institution: str
) -> None:
    text = "\n".join([f"TY  - {tag}", "TI  - Tides", "M3  - PhD thesis", *lines, "ER  - "])
    (entry,) = ris.read(text)
    assert entry.record
    assert (entry.record.type, entry.record.venue) == (PublicationType.THESIS, institution)


@pytest.mark.parametrize(
    ("lines", "issue"),
    [
        (["CP  - 3"], "3"),
        (["IS  - 2", "CP  - 3"], "2"),
        (["CP  - Rome"], None),
    ],
)
def test_the_issue_may_be_in_a_tag_of_older_files(lines: list[str], issue: str | None) -> None:
    assert record_of(*lines).issue == issue
