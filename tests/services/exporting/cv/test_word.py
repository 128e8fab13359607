"""The Word file, read back by the library that Word's files are read with."""

from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.shared import Mm
from flask import Flask

from app.services.exporting.cv import content, word
from app.services.exporting.cv.options import parse_options
from tests.support.factories import fill, record

NOTE = {
    "what": "Prize",
    "where": "Cape",
    "note": "With *care*.",
    "started_on": "2019",
    "url": "https://p.example",
}
SECTIONS = [{"kind": "awards", "entries": [NOTE]}]
PEOPLE = [
    {"name": "Kim Li", "level": "PhD", "role": "principal", "started_on": "2023"},
    {
        "level": "MSc",
        "role": "co",
        "started_on": "2020",
        "ended_on": "2022",
        "next_position": "Cook",
    },
]


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(
        app,
        record(
            title=r"On \emph{salt} \& <tides> $x^2$", doi="10.1000/t", authors=["Ada Roe", "Kim Li"]
        ),
        record(title="Bell\x0c\u0085 tides", year=2020),
        people=PEOPLE,
        sections=SECTIONS,
        profile={
            "biography": "I *study* [tides](https://a.example).\n\n- one",
            "email": "a@b.example",
        },
    )


def written(app: Flask, **keys: str) -> Document:
    options = parse_options({key: [value] for key, value in keys.items()})
    with app.app_context():
        cv = content.curriculum(options, "https://roe.example/")
    assert cv
    return docx.Document(BytesIO(word.write(cv)))


def texts(document: Document, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style and p.style.name == style]


def test_headings_are_headings(app: Flask) -> None:
    document = written(app)
    assert texts(document, "Title") == ["Ada Roe"]
    assert texts(document, "Heading 1") == ["Biography", "Awards", "Supervision", "Publications"]
    assert texts(document, "Heading 2") == ["Doctoral (1)", "Master's (1)", "Journal articles (2)"]
    about = document.core_properties
    assert (about.title, about.author) == ("Ada Roe: curriculum vitae", "Ada Roe")
    assert about.language == "en"


def test_without_dates_there_is_no_column_for_them(app: Flask) -> None:
    undated = {"kind": "service", "entries": [{"what": "Editor", "note": "Of two."}]}
    people = [{"name": "Kim Li", "level": "PhD"}]
    fill(app, record(title="Kelp"), people=people, sections=[undated])
    found = {p.text: p.paragraph_format for p in written(app, sections="service").paragraphs}
    assert not found["Editor"].left_indent
    assert not found["Of two."].left_indent


def test_works_are_numbered_and_keep_their_format(app: Flask) -> None:
    document = written(app, years="all")
    (first, second) = [p for p in document.paragraphs if p.text[:2] in {"2.", "1."}]
    assert first.text.startswith("2.\tRoe, A., & Li, K. (2024). On salt & <tides> x²")
    assert second.text.startswith("1.\t")
    runs = {run.text: run for run in first.runs}
    assert runs["Roe, A."].bold
    assert runs["Li, K."].underline
    assert runs["salt"].italic
    assert [link.address for link in first.hyperlinks] == ["https://doi.org/10.1000/t"]
    assert first.paragraph_format.keep_together


def test_a_grant_has_a_table_of_supervision(app: Flask) -> None:
    (table,) = written(app, years="all").tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Level", "Name", "Role", "Years", "Now"],
        ["PhD", "Kim Li", "principal", "2023 –", ""],
        ["MSc", "name not published", "co-supervisor", "2020 – 2022", "Cook"],
    ]
    assert table.rows[2].cells[1].paragraphs[0].runs[0].italic
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert written(app).tables == []


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("letter", (215.9, 279.4))])
def test_pages_have_their_size_and_number(
    app: Flask, paper: str, size: tuple[float, float]
) -> None:
    (page,) = written(app, paper=paper).sections
    assert (page.page_width, page.page_height) == pytest.approx([Mm(n) for n in size], abs=Mm(1))
    for footer in (page.footer, page.first_page_footer):
        fields = footer._element.xpath(".//w:fldSimple/@w:instr")
        assert fields == ["PAGE", "NUMPAGES"]
    assert page.header.paragraphs[0].text == "Ada Roe"
    assert page.first_page_header.paragraphs[0].text == ""


def test_the_biography_keeps_links_and_lists(app: Flask) -> None:
    document = written(app, sections="biography")
    (paragraph,) = [p for p in document.paragraphs if p.text.startswith("I study")]
    assert [(link.text, link.address) for link in paragraph.hyperlinks] == [
        ("tides", "https://a.example")
    ]
    assert "•\tone" in [p.text for p in document.paragraphs]


def test_dated_entries_have_their_date_link_and_note(app: Flask) -> None:
    document = written(app, sections="awards")
    entry, note = document.paragraphs[-2:]
    assert (entry.text, note.text) == ("2019\tPrize, Cape", "With care.")
    assert [link.address for link in entry.hyperlinks] == ["https://p.example"]
    assert note.paragraph_format.left_indent == entry.paragraph_format.left_indent
    assert [run.text for run in note.runs if run.italic] == ["care"]
