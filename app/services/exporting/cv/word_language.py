"""Languages of a Word document and of texts in it, which proofing and reading aloud go by."""

import unicodedata
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.run import Run as WordRun

from app.translations.current import current_language
from app.translations.languages import SOURCE, direction, locale_code

# What follows the direction of a paragraph among its properties (ECMA-376, 17.3.1.26).
AFTER_DIRECTION = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
STYLES = ("Normal", "Title", "Heading 1", "Heading 2")
RIGHT_TO_LEFT = frozenset({"R", "AL"})


def set_language(document: Document) -> None:
    """Set the language of a document, and its direction; the template is in English."""
    tag = current_language()
    if tag == SOURCE:
        return
    styles: Any = document.styles
    language = styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    is_reversed = _is_reversed()
    language.set(qn("w:bidi" if is_reversed else "w:val"), locale_code(tag).replace("_", "-"))
    if is_reversed:
        layout = styles["Normal"].element.get_or_add_pPr()
        layout.insert_element_before(OxmlElement("w:bidi"), *AFTER_DIRECTION)
        for name in STYLES:
            _set_size(styles[name].element.rPr)


def set_direction(table: Table) -> None:
    """Let the first column be at the right in a document from right to left."""
    if _is_reversed():
        table.table_direction = WD_TABLE_DIRECTION.RTL


def mark(run: WordRun, language: str) -> None:
    """Mark text in another language than the document, "" for none, and what runs to the left."""
    is_from_right = (language or _is_reversed()) and any(
        unicodedata.bidirectional(sign) in RIGHT_TO_LEFT for sign in run.text
    )
    if is_from_right:
        # Such letters have a format of their own.
        font = run.font
        font.rtl, font.cs_bold = True, font.bold
    if language:
        element: Any = OxmlElement("w:lang")
        element.set(qn("w:bidi" if is_from_right else "w:val"), language)
        run._r.get_or_add_rPr().append(element)


def _set_size(properties: Any) -> None:
    """Set the size of letters from right to left to that of others."""
    for other in properties.findall(qn("w:szCs")):
        properties.remove(other)
    size = properties.find(qn("w:sz"))
    other = OxmlElement("w:szCs")
    other.set(qn("w:val"), size.get(qn("w:val")))
    size.addnext(other)


def _is_reversed() -> bool:
    return direction(current_language()) == "rtl"
