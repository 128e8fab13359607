"""Entries as their preview shows them, read in as many statements as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from markupsafe import Markup, escape
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.bibliography import latex
from app.bibliography.record import Record
from app.database import db
from app.models import Decision, ImportItem, Noun, Publication, RevisionItem, Work
from app.services import recognising, versions
from app.services.importing import choices, field_lines
from app.services.importing.field_lines import Line

AUTHORS = 12
VERY_ALIKE = 95


@dataclass(frozen=True)
class Other:
    """What an entry belongs to or looks like: a work of the site, or an entry of its file."""

    title: str
    title_html: str
    facts: str
    slug: str = ""
    line: int | None = None


@dataclass(frozen=True)
class Shown:
    """An entry with all that its preview says of it. HTML fields are safe."""

    item: ImportItem
    record: Record | None
    title_html: str
    authors_html: str
    other: Other | None
    lines: list[Line]
    offered: Sequence[Decision]
    made: str = ""

    @property
    def is_very_alike(self) -> bool:
        """Whether it resembles the other closely."""
        return (self.item.score or 0) >= VERY_ALIKE


def entries(items: Sequence[ImportItem], revision_id: int | None = None) -> list[Shown]:
    """Return entries to be shown; with the works that a revision made of them."""
    works, leaders = _works(items), _leaders(items)
    owner, made = recognising.owner(), _made(items, revision_id)
    return [
        _entry(item, works.get(item.work_id or 0) or leaders.get(item.leader), owner, made)
        for item in items
    ]


def _entry(
    item: ImportItem, other: Other | None, owner: recognising.Owner | None, made: dict[str, str]
) -> Shown:
    record = msgspec.json.decode(item.record, type=Record) if item.record else None
    return Shown(
        item=item,
        record=record,
        title_html=_html(record.title) if record else str(escape(item.title)),
        authors_html=_authors(record, owner) if record else "",
        other=other,
        lines=field_lines.of(item),
        offered=choices.OFFERED[item.state],
        made=made.get(item.source, ""),
    )


def _authors(record: Record, owner: recognising.Owner | None) -> str:
    names = [author.name for author in record.people]
    hers = owner.position(names) if owner else None
    said = [
        Markup("<strong>{}</strong>").format(Markup(_html(name))) if n == hers
        else Markup(_html(name))
        for n, name in enumerate(names) if n < AUTHORS or n == hers
    ]  # fmt: skip
    more = f", … {len(names) - len(said)} more" if len(names) > len(said) else ""
    return str(Markup(", ").join(said) + more)


def _html(source: str) -> str:
    return latex.to_html(source, links=False) or str(escape(source))


def _works(items: Iterable[ImportItem]) -> dict[int, Other]:
    ids = {item.work_id for item in items if item.work_id}
    if not ids:
        return {}
    query = select(Work.slug, Publication).join(Publication, Publication.work_id == Work.id)
    first = query.where(Work.id.in_(ids), Publication.position == 0)
    found = db.session.execute(first.options(joinedload(Publication.venue)))
    return {
        one.work_id: Other(one.title_text, one.title_html, versions.label(one), slug)
        for slug, one in found
    }


def _leaders(items: Sequence[ImportItem]) -> dict[int | None, Other]:
    positions = {item.leader for item in items if item.leader is not None}
    if not positions:
        return {}
    of = ImportItem
    here = of.batch_id == items[0].batch_id, of.position.in_(positions)
    found = db.session.execute(select(of.position, of.title, of.line).where(*here))
    return {
        position: Other(title, str(escape(title)), f"line {line:,} of the same file", line=line)
        for position, title, line in found
    }


def _made(items: Sequence[ImportItem], revision_id: int | None) -> dict[str, str]:
    """Return the addresses of the works that an import made of these entries, by raw entry."""
    if revision_id is None:
        return {}
    sources = [item.source for item in items]
    of = RevisionItem
    query = select(Publication.source, Work.slug).join(Work, Work.id == Publication.work_id)
    query = query.join(of, (of.record_id == Work.id) & (of.noun == Noun.WORK))
    here = of.revision_id == revision_id, Publication.source.in_(sources)
    return {source: slug for source, slug in db.session.execute(query.where(*here)) if source}
