"""Sections of dated entries on the page and in the CV: positions, awards, talks, news and more."""

from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.bibliography.document.sections import Placement, SectionKind
from app.database import Base
from app.models.columns import Id, UniqueText, http_address, not_blank, one_of

# A date whose month and day are optional: "2024", "2024-09", "2024-09-30". Compared by code points.
PartialDate = Annotated[
    str, mapped_column(String(10).with_variant(String(10, collation="C"), "postgresql"))
]


YEAR = "____"
SHAPES = (YEAR, f"{YEAR}-__", f"{YEAR}-__-__")


class Section(Base):
    """A section; `lists_talks` adds the talks among the works to its entries."""

    __tablename__ = "section"
    __table_args__ = (
        not_blank("name"),
        CheckConstraint("kind = 'talks' OR NOT lists_talks", name="only_talks_list_talks"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    slug: Mapped[UniqueText]
    name: Mapped[UniqueText]
    kind: Mapped[SectionKind] = mapped_column(one_of(SectionKind, "kind"))
    position: Mapped[int] = mapped_column(default=0)
    lists_talks: Mapped[bool] = mapped_column(default=False)


def _partial_date(column: str) -> CheckConstraint:
    """Return a check that a text looks like a date, of digits and hyphens."""
    shapes = " OR ".join(f"{column} LIKE '{shape}'" for shape in SHAPES)
    has_only = f"length(trim({column}, '0123456789-')) = 0"
    return CheckConstraint(f"({shapes}) AND {has_only}", name=f"{column}_shape")


class SectionEntry(Base):
    """A dated entry; `position` orders those of the same dates."""

    __tablename__ = "section_entry"
    __table_args__ = (
        not_blank("what"),
        http_address("url"),
        _partial_date("started_on"),
        _partial_date("ended_on"),
        CheckConstraint(
            "ended_on >= substr(started_on, 1, length(ended_on))", name="ends_after_start"
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    section_id: Mapped[int] = mapped_column(
        ForeignKey("section.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    started_on: Mapped[PartialDate | None]
    ended_on: Mapped[PartialDate | None]
    what: Mapped[str]
    where: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    # Rendered from the note on saving (services/catalog/biography.py).
    note_html: Mapped[str] = mapped_column(default="")
    url: Mapped[str | None]
    work_id: Mapped[int | None] = mapped_column(
        ForeignKey("work.id", ondelete="SET NULL"), index=True
    )
    placement: Mapped[Placement] = mapped_column(
        one_of(Placement, "placement"), default=Placement.BOTH
    )
