"""Published works that lack what search engines and readers look for."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, literal, select, union_all

from app.bibliography.messages import message
from app.bibliography.record import Status, type_label
from app.database import db
from app.models import Publication, Work, WorkState
from app.services.catalog import search
from app.services.editing.works_table.filters import WorksFilter
from app.services.editing.works_table.missing import SHOWN as SHOWN_VERSION
from app.services.editing.works_table.missing import Missing
from app.services.site_health.findings import SHOWN, HealthCheck, Issue, Severity, WorkField


class Wanted(NamedTuple):
    """What published works should have, why, and the field of the form that gives it.

    What is not published yet need not have all of it.
    """

    missing: Missing
    severity: Severity
    heading: str
    why: str
    field: str
    only_published: bool = False

    @property
    def filter(self) -> WorksFilter:
        """The works that lack it, as the works table shows them."""
        statuses = (Status.PUBLISHED.value,) if self.only_published else ()
        return WorksFilter(state=WorkState.PUBLISHED, statuses=statuses, missing=self.missing)


WANTED = (
    Wanted(
        Missing.YEAR,
        Severity.BROKEN,
        message("Works without a year"),
        message(
            "Google Scholar takes a page for an article only if it says when it was published."
        ),
        "year",
        only_published=True,
    ),
    Wanted(
        Missing.OWNER,
        Severity.DOUBTFUL,
        message("Works without you as an author"),
        message(
            "None of the printed names was recognized as yours. Mark your name among the authors,"
            " add the spelling to the names you publish under, or delete what isn't yours."
        ),
        "authors",
    ),
    Wanted(
        Missing.ABSTRACT,
        Severity.MISSING,
        message("Works without an abstract"),
        message("Readers decide by it, and both this site and search engines search in it."),
        "abstract",
    ),
    Wanted(
        Missing.PDF,
        Severity.MISSING,
        message("Works without a PDF"),
        message(
            "Readers without a subscription can't read these, and search engines can't see their"
            " text."
        ),
        "pdf",
    ),
    Wanted(
        Missing.IDENTIFIER,
        Severity.MISSING,
        message("Works without a DOI or arXiv number"),
        message(
            "Citation counts, reference managers and other sites recognize a work by its number."
        ),
        "doi",
        only_published=True,
    ),
)


def work_checks() -> Iterator[HealthCheck]:
    """Yield a check for each thing that published works lack, read in one statement."""
    found = defaultdict(list)
    for row in db.session.execute(union_all(*map(_sample, range(len(WANTED))))):
        found[row.number].append(row)
    for number, wanted in enumerate(WANTED):
        if rows := found[number]:
            yield HealthCheck(
                key=wanted.missing.value,
                severity=wanted.severity,
                heading=wanted.heading,
                why=wanted.why,
                count=rows[0].total,
                issues=[_issue(row, wanted.field) for row in sorted(rows, key=_order)],
                everything=wanted.filter,
            )


def _sample(number: int) -> Select[*tuple[Any, ...]]:
    """Return the statement for the newest works that lack something, each with their number."""
    lacking = (
        select(Work.id, func.count().over().label("total"))
        .where(search.matching_condition(WANTED[number].filter))
        .order_by(Work.listed_on.desc(), Work.id)
        .limit(SHOWN)
        .subquery()
    )
    return (
        select(
            literal(number).label("number"),
            lacking.c.total,
            Work.id,
            Work.slug,
            Work.listed_on,
            Publication.title_text,
            Publication.year,
            Publication.type,
            Publication.genre,
        )
        .join(Work, Work.id == lacking.c.id)
        .join(Publication, SHOWN_VERSION & (Publication.work_id == Work.id))
    )


def _order(row: Row[*tuple[Any, ...]]) -> tuple[int, int]:
    return -row.listed_on, row.id


def _issue(row: Row[*tuple[Any, ...]], field: str) -> Issue:
    label = type_label(row.type, row.genre)
    detail = message("%(type)s, %(year)s", type=label, year=row.year) if row.year else label
    return Issue(row.title_text, detail, WorkField(row.slug, row.id, field))
