"""Text, links and fields in a Word document, where python-docx has no call for them."""

from collections.abc import Iterable
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from app.bibliography.text.characters import clean
from app.services.exporting.cv import word_language
from app.services.exporting.cv.rich_text import Run

THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def add_runs(paragraph: Paragraph, runs: Iterable[Run]) -> None:
    """Add text with its format and links to a paragraph."""
    for run in runs:
        added = paragraph.add_run(clean(run.text))
        _format(added, run.tags)
        word_language.mark(added, run.language)
        if run.url:
            _link(paragraph, added, run.url)


def _format(added: WordRun, tags: tuple[str, ...]) -> None:
    font = added.font
    for tag, attribute in (("b", "bold"), ("i", "italic"), ("u", "underline")):
        if tag in tags:
            setattr(font, attribute, True)
    if "sup" in tags:
        font.superscript = True
    if "sub" in tags:
        font.subscript = True
    if "code" in tags:
        font.name = "Courier New"


def _link(paragraph: Paragraph, added: WordRun, url: str) -> None:
    """Make a run the text of a hyperlink."""
    link: Any = OxmlElement("w:hyperlink")
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), relation)
    element: Any = added._r
    element.addprevious(link)
    link.append(element)


def add_page_number(paragraph: Paragraph) -> None:
    """Add the number of the page, and of all pages, as fields."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    field: Any = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    shown: Any = paragraph.add_run("1")._r
    shown.addprevious(field)
    field.append(shown)


def repeat_header(table: Table) -> None:
    """Repeat the first row on each page."""
    row: Any = table.rows[0]._tr
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def set_fonts(style: Any, name: str, size: float) -> None:
    """Set the font of a style, which names one of the theme's otherwise, in black."""
    style.font.name, style.font.size = name, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
