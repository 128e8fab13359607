"""Pairs of works that may be one, as the queue of possible duplicates has them."""

from collections.abc import Iterator

from sqlalchemy import select

from app.bibliography.messages import message
from app.database import db
from app.models import Publication, Work, WorkState
from app.services.editing import duplicates
from app.services.editing.works_table.missing import SHOWN as SHOWN_VERSION
from app.services.site_health.findings import SHOWN, EditPage, HealthCheck, Issue, Severity

# Works of a site on which pairs are found in a moment; on larger ones, that takes seconds.
MOST_WORKS = 3_000
TITLES = select(Work.id, Work.state, Publication.title_text).join(
    Publication, SHOWN_VERSION & (Publication.work_id == Work.id)
)


def duplicate_checks(changes: int) -> Iterator[HealthCheck]:
    """Yield a check of possible duplicates."""
    undecided = duplicates.undecided_pairs(changes)
    if not undecided:
        return
    some = undecided[:SHOWN]
    ids = {id_ for pair in some for id_ in (pair.one, pair.other)}
    rows = {row.id: row for row in db.session.execute(TITLES.where(Work.id.in_(ids)))}
    issues = []
    for pair in some:
        # As the queue orders the two.
        one, other = sorted(
            (rows[pair.one], rows[pair.other]),
            key=lambda row: (row.state is WorkState.DRAFT, row.id),
        )
        detail = message(
            "and “%(title)s”, %(percent)s%% similar",
            title=other.title_text,
            percent=round(pair.score),
        )
        place = EditPage("duplicates", anchor=f"pair-{one.id}-{other.id}-heading")
        issues.append(Issue(one.title_text, detail, place))
    yield HealthCheck(
        "duplicates",
        Severity.DOUBTFUL,
        message("Possible duplicates"),
        message("Two entries of one work split its citations, and look like a slip."),
        len(undecided),
        issues,
        EditPage("duplicates"),
    )
