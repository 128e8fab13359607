"""The entries of a section that a CV shows."""

from app.bibliography.document.sections import SectionKind
from app.services.catalog.sections import DatedEntry, DatedSection
from app.services.catalog.year_ranges import Range
from app.services.exporting.cv.years import overlaps

# Committees want all positions and degrees, whatever years they ask for.
CAREER = frozenset({SectionKind.POSITIONS, SectionKind.EDUCATION})


def entries_in(section: DatedSection, span: Range | None) -> tuple[DatedEntry, ...]:
    """Return the entries of a section that are of these years, of which None is all."""
    if span is None or section.kind in CAREER:
        return section.entries
    return tuple(entry for entry in section.entries if _is_in(entry, span))


def _is_in(entry: DatedEntry, span: Range) -> bool:
    start, end = (int(day[:4]) if day else None for day in (entry.started, entry.ended))
    return overlaps(span, start, start if entry.span.is_event and end is None else end)
