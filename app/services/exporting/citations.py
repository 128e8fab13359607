"""How to cite one work: in the styles that readers ask for, and as their programs take it."""

from dataclasses import dataclass

from msgspec import structs

from app.bibliography import latex, ris
from app.bibliography.bibtex import reader
from app.bibliography.record import Record
from app.services.changes import remembered
from app.services.exporting import citation_styles, works
from app.services.exporting.citation_styles import Reference


@dataclass(frozen=True)
class Citation:
    """All that the dialog shows; the fields in HTML are safe."""

    title_html: str
    title_text: str
    references: list[Reference]
    files: list[tuple[str, str]]


@remembered
def of(changes: int, slug: str) -> Citation | None:
    """Return how a published work is cited by the version shown, at a count of changes, or None."""
    versions = works.of_work(slug)
    return _citation(versions[0][1]) if versions else None


def _citation(record: Record) -> Citation:
    cited = _cited(record)
    return Citation(
        title_html=latex.to_html(record.title, links=False),
        title_text=latex.to_text(record.title) or record.title,
        references=citation_styles.references(record),
        files=[("BibTeX", reader.write([cited])), ("RIS", ris.write([cited]))],
    )


def _cited(record: Record) -> Record:
    """Return what a list of references tells of a record; its files tell all."""
    names = tuple(author.name for author in record.people)
    kept = structs.replace(record, authors=names, topics=(), links=(), work=None, abstract=None)
    return structs.replace(kept, venue_short=None, venue_kind=None, source=None)
