"""What the list is filtered by, derived from works when they are saved (services/catalog/listing).

A work's year, type, status and links are one row, shared by all works that agree in them: to count
works by group takes the database a tenth of the time that it takes to read each work.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.bibliography.record import LinkKind, PublicationType, Status
from app.database import Base
from app.models.columns import Id, UniqueText, not_blank, one_of

# Stored in the database: new kinds come last.
LINK_KINDS = tuple(LinkKind)


def link_bit(kind: LinkKind) -> int:
    """Return the bit of `FacetGroup.links` that stands for a kind of link."""
    return 1 << LINK_KINDS.index(kind)


class FacetGroup(Base):
    """The works of a year (0 for none), a type and a status, with links of the same kinds.

    Year, type and status are those of the version shown. Each bit of `links` stands for a kind
    that any of the versions has.
    """

    __tablename__ = "facet_group"
    __table_args__ = (
        UniqueConstraint("year", "type", "status", "links"),
        CheckConstraint("links >= 0", name="links_are_bits"),
    )

    id: Mapped[Id]
    year: Mapped[int]
    type: Mapped[PublicationType] = mapped_column(one_of(PublicationType, "type"))
    status: Mapped[Status] = mapped_column(one_of(Status, "status"))
    links: Mapped[int]


class Coauthor(Base):
    """A co-author: a known person, or all who publish under a name; the owner is none.

    The slug is the person's, or made from the name.
    """

    __tablename__ = "coauthor"
    __table_args__ = (not_blank("name"),)

    id: Mapped[Id]
    slug: Mapped[UniqueText]
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), unique=True
    )
    # The published works, so that a list of all need not count them.
    works: Mapped[int] = mapped_column(default=0, server_default="0")


Index("ix_coauthor_works", Coauthor.works.desc(), Coauthor.id)


class WorkFacets(Base):
    """The ids of a work's group, topics and co-authors, the latter two as "1,2" or NULL.

    To count many works, the database joins these texts: a third of the time that it takes to
    group the rows of `work_topic` and `work_coauthor`. No foreign key: what a deleted work had
    is to be counted again.
    """

    __tablename__ = "work_facets"

    work_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group_id: Mapped[int] = mapped_column(index=True)
    topics: Mapped[str | None]
    coauthors: Mapped[str | None]


# The co-authors of the version shown.
work_coauthor = Table(
    "work_coauthor",
    Base.metadata,
    Column("work_id", ForeignKey("work.id", ondelete="CASCADE"), primary_key=True),
    Column("coauthor_id", ForeignKey("coauthor.id", ondelete="CASCADE"), primary_key=True),
    # The other direction of the primary key: the works of an author.
    Index("ix_work_coauthor_coauthor_id", "coauthor_id", "work_id"),
)
