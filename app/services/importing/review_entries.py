"""Entries as their preview shows them, read in as many statements as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
from markupsafe import Markup, escape
from sqlalchemy import or_, select

from app.bibliography import latex
from app.bibliography.raw import SEPARATOR, parts
from app.bibliography.record import Record
from app.database import db
from app.models import Decision, ImportItem, Noun, Publication, RevisionItem, Work
from app.services.catalog import owner as catalog_owner
from app.services.importing import choices, field_lines, others, outcomes, wording
from app.services.importing.choices import TOLD_AGAIN
from app.services.importing.field_lines import Line
from app.services.importing.others import Other
from app.services.importing.outcomes import Fate, Outcome

AUTHORS = 12
VERY_ALIKE = 95


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
    outcome: Outcome
    instead: str = ""
    made: str = ""

    @property
    def is_very_alike(self) -> bool:
        """Whether it resembles the other closely."""
        return (self.item.score or 0) >= VERY_ALIKE

    @property
    def is_again(self) -> bool:
        """Whether it tells once more of what an earlier entry of its file tells of."""
        return self.item.leader is not None and self.item.state in TOLD_AGAIN


class Around(NamedTuple):
    """What is read once for all entries of a page."""

    works: Mapping[int, Other]
    leaders: Mapping[int, Other]
    owner: catalog_owner.Owner | None


def entries(items: Sequence[ImportItem], revision_id: int | None = None) -> list[Shown]:
    """Return entries to be shown; with the works that a revision made of them."""
    fates = outcomes.of(items)
    around = Around(others.works(items), others.leaders(items, fates), catalog_owner.owner())
    made = _made(items, revision_id)
    return [
        _entry(item, fate, around, made.get(item.source, ""))
        for item, fate in zip(items, fates, strict=True)
    ]


def _entry(item: ImportItem, fate: Fate, around: Around, made: str) -> Shown:
    record = msgspec.json.decode(item.record, type=Record) if item.record else None
    work = around.works.get(item.work_id or 0)
    leader = around.leaders.get(-1 if item.leader is None else item.leader)
    return Shown(
        item=item,
        record=record,
        title_html=_html(record.title) if record else str(escape(item.title)),
        authors_html=_authors(record, around.owner) if record else "",
        # What it is compared with stands in the file, though its work is on the site.
        other=leader or work if item.state in TOLD_AGAIN else work or leader,
        lines=field_lines.of(item),
        offered=choices.OFFERED[item.state],
        outcome=fate.outcome,
        instead=_instead(item, fate, around.leaders),
        made=made,
    )


def _instead(item: ImportItem, fate: Fate, leaders: Mapping[int, Other]) -> str:
    if fate.follows is None or item.leader is None:
        return ""
    follows = None if fate.follows == item.position else leaders[fate.follows].line
    return wording.instead(leaders[item.leader].line or 0, follows)


def _authors(record: Record, owner: catalog_owner.Owner | None) -> str:
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


def _made(items: Sequence[ImportItem], revision_id: int | None) -> dict[str, str]:
    """Return the addresses of the works that an import made of these entries, by raw entry."""
    if revision_id is None:
        return {}
    sources = [item.source for item in items]
    of = RevisionItem
    query = select(Publication.source, Work.slug).join(Work, Work.id == Publication.work_id)
    query = query.join(of, (of.record_id == Work.id) & (of.noun == Noun.WORK))
    # A version that several entries tell of keeps them all.
    kept = Publication.source
    here = of.revision_id == revision_id, or_(kept.in_(sources), kept.contains(SEPARATOR))
    found = db.session.execute(query.where(*here))
    return {one: slug for source, slug in found for one in parts(source)}
