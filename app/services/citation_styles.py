"""How a work is cited in the styles that readers ask for, by citeproc and the vendored CSL."""

import re
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from app.bibliography.record import Record
from app.services import citation_items, citation_text

FOLDER = Path(__file__).parents[2] / "static" / "csl"
STYLES = {
    "APA": "apa",
    "IEEE": "ieee",
    "Chicago": "chicago-author-date",
    "Vancouver": "nlm-citation-sequence",
}
# A parsed style holds what it is just writing.
LOCK = Lock()
# What citeproc-py leaves behind where a style says it otherwise.
REPAIRS = (
    (re.compile(r"^\s*(?:\[1\]|1\.)\s*"), ""),
    (re.compile(r"\bArXiv\b"), "arXiv"),
    (re.compile(r" \(Publication\)"), ""),
    (re.compile(r"\bRetrieved (?=https?://)|\bReleased\. "), ""),
    (re.compile(r"([?!](?:</i>)?)\.(?=\s|$)"), r"\1"),
    # In these styles a comma or full stop stands within the quotation marks.
    (re.compile(r"([?!.,])”[,.]"), r"\1”"),
    (re.compile(r"”([,.])"), r"\1”"),
    (re.compile(r"\s+$"), ""),
)


class Reference(NamedTuple):
    """One line of a list of references; `html` is safe."""

    style: str
    html: str


def references(record: Record) -> list[Reference]:
    """Return how each style cites a record."""
    with LOCK:
        return [Reference(label, _reference(record, name)) for label, name in STYLES.items()]


def _reference(record: Record, name: str) -> str:
    item = citation_items.item(record)
    if name == "nlm-citation-sequence" and "issued" in item:
        # The year is enough there, and citeproc-py runs year, month and day together.
        item["issued"] = {"date-parts": [item["issued"]["date-parts"][0][:1]]}
    bibliography = CitationStylesBibliography(_style(name), CiteProcJSON([item]), formatter.html)
    bibliography.register(Citation([CitationItem(item["id"])]))
    html = "".join(map(str, bibliography.bibliography()))
    for fault, repair in REPAIRS:
        html = fault.sub(repair, html)
    return citation_text.released(html if "author" in item else _title_once(html))


@cache
def _style(name: str) -> Any:
    style = CitationStylesStyle(str(FOLDER / f"{name}.csl"), validate=False)
    if name == "chicago-author-date":
        # It asks for whole given names beside its initials, which citeproc-py does not hear.
        del style.root.attrib["initialize-with"]
    return style


def _title_once(html: str) -> str:
    """Without authors the title comes first, and citeproc-py writes it again in its place."""
    title, stop, rest = html.partition(". ")
    if title[:1] not in {"<", "“"}:
        return html
    return title + stop + re.sub(rf"\s*{re.escape(title)}\.?", "", rest, count=1)
