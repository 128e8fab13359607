"""The CV as a Word document (Office Open XML), with styles and fields that Word knows."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from app.bibliography.document.cv import Paper
from app.bibliography.text.characters import clean
from app.services.exporting.cv import rich_text, word_language, wording
from app.services.exporting.cv.content import Cv, PartContent
from app.services.exporting.cv.rich_text import Run, Runs, TextBlock
from app.services.exporting.cv.supervision import Supervisee
from app.services.exporting.cv.word_text import (
    add_page_number,
    add_runs,
    repeat_header,
    set_fonts,
)
from app.translations.current import current_language

SIZES = {Paper.A4: (Mm(210), Mm(297)), Paper.LETTER: (Mm(215.9), Mm(279.4))}
SERIF = "Georgia"
YEARS_WIDTH, NUMBER_WIDTH, BULLET_WIDTH, NO_WIDTH = Mm(26), Mm(10), Mm(5), Mm(0)
TABLE_WIDTHS = (Mm(30), Mm(42), Mm(28), Mm(25), Mm(47))


def write(cv: Cv, before_each: Callable[[], None] = lambda: None) -> bytes:
    """Return the CV as the bytes of a .docx file."""
    document = docx.Document()
    _set_up(document, cv)
    _add_head(document, cv)
    for part in cv.parts:
        _add_heading(document, [rich_text.of_text(part.title)], 1)
        _add_part(document, part, cv, before_each)
    stream = BytesIO()
    document.save(stream)
    return _undated(stream)


def _undated(packed: BytesIO) -> bytes:
    """Return a .docx file without the times of its parts: the same content is the same file."""
    stream = BytesIO()
    with ZipFile(packed) as parts, ZipFile(stream, "w") as copy:
        for name in parts.namelist():
            copy.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
    return stream.getvalue()


def _set_up(document: Document, cv: Cv) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = SIZES[cv.paper]
    page.left_margin = page.right_margin = Mm(19)
    page.top_margin = page.bottom_margin = Mm(20)
    styles: Any = document.styles
    set_fonts(styles["Normal"], SERIF, 10.5)
    styles["Normal"].paragraph_format.space_after = Pt(3)
    for name, size in (("Title", 22), ("Heading 1", 13), ("Heading 2", 10.5)):
        set_fonts(styles[name], SERIF, size)
    written = datetime.combine(cv.made_on, time(), UTC)
    about = document.core_properties
    about.title, about.author = clean(wording.title(cv)), clean(cv.name)
    about.language, about.comments = current_language(), ""
    word_language.set_language(document)
    about.created = about.modified = written
    page.different_first_page_header_footer = True
    page.header.paragraphs[0].text = clean(cv.name)
    for footer in (page.footer, page.first_page_footer):
        add_page_number(footer.paragraphs[0])


def _add_head(document: Document, cv: Cv) -> None:
    _add_heading(document, [Run(cv.name)], 0)
    for line in cv.lines:
        add_runs(document.add_paragraph(), line)
    runs: list[Run] = []
    for contact in cv.contacts:
        runs += [*([Run(" · ")] if runs else []), Run(contact.label, url=contact.url)]
    add_runs(document.add_paragraph(), runs)


def _add_part(
    document: Document, part: PartContent, cv: Cv, before_each: Callable[[], None]
) -> None:
    _add_blocks(document, rich_text.blocks(part.biography))
    for entry in part.entries:
        runs = wording.entry_runs(entry)
        _add_dated(document, entry.when, runs, part)
        indent = YEARS_WIDTH if part.is_dated else NO_WIDTH
        _add_blocks(document, rich_text.blocks(entry.note_html), indent)
    if part.supervised and cv.is_for_grant:
        _add_table(document, part.supervised)
        add_runs(document.add_paragraph(), part.summary)
    elif part.supervised:
        _add_people(document, part)
    if part.groups:
        _add_works(document, part, cv, before_each)


def _add_people(document: Document, part: PartContent) -> None:
    for level in part.levels:
        label = [rich_text.of_text(level.label), Run(f" ({len(level.people)})")]
        _add_heading(document, rich_text.merged(label), 2)
        for one in level.people:
            _add_dated(document, one.years, wording.person_runs(one), part)


def _add_table(document: Document, supervised: list[Supervisee]) -> None:
    columns = wording.columns()
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    table.autofit = False
    word_language.set_direction(table)
    repeat_header(table)
    rows: list[list[Runs]] = [[(Run(label, ("b",)),) for label in columns]]
    rows += [wording.table_row(one) for one in supervised]
    for number, cells in enumerate(rows):
        row = table.rows[0] if number == 0 else table.add_row()
        for cell, runs, width in zip(row.cells, cells, TABLE_WIDTHS, strict=True):
            cell.width = width
            add_runs(cell.paragraphs[0], runs)


def _add_works(
    document: Document, part: PartContent, cv: Cv, before_each: Callable[[], None]
) -> None:
    if note := wording.legend(cv, part):
        add_runs(document.add_paragraph(), note)
    for group in part.groups:
        _add_heading(document, [Run(f"{group.label} ({len(group.references)})")], 2)
        for one in group.references:
            before_each()
            _hanging(document, f"{one.number}.", one.runs, NUMBER_WIDTH)


def _add_heading(document: Document, runs: Iterable[Run], level: int) -> None:
    add_runs(document.add_heading("", level), runs)


def _add_dated(document: Document, when: str, runs: Runs, part: PartContent) -> None:
    if part.is_dated:
        _hanging(document, when, runs, YEARS_WIDTH)
        return
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_together = True
    add_runs(paragraph, runs)


def _hanging(document: Document, label: str, runs: Runs, width: Length) -> Paragraph:
    """Add a paragraph with a label to its left, on one page."""
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent, layout.keep_together = width, Length(-width), True
    layout.tab_stops.add_tab_stop(width)
    add_runs(paragraph, [Run(f"{label}\t"), *runs])
    return paragraph


def _add_blocks(document: Document, blocks: list[TextBlock], indent: Length = NO_WIDTH) -> None:
    for block in blocks:
        if block.kind == "li":
            label = "•" if block.number is None else f"{block.number}."
            paragraph = _hanging(document, label, tuple(block.runs), BULLET_WIDTH)
            paragraph.paragraph_format.left_indent = Length(indent + BULLET_WIDTH)
            continue
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = indent
        is_heading = block.kind in {"h3", "h4"}
        paragraph.paragraph_format.keep_with_next = is_heading
        bold = [run._replace(tags=(*run.tags, "b")) for run in block.runs]
        add_runs(paragraph, bold if is_heading else block.runs)
