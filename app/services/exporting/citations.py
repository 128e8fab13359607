"""Citations of one work, in common styles and as BibTeX and RIS."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
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
from msgspec import structs

from app.bibliography import latex, ris
from app.bibliography.bibtex import writer
from app.bibliography.record import Author, Record
from app.services.cache import remembered
from app.services.exporting import citation_items, works


class Reference(NamedTuple):
    """A reference in one style; `html` is safe."""

    style: str
    html: str


@dataclass(frozen=True)
class WorkCitation:
    """The content of the citation dialog; HTML fields are safe."""

    title_html: str
    title_text: str
    references: list[Reference]
    files: list[tuple[str, str]]


@remembered
def work_citation(changes: int, slug: str, drafts: bool) -> WorkCitation | None:
    """Return the citations of the version shown of a work, or None."""
    versions = works.work_records(slug, drafts=drafts)
    return _citation(versions[0][1]) if versions else None


def _citation(record: Record) -> WorkCitation:
    cited = _cited(record)
    return WorkCitation(
        title_html=latex.to_html(record.title, links=False),
        title_text=latex.to_text(record.title) or record.title,
        references=references(record),
        files=[("BibTeX", writer.write_bibtex([cited])), ("RIS", ris.write([cited]))],
    )


def _cited(record: Record) -> Record:
    """Return the record without the fields that reference lists omit."""
    people = tuple(Author(author.name, role=author.role) for author in record.people)
    kept = structs.replace(record, authors=people, topics=(), links=(), work=None, abstract=None)
    return structs.replace(kept, venue_short=None, venue_kind=None, source=None)


FOLDER = Path(__file__).parents[3] / "static" / "csl"
STYLES = {
    "APA": "apa",
    "IEEE": "ieee",
    "Chicago": "chicago-author-date",
    "Vancouver": "nlm-citation-sequence",
}
# A parsed style holds state while it writes, so threads take turns.
LOCK = Lock()
# Limits the search for a repeated title.
MOST_ATTEMPTS = 20
AGAIN = re.compile(r"\s(?=[<“])|(?<=\)\.)\s")
TITLE = re.compile(r"[<“].*[>”]|[^<“].*[.?!](?= )")
# Corrections of output where citeproc-py deviates from the styles.
REPAIRS = (
    (re.compile(r"^\s*(?:\[1\]|1\.)\s*"), ""),
    (re.compile(r"\bArXiv\b"), "arXiv"),
    (re.compile(r" \(Publication\)|(?<=\()Publication; |, [Rr]eleased(?=\.$)| Released\.$"), ""),
    (re.compile(r"\bRetrieved (?=https?://)|\bReleased\. "), ""),
    (re.compile(r"([?!](?:</i>)?)\.(?=\s|$)"), r"\1"),
    # These styles put commas and full stops inside quotation marks.
    (re.compile(r"([?!.,])”[,.]"), r"\1”"),
    (re.compile(r"”([,.])"), r"\1”"),
    (re.compile(r"\s+$"), ""),
)


def references(record: Record) -> list[Reference]:
    """Return the reference of a record in each style."""
    with LOCK:
        return [Reference(label, _reference(record, name)) for label, name in STYLES.items()]


def _reference(record: Record, name: str) -> str:
    item = citation_items.citation_item(record)
    if name == "nlm-citation-sequence" and "issued" in item:
        # The style needs only the year, and citeproc-py runs year, month and day together.
        item["issued"] = {"date-parts": [item["issued"]["date-parts"][0][:1]]}
    style = _style(name, citation_items.has_longer_last_page(record))
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.html)
    bibliography.register(Citation([CitationItem(item["id"])]))
    html = "".join(map(str, bibliography.bibliography()))
    for fault, repair in REPAIRS:
        html = fault.sub(repair, html)
    return citation_items.released(html if "author" in item else _title_once(html))


@cache
def _style(name: str, whole_pages: bool) -> Any:
    style = CitationStylesStyle(str(FOLDER / f"{name}.csl"), validate=False)
    if whole_pages:
        # The style would shorten 1–12 to 1–2.
        style.root.attrib.pop("page-range-format", None)
    if name == "chicago-author-date":
        # The style asks for full given names here, which citeproc-py ignores.
        del style.root.attrib["initialize-with"]
    return style


def _title_once(html: str) -> str:
    """Remove the second title, which citeproc-py writes if a work has no authors."""
    for again in islice(AGAIN.finditer(html), MOST_ATTEMPTS):
        if title := TITLE.match(html[: _shared(html, again.end())]):
            rest = html[again.end() + title.end() :].removeprefix(".")
            return html[: again.start()] + rest
    return html


def _shared(text: str, position: int) -> int:
    """Return how many characters from a position on equal the start of the text."""
    pairs = enumerate(zip(text, text[position:], strict=False))
    return next((at for at, (one, other) in pairs if one != other), len(text) - position)
