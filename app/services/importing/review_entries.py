"""The entries of the preview, read with a fixed number of statements."""

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
from app.services.catalog import cards, version_order
from app.services.catalog import owner as catalog_owner
from app.services.editing import declined
from app.services.history import diffs
from app.services.history.diffs import DiffPiece
from app.services.importing import choices, outcomes, wording
from app.services.importing.choices import EXISTING_VERSION
from app.services.importing.matching import diff
from app.services.importing.outcomes import ImportEffect, ImportOutcome
from app.services.importing.wording import TranslatedText
from app.translations.text import gettext as _
from app.translations.text import ngettext, translated

AUTHORS = 12
VERY_SIMILAR = 95


@dataclass(frozen=True)
class RelatedWork:
    """What an entry belongs to or resembles: a work on the site, or an earlier entry."""

    title: str
    title_html: str
    facts: str
    slug: str = ""
    line: int | None = None


@dataclass(frozen=True)
class FieldComparison:
    """Both values of a field; `is_taken` if the entry's will be used.

    `reason` says why it is not selected by default.
    """

    field: str
    label: str
    current: list[DiffPiece]
    incoming: list[DiffPiece]
    reason: str
    is_taken: bool


@dataclass(frozen=True)
class ReviewEntry:
    """An entry with everything that the preview shows about it. HTML fields are safe."""

    item: ImportItem
    record: Record | None
    title_html: str
    authors_html: str
    related_work: RelatedWork | None
    comparisons: list[FieldComparison]
    offered: Sequence[Decision]
    outcome: ImportOutcome
    reassignment: str = ""
    # When and why it was declined before.
    declined: str = ""
    new_slug: str = ""

    @property
    def translations(self) -> list[TranslatedText]:
        """The texts in other languages, unless they are among the compared fields."""
        return wording.translated_texts(self.record) if self.record and not self.comparisons else []

    @property
    def has_short_venue(self) -> bool:
        """Whether the name of the venue is a short one, such as "ICLR"."""
        return cards.is_short(None, self.record.venue if self.record else None)

    @property
    def is_very_similar(self) -> bool:
        """Whether it closely resembles the related work."""
        return (self.item.score or 0) >= VERY_SIMILAR

    @property
    def is_duplicate(self) -> bool:
        """Whether it describes the same version as an earlier entry of its file."""
        return self.item.duplicate_of is not None and self.item.state in EXISTING_VERSION


class ReviewContext(NamedTuple):
    """Data read once for all entries of a page."""

    works: Mapping[int, RelatedWork]
    earlier_entries: Mapping[int, RelatedWork]
    owner: catalog_owner.Owner | None
    declined: Mapping[int, str]


def review_entries(
    items: Sequence[ImportItem], revision_id: int | None = None
) -> list[ReviewEntry]:
    """Return entries for the preview, with the works that a revision made of them."""
    effects = outcomes.import_effects(items)
    context = ReviewContext(
        related_works(items),
        earlier_entries(items, effects),
        catalog_owner.owner(),
        declined.reasons(item.declined_id for item in items),
    )
    new_slugs = _new_slugs(items, revision_id)
    return [
        _entry(item, effect, context, new_slugs.get(item.source, ""))
        for item, effect in zip(items, effects, strict=True)
    ]


def _entry(
    item: ImportItem, effect: ImportEffect, context: ReviewContext, new_slug: str
) -> ReviewEntry:
    record = msgspec.json.decode(item.record, type=Record) if item.record else None
    work = context.works.get(item.work_id or 0)
    position = -1 if item.duplicate_of is None else item.duplicate_of
    earlier = context.earlier_entries.get(position)
    return ReviewEntry(
        item=item,
        record=record,
        title_html=_html(record.title) if record else str(escape(item.title)),
        authors_html=_authors(record, context.owner) if record else "",
        # It is compared with the earlier entry, even though its work is on the site.
        related_work=earlier or work if item.state in EXISTING_VERSION else work or earlier,
        comparisons=field_comparisons(item),
        offered=choices.offered(item),
        outcome=effect.outcome,
        reassignment=_reassignment(item, effect, context.earlier_entries),
        declined=context.declined.get(item.declined_id or 0, ""),
        new_slug=new_slug,
    )


def _reassignment(
    item: ImportItem, effect: ImportEffect, earlier_entries: Mapping[int, RelatedWork]
) -> str:
    if effect.reassigned_to is None or item.duplicate_of is None:
        return ""
    is_own_work = effect.reassigned_to == item.position
    new_line = None if is_own_work else earlier_entries[effect.reassigned_to].line
    return wording.reassignment(earlier_entries[item.duplicate_of].line or 0, new_line)


def _authors(record: Record, owner: catalog_owner.Owner | None) -> str:
    names = [author.name for author in record.makers]
    owner_position = owner.position(names) if owner else None
    shown = [
        Markup("<strong>{}</strong>").format(Markup(_html(name)))
        if n == owner_position
        else Markup(_html(name))
        for n, name in enumerate(names)
        if n < AUTHORS or n == owner_position
    ]
    left = len(names) - len(shown)
    more = ngettext(", … %(num)s more", ", … %(num)s more", left) if left else ""
    return str(Markup(", ").join(shown) + more)


def _html(source: str) -> str:
    return latex.to_html(source, links=False) or str(escape(source))


def _new_slugs(items: Sequence[ImportItem], revision_id: int | None) -> dict[str, str]:
    """Return the addresses of the works created from these entries, by raw entry."""
    if revision_id is None:
        return {}
    sources = [item.source for item in items]
    of = RevisionItem
    query = select(Publication.source, Work.slug).join(Work, Work.id == Publication.work_id)
    query = query.join(of, (of.record_id == Work.id) & (of.noun == Noun.WORK))
    # A version imported from several entries stores all of them.
    source = Publication.source
    here = of.revision_id == revision_id, or_(source.in_(sources), source.contains(SEPARATOR))
    found = db.session.execute(query.where(*here))
    return {one: slug for source, slug in found for one in raw_parts(source)}


def related_works(items: Iterable[ImportItem]) -> dict[int, RelatedWork]:
    """Return the works on the site that these entries belong to, by id."""
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


def earlier_entries(
    items: Sequence[ImportItem], effects: Iterable[ImportEffect]
) -> dict[int, RelatedWork]:
    """Return the earlier entries that these belong to or are reassigned to, by position."""
    named = [*(item.duplicate_of for item in items), *(effect.reassigned_to for effect in effects)]
    positions = {position for position in named if position is not None}
    if not positions:
        return {}
    of = ImportItem
    here = of.batch_id == items[0].batch_id, of.position.in_(positions)
    found = db.session.execute(select(of.position, of.title, of.line).where(*here))
    return {
        position: RelatedWork(title, str(escape(title)), facts="", line=line)
        for position, title, line in found
    }


SOURCES = {"title", "abstract", "note"}


def field_comparisons(item: ImportItem) -> list[FieldComparison]:
    """Return the fields in which an entry differs from the version that it describes."""
    return [_comparison(difference, item) for difference in item.differences]


def _comparison(difference: Difference, item: ImportItem) -> FieldComparison:
    name = difference.field
    current, incoming = _names(difference) if name == "authors" else _texts(name, difference)
    return FieldComparison(
        field=name,
        label=wording.field_label(name),
        current=current,
        incoming=incoming,
        reason="" if diff.is_taken(difference) else _reason(difference, item),
        is_taken=name in item.fields,
    )


def _reason(difference: Difference, item: ImportItem) -> str:
    if difference.edited_locally:
        return _("edited on your site")
    theirs = _("other source: yours is kept")
    return theirs if item.publication_id else _("the earlier one is kept")


def _texts(name: str, difference: Difference) -> tuple[list[DiffPiece], list[DiffPiece]]:
    current, incoming = _readable(name, difference.current), _readable(name, difference.incoming)
    pieces = diffs.of_texts(current, incoming) if current else []
    return (
        [piece for piece in pieces if piece.kind != "ins"] or _whole(current),
        [piece for piece in pieces if piece.kind != "del"] or _whole(incoming),
    )


def _names(difference: Difference) -> tuple[list[DiffPiece], list[DiffPiece]]:
    """Compare authors name by name, so that separating commas are no differences."""
    current, incoming = (
        [*map(_author, getattr(difference, side) or ())] for side in ("current", "incoming")
    )
    pieces = (
        diffs.of_lists(current, incoming) if current else [DiffPiece("same", ", ".join(incoming))]
    )
    return _listed(pieces if current else [], "ins"), _listed(pieces, "del")


def _listed(pieces: list[DiffPiece], without: str) -> list[DiffPiece]:
    side = [piece for piece in pieces if piece.kind != without]
    return [*(replace(piece, text=f"{piece.text},") for piece in side[:-1]), *side[-1:]]


def _whole(text: str) -> list[DiffPiece]:
    return [DiffPiece("same", text[: diffs.LONGEST])] if text else []


def _readable(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "links":
        return "\n".join(link["url"] for link in value)
    if name == "type":
        return translated(PublicationType(value).label)
    # The raw value, if it consists of markup alone.
    is_source = name.partition(".")[0] in SOURCES
    return latex.to_text(value) or value if is_source else str(value)


def _author(author: Any) -> str:
    name = author["name"] if isinstance(author, dict) else author
    return latex.to_text(name) or name
