"""The report: what search engines and visitors would miss, stumble over or doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.bibliography.messages import message
from app.database import db
from app.models import Work
from app.services import cache, purging
from app.services.site_health import authors, duplicates, malformed, pdfs, profile, sources, works
from app.services.site_health.findings import (
    SHOWN,
    EditPage,
    HealthCheck,
    Issue,
    Severity,
)
from app.services.site_health.links import results
from app.services.site_health.links.results import LinkStatus

PAGE_SIZE = 50
# The checks with a page for all that they found.
KEYS = frozenset(
    {"malformed", authors.LIKENESS, *pdfs.KEYS, *(f"links-{s}" for s, *_ in results.CHECKS)}
)
# What says least comes last among what means the same.
LAST = frozenset({"links-moved", "links-unsure"})
WORKS = select(func.count(Work.id))


@dataclass(frozen=True)
class HealthReport:
    """What was found, by severity, and how far the links were checked.

    On large sites, possible duplicates are left to their own page. `cache_error` says why visitors
    may see old pages.
    """

    sections: Sequence[tuple[Severity, Sequence[HealthCheck]]]
    links: LinkStatus
    has_duplicates: bool
    cache_error: str | None

    @property
    def count(self) -> int:
        """The number of all issues."""
        return sum(check.count for _, checks in self.sections for check in checks)


@dataclass(frozen=True)
class IssuesPage:
    """A page of all that one check found."""

    check: HealthCheck
    issues: Sequence[Issue]
    page: int
    pages: int


def health_report() -> HealthReport:
    """Return the report on the site as it is now."""
    changes = cache.change_count()
    count = db.session.scalar(WORKS) or 0
    found = sorted(_checks(changes, count), key=lambda check: check.key in LAST)
    by_severity = [(one, [c for c in found if c.severity is one]) for one in Severity]
    sections = [(one, some) for one, some in by_severity if some]
    return HealthReport(
        sections,
        results.link_status(changes),
        count <= duplicates.MOST_WORKS,
        purging.last_error(),
    )


def issues_page(key: str, number: int) -> IssuesPage | None:
    """Return a page of what a check found, None if it found nothing or is shown elsewhere.

    The last page if the number is too high.
    """
    changes = cache.change_count()
    check = next((one for one in _listed_here(changes) if one.key == key), None)
    if check is None:
        return None
    pages = max(1, -(-check.count // PAGE_SIZE))
    number = min(max(1, number), pages)
    first = (number - 1) * PAGE_SIZE
    return IssuesPage(check, _issues(key, changes, first, first + PAGE_SIZE), number, pages)


def _checks(changes: int, count: int) -> Iterator[HealthCheck]:
    yield from _listed_here(changes)
    yield from profile.profile_checks(changes)
    if count:
        yield from works.work_checks()
        if count <= duplicates.MOST_WORKS:
            yield from duplicates.duplicate_checks(changes)
        yield from authors.unlinked_checks(changes)
    else:
        yield _no_works()


def _listed_here(changes: int) -> Iterator[HealthCheck]:
    """Yield the checks whose issues only the report lists."""
    if wrong := malformed.malformed_links(changes):
        yield HealthCheck(
            "malformed",
            Severity.BROKEN,
            message("Links that lead nowhere"),
            message("The address or the number is wrong, so that visitors can’t follow them."),
            len(wrong),
            sources.described(wrong[:SHOWN]),
        )
    yield from pdfs.pdf_checks(changes)
    yield from results.link_checks(changes)
    yield from authors.likeness_checks(changes)


def _issues(key: str, changes: int, first: int, last: int) -> Sequence[Issue]:
    if key == authors.LIKENESS:
        return authors.likely_owner(changes)[first:last]
    if key in pdfs.KEYS:
        return pdfs.doubtful_files(changes)[key][first:last]
    if key == "malformed":
        return sources.described(malformed.malformed_links(changes)[first:last])
    by_key = {f"links-{state}": some for state, some in results.faulty_links(changes).items()}
    return sources.described(by_key[key][first:last])


def _no_works() -> HealthCheck:
    issue = Issue(
        message("Publications"), message("From a file, an ORCID iD or a DOI."), EditPage("imports")
    )
    why = message("Search engines and visitors come for them.")
    heading = message("No publications yet")
    return HealthCheck("works", Severity.MISSING, heading, why, 1, [issue])
