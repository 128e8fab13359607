"""Citations of one work, in common styles and as BibTeX and RIS."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from app.bibliography import citeproc, latex, ris
from app.bibliography.bibtex import writer
from app.bibliography.record import Author, Record
from app.bibliography.text.pieces import Piece
from app.services.cache import remembered
from app.services.catalog.translations.languages import site_languages
from app.services.catalog.translations.works import marked_language
from app.services.exporting import citation_items, works
from app.services.exporting.shown import title_source
from app.translations.current import current_language
from app.translations.shown import ShownHtml, language_of


class Reference(NamedTuple):
    """A reference in one style; `html` is safe."""

    style: str
    html: str


@dataclass(frozen=True)
class WorkCitation:
    """The content of the citation dialog; the title is in the reader's language if it can be."""

    title_html: ShownHtml
    title_text: str
    references: list[Reference]
    files: list[tuple[str, str]]


@remembered
def work_citation(changes: int, slug: str, drafts: bool) -> WorkCitation | None:
    """Return the citations of the version shown of a work, or None."""
    versions = works.work_records(slug, drafts=drafts)
    return _citation(versions[0][1]) if versions else None


def _citation(record: Record) -> WorkCitation:
    cited, title = _cited(record), title_source(record)
    return WorkCitation(
        title_html=ShownHtml.of(latex.to_html(title, links=False), language_of(title)),
        title_text=latex.to_text(title) or title,
        references=references(record),
        files=[("BibTeX", writer.write_bibtex([cited])), ("RIS", ris.write([cited]))],
    )


def _cited(record: Record) -> Record:
    """Return the record without the fields that reference lists omit."""
    people = tuple(Author(author.name, role=author.role) for author in record.people)
    kept = structs.replace(record, authors=people, topics=(), links=(), work=None, abstract=None)
    return structs.replace(kept, venue_short=None, venue_kind=None, source=None)


FOLDER = Path(__file__).parents[3] / "static" / "csl"
# Styles write in English where they know no terms of a language.
LOCALES = {"fr": "fr-FR"}
STYLES = {
    "APA": "apa",
    "IEEE": "ieee",
    "Chicago": "chicago-author-date",
    "Vancouver": "nlm-citation-sequence",
}


def references(record: Record) -> list[Reference]:
    """Return the reference of a record in each style."""
    item = citation_items.citation_item(record, title_language=title_language(record))
    return [Reference(label, _to_html(reference_pieces(item, label))) for label in STYLES]


def title_language(record: Record) -> str | None:
    """Return the language of a title to mark; a reference always has the original one."""
    return marked_language(record.language) if site_languages().are_several else None


def reference_pieces(item: citation_items.Item, label: str) -> list[Piece]:
    """Return the reference of a work in a style, by the style's name."""
    cited = _with_university(item) if label == "APA" else item
    return citeproc.reference(_style(STYLES[label]), cited)


def _with_university(item: citation_items.Item) -> citation_items.Item:
    """Return a thesis with its kind and university together, as in APA's manual."""
    if item["type"] != "thesis" or "publisher" not in item:
        return item
    # The style itself does so only for a thesis that is online.
    kept = {key: value for key, value in item.items() if key != "publisher"}
    return kept | {"genre": f"{item['genre']}, {item['publisher']}"}


def reference_html(item: citation_items.Item, name: str) -> str:
    """Return the reference of a CSL item in the style of a file, as safe HTML."""
    return _to_html(citeproc.reference(_style(name), item))


def _to_html(pieces: list[Piece]) -> str:
    return citeproc.to_html(pieces).replace(citation_items.LESS_THAN, "&lt;")


def _style(name: str) -> citeproc.CitationStyle:
    return _read_style(name, LOCALES.get(current_language(), "en-US"))


@cache
def _read_style(name: str, locale: str) -> citeproc.CitationStyle:
    style, terms = FOLDER / f"{name}.csl", FOLDER / f"locales-{locale}.xml"
    return citeproc.read_style(style.read_bytes(), terms.read_bytes())
