"""Entries as their preview shows them, read in as many statements as one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup, escape
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.bibliography import latex
from app.bibliography.raw import SEPARATOR, raw_parts
from app.bibliography.record import PublicationType, Record
from app.database import db
from app.models import Decision, Difference, ImportItem, Noun, Publication, RevisionItem, Work
from app.services.catalog import owner as catalog_owner
from app.services.catalog import version_order
from app.services.history import diffs
from app.services.history.diffs import DiffPiece
from app.services.history.wording import LABELS
from app.services.importing import choices, outcomes, wording
from app.services.importing.choices import TOLD_AGAIN
from app.services.importing.matching import diff
from app.services.importing.outcomes import ImportEffect, ImportOutcome

AUTHORS = 12
VERY_ALIKE = 95


@dataclass(frozen=True)
class RelatedWork:
    """What an entry belongs to or looks like: a work of the site, or an entry of its file."""

    title: str
    title_html: str
    facts: str
    slug: str = ""
    line: int | None = None


@dataclass(frozen=True)
class FieldComparison:
    """A field with both texts; `is_taken` where the entry's is to replace or complete hers.

    `why` says why it is not, unless she says otherwise.
    """

    field: str
    label: str
    hers: list[DiffPiece]
    theirs: list[DiffPiece]
    why: str
    is_taken: bool


@dataclass(frozen=True)
class ReviewEntry:
    """An entry with all that its preview says of it. HTML fields are safe."""

    item: ImportItem
    record: Record | None
    title_html: str
    authors_html: str
    other: RelatedWork | None
    lines: list[FieldComparison]
    offered: Sequence[Decision]
    outcome: ImportOutcome
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


class ReviewContext(NamedTuple):
    """What is read once for all entries of a page."""

    works: Mapping[int, RelatedWork]
    leaders: Mapping[int, RelatedWork]
    owner: catalog_owner.Owner | None


def review_entries(
    items: Sequence[ImportItem], revision_id: int | None = None
) -> list[ReviewEntry]:
    """Return entries to be shown; with the works that a revision made of them."""
    fates = outcomes.import_effects(items)
    around = ReviewContext(related_works(items), leaders(items, fates), catalog_owner.owner())
    made = _made(items, revision_id)
    return [
        _entry(item, fate, around, made.get(item.source, ""))
        for item, fate in zip(items, fates, strict=True)
    ]


def _entry(item: ImportItem, fate: ImportEffect, around: ReviewContext, made: str) -> ReviewEntry:
    record = msgspec.json.decode(item.record, type=Record) if item.record else None
    work = around.works.get(item.work_id or 0)
    leader = around.leaders.get(-1 if item.leader is None else item.leader)
    return ReviewEntry(
        item=item,
        record=record,
        title_html=_html(record.title) if record else str(escape(item.title)),
        authors_html=_authors(record, around.owner) if record else "",
        # What it is compared with stands in the file, though its work is on the site.
        other=leader or work if item.state in TOLD_AGAIN else work or leader,
        lines=field_comparisons(item),
        offered=choices.OFFERED[item.state],
        outcome=fate.outcome,
        instead=_instead(item, fate, around.leaders),
        made=made,
    )


def _instead(item: ImportItem, fate: ImportEffect, leaders: Mapping[int, RelatedWork]) -> str:
    if fate.follows is None or item.leader is None:
        return ""
    follows = None if fate.follows == item.position else leaders[fate.follows].line
    return wording.instead(leaders[item.leader].line or 0, follows)


def _authors(record: Record, owner: catalog_owner.Owner | None) -> str:
    names = [author.name for author in record.people]
    hers = owner.position(names) if owner else None
    said = [
        Markup("<strong>{}</strong>").format(Markup(_html(name)))
        if n == hers
        else Markup(_html(name))
        for n, name in enumerate(names)
        if n < AUTHORS or n == hers
    ]
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
    return {one: slug for source, slug in found for one in raw_parts(source)}


def related_works(items: Iterable[ImportItem]) -> dict[int, RelatedWork]:
    """Return the works of the site that these belong to, by id."""
    ids = {item.work_id for item in items if item.work_id}
    if not ids:
        return {}
    query = select(Work.slug, Publication).join(Publication, Publication.work_id == Work.id)
    first = query.where(Work.id.in_(ids), Publication.position == 0)
    found = db.session.execute(first.options(joinedload(Publication.venue)))
    return {
        one.work_id: RelatedWork(
            one.title_text, one.title_html, version_order.version_label(one), slug
        )
        for slug, one in found
    }


def leaders(items: Sequence[ImportItem], fates: Iterable[ImportEffect]) -> dict[int, RelatedWork]:
    """Return the earlier entries that these belong to, or follow instead, by position."""
    named = [*(item.leader for item in items), *(fate.follows for fate in fates)]
    positions = {position for position in named if position is not None}
    if not positions:
        return {}
    of = ImportItem
    here = of.batch_id == items[0].batch_id, of.position.in_(positions)
    found = db.session.execute(select(of.position, of.title, of.line).where(*here))
    return {
        position: RelatedWork(
            title, str(escape(title)), f"line {line:,} of the same file", line=line
        )
        for position, title, line in found
    }


SOURCES = {"title", "abstract", "note"}


def field_comparisons(item: ImportItem) -> list[FieldComparison]:
    """Return the fields in which an entry differs from the version that it tells of."""
    return [_line(difference, item) for difference in item.differences]


def _line(difference: Difference, item: ImportItem) -> FieldComparison:
    name = difference["field"]
    hers, theirs = _names(difference) if name == "authors" else _texts(name, difference)
    return FieldComparison(
        field=name,
        label=LABELS.get(name) or name.capitalize(),
        hers=hers,
        theirs=theirs,
        why="" if diff.is_taken(difference) else _why(difference, item),
        is_taken=name in item.fields,
    )


def _why(difference: Difference, item: ImportItem) -> str:
    if difference["by_hand"]:
        return "yours, edited by hand"
    return "another source: yours stays" if item.publication_id else "the earlier one stays"


def _texts(name: str, difference: Difference) -> tuple[list[DiffPiece], list[DiffPiece]]:
    hers, theirs = _words(name, difference["hers"]), _words(name, difference["theirs"])
    pieces = diffs.of_texts(hers, theirs) if hers else []
    return (
        [piece for piece in pieces if piece.kind != "ins"] or _whole(hers),
        [piece for piece in pieces if piece.kind != "del"] or _whole(theirs),
    )


def _names(difference: Difference) -> tuple[list[DiffPiece], list[DiffPiece]]:
    """Name by name: that a comma follows one is no difference."""
    hers, theirs = ([*map(_author, difference[side] or ())] for side in ("hers", "theirs"))
    pieces = diffs.of_lists(hers, theirs) if hers else [DiffPiece("same", ", ".join(theirs))]
    return _listed(pieces if hers else [], "ins"), _listed(pieces, "del")


def _listed(pieces: list[DiffPiece], without: str) -> list[DiffPiece]:
    side = [piece for piece in pieces if piece.kind != without]
    return [*(replace(piece, text=f"{piece.text},") for piece in side[:-1]), *side[-1:]]


def _whole(text: str) -> list[DiffPiece]:
    return [DiffPiece("same", text[: diffs.LONGEST])] if text else []


def _words(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "links":
        return "\n".join(link["url"] for link in value)
    if name == "type":
        return PublicationType(value).label
    # Raw, where markup is all that differs.
    return latex.to_text(value) or value if name in SOURCES else str(value)


def _author(author: Any) -> str:
    name = author["name"] if isinstance(author, dict) else author
    return latex.to_text(name) or name
