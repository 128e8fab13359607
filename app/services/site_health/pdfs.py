"""Attached PDF files that a search engine leaves out, or takes for another work."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select

from app.bibliography.messages import message, number_message
from app.bibliography.names import names
from app.database import db
from app.models import PdfContent, Publication, PublicationFile, Work, WorkState
from app.services.cache import remembered
from app.services.editing.files.upload import LARGEST_FILE, MEGABYTE
from app.services.site_health.findings import SHOWN, HealthCheck, Issue, Severity, WorkField

# The share of a title's words that a first page has to have: formulas read differently there.
ENOUGH = 0.8
FILES: Select[*tuple[Any, ...]] = (
    select(
        Publication.id,
        Publication.position,
        Publication.title_text,
        Work.id.label("work_id"),
        Work.slug,
        PublicationFile.name,
        PdfContent.size,
        PdfContent.first_page,
    )
    .join(Work, Work.id == Publication.work_id)
    .join(PublicationFile, PublicationFile.publication_id == Publication.id)
    .join(PdfContent, PdfContent.hash == PublicationFile.hash)
    .where(Work.state == WorkState.PUBLISHED)
    .order_by(Work.listed_on.desc(), Publication.id, PublicationFile.position)
)
LARGE, UNTITLED = KEYS = "large-pdfs", "pdfs-without-title"


def pdf_checks(changes: int) -> Iterator[HealthCheck]:
    """Yield the checks of attached files."""
    found = doubtful_files(changes)
    if large := found[LARGE]:
        yield HealthCheck(
            LARGE,
            Severity.BROKEN,
            message("PDFs over 5 MB"),
            message(
                "Google Scholar doesn’t read larger files. Most shrink when they are saved anew."
            ),
            len(large),
            large[:SHOWN],
        )
    if untitled := found[UNTITLED]:
        yield HealthCheck(
            UNTITLED,
            Severity.DOUBTFUL,
            message("PDFs without the title on their first page"),
            message(
                "Search engines take the title from there. The file may belong to another work,"
                " or be a scan without text."
            ),
            len(untitled),
            untitled[:SHOWN],
        )


@remembered
def doubtful_files(_changes: int) -> dict[str, list[Issue]]:
    """Return the files that search engines can't use, by the key of the check."""
    found: dict[str, list[Issue]] = {LARGE: [], UNTITLED: []}
    for row in db.session.execute(FILES):
        field = WorkField(row.slug, row.work_id, "files", row.id if row.position else None)
        name = f"{row.name}.pdf"
        if row.size > LARGEST_FILE:
            size = number_message(round(row.size / MEGABYTE, 1))
            detail = message("%(file)s is %(size)s MB", file=name, size=size)
            found[LARGE].append(Issue(row.title_text, detail, field))
        if not has_title(row.first_page, row.title_text):
            is_empty = not row.first_page.strip()
            said = (
                message("%(file)s has no text on its first page", file=name) if is_empty else name
            )
            found[UNTITLED].append(Issue(row.title_text, said, field))
    return found


def has_title(page: str, title: str) -> bool:
    """Return whether the text of a page has a title, however its lines and words are broken."""
    words = names.fold(title).split()
    text = "".join(names.fold(page).split())
    there = sum(len(word) for word in words if word in text)
    return "".join(words) in text or there >= ENOUGH * sum(map(len, words))
