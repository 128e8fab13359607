"""What entries belong to or look like: works of the site, and earlier entries of their file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import escape
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import ImportItem, Publication, Work
from app.services.catalog import version_order
from app.services.importing.outcomes import Fate


@dataclass(frozen=True)
class Other:
    """What an entry belongs to or looks like: a work of the site, or an entry of its file."""

    title: str
    title_html: str
    facts: str
    slug: str = ""
    line: int | None = None


def works(items: Iterable[ImportItem]) -> dict[int, Other]:
    """Return the works of the site that these belong to, by id."""
    ids = {item.work_id for item in items if item.work_id}
    if not ids:
        return {}
    query = select(Work.slug, Publication).join(Publication, Publication.work_id == Work.id)
    first = query.where(Work.id.in_(ids), Publication.position == 0)
    found = db.session.execute(first.options(joinedload(Publication.venue)))
    return {
        one.work_id: Other(one.title_text, one.title_html, version_order.label(one), slug)
        for slug, one in found
    }


def leaders(items: Sequence[ImportItem], fates: Iterable[Fate]) -> dict[int, Other]:
    """Return the earlier entries that these belong to, or follow instead, by position."""
    named = [*(item.leader for item in items), *(fate.follows for fate in fates)]
    positions = {position for position in named if position is not None}
    if not positions:
        return {}
    of = ImportItem
    here = of.batch_id == items[0].batch_id, of.position.in_(positions)
    found = db.session.execute(select(of.position, of.title, of.line).where(*here))
    return {
        position: Other(title, str(escape(title)), f"line {line:,} of the same file", line=line)
        for position, title, line in found
    }
