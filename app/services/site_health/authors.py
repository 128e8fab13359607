"""Printed names that may be the owner's or those of people of the site, but are not linked."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Select, select

from app.bibliography.messages import message, plural_message
from app.bibliography.names import names
from app.database import db
from app.database.bulk import batches
from app.models import Coauthor, Publication, Work, WorkState, work_coauthor
from app.services.cache import remembered
from app.services.catalog import owner
from app.services.catalog.owner import Owner
from app.services.editing.author_names import likeness, pairs
from app.services.editing.author_names.pairs import NamePair
from app.services.editing.works_table.missing import SHOWN as SHOWN_VERSION
from app.services.editing.works_table.missing import Missing
from app.services.site_health.findings import (
    SHOWN,
    EditPage,
    HealthCheck,
    Issue,
    Severity,
    WorkField,
)

LIKENESS = "names-like-yours"
UNKNOWN = select(Coauthor.id, Coauthor.name).where(Coauthor.person_id.is_(None))
SIGNED: Select[*tuple[Any, ...]] = (
    select(Work.id, Work.slug, Publication.title_text, Coauthor.name)
    .join(work_coauthor, work_coauthor.c.work_id == Work.id)
    .join(Coauthor, Coauthor.id == work_coauthor.c.coauthor_id)
    .join(Publication, SHOWN_VERSION & (Publication.work_id == Work.id))
    .where(Work.state == WorkState.PUBLISHED)
    .order_by(Work.listed_on.desc(), Work.id)
)


def likeness_checks(changes: int) -> Iterator[HealthCheck]:
    """Yield a check of names that look like the owner's."""
    if issues := likely_owner(changes):
        yield HealthCheck(
            LIKENESS,
            Severity.DOUBTFUL,
            message("Names that look like yours"),
            message(
                "You are not among the linked authors of these works, but someone with a name like"
                " yours is. If it is you, mark the name, so that it stands out in the list."
            ),
            len(issues),
            issues[:SHOWN],
        )


def unlinked_checks(changes: int) -> Iterator[HealthCheck]:
    """Yield a check of names that look like those of people of the site."""
    if unlinked := pairs.pairs_of_people(changes):
        yield HealthCheck(
            "names-of-people",
            Severity.DOUBTFUL,
            message("Names that may be of people on this site"),
            message(
                "Once a name is linked, it leads to the person's page, and the work is listed"
                " there."
            ),
            len(unlinked),
            [*map(_pair_issue, unlinked[:SHOWN])],
            EditPage("names"),
        )


@remembered
def likely_owner(_changes: int) -> list[Issue]:
    """Return the works that someone with a name like the owner's signed, but not the owner."""
    known = owner.owner()
    if known is None:
        return []
    printed = db.session.execute(UNKNOWN).all()
    may_be = likeness.sieve([" ".join(known.name), *known.variants])
    similar = {id_ for id_, name in printed if may_be(name) and _may_be(name, known)}
    found: dict[int, Row[*tuple[Any, ...]]] = {}
    for some in batches(sorted(similar)):
        here = Coauthor.id.in_(some), Missing.OWNER.condition
        found |= {row.id: row for row in db.session.execute(SIGNED.where(*here))}
    return [
        Issue(row.title_text, row.name, WorkField(row.slug, row.id, "authors"))
        for row in found.values()
    ]


def _may_be(name: str, known: Owner) -> bool:
    return names.likely_same(name, known.name) or names.fold(name) in known.variants


def _pair_issue(pair: NamePair) -> Issue:
    detail = plural_message(
        "%(name)s? (%(num)s publication)",
        "%(name)s? (%(num)s publications)",
        pair.other.works,
        name=pair.one.name,
    )
    return Issue(pair.other.name, detail, EditPage("names", of=pair.other.slug))
