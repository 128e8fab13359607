"""Publications: the versions of a work, with their authors, links and PDF files."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.bibliography import record
from app.bibliography.identifiers import ARXIV_LIKE, DOI_LIKE, OLD_ARXIV_LIKE
from app.bibliography.record import ContributorRole, LinkKind, PublicationType, Status
from app.database import Base
from app.models.columns import Id, PublicationId, WorkId, http_address, not_blank, one_of
from app.models.person import Person
from app.models.venue import Venue


class Publication(Base):
    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("work_id", "position"),
        not_blank("title"),
        not_blank("genre"),
        CheckConstraint("position >= 0", name="position_counts"),
        CheckConstraint("year BETWEEN 1500 AND 2200", name="year_range"),
        CheckConstraint("month BETWEEN 1 AND 12", name="month_range"),
        CheckConstraint("month IS NULL OR year IS NOT NULL", name="month_has_year"),
        CheckConstraint("day BETWEEN 1 AND 31", name="day_range"),
        CheckConstraint("day IS NULL OR month IS NOT NULL", name="day_has_month"),
        CheckConstraint(f"doi LIKE '{DOI_LIKE}' AND doi = lower(doi)", name="doi_shape"),
        CheckConstraint(
            f"arxiv_id LIKE '{ARXIV_LIKE}' OR arxiv_id LIKE '{OLD_ARXIV_LIKE}'", name="arxiv"
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    work_id: Mapped[WorkId]
    position: Mapped[int]
    type: Mapped[PublicationType] = mapped_column(one_of(PublicationType, "type"))
    genre: Mapped[str | None]
    status: Mapped[Status] = mapped_column(one_of(Status, "status"), default=Status.PUBLISHED)
    title: Mapped[str]
    abstract: Mapped[str | None]
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"), index=True)
    year: Mapped[int | None]
    month: Mapped[int | None]
    day: Mapped[int | None]
    volume: Mapped[str | None]
    issue: Mapped[str | None]
    pages: Mapped[str | None]
    publisher: Mapped[str | None]
    doi: Mapped[str | None] = mapped_column(unique=True)
    arxiv_id: Mapped[str | None] = mapped_column(index=True)
    isbn: Mapped[str | None]
    citation_key: Mapped[str | None]
    language: Mapped[str | None]
    source: Mapped[str | None]
    note: Mapped[str | None]

    # Rendered from the fields above on saving (services/catalog/stored_html.py).
    title_html: Mapped[str]
    title_text: Mapped[str]
    authors_html: Mapped[str]
    authors_short_html: Mapped[str | None]
    authors_hidden: Mapped[int] = mapped_column(default=0)
    abstract_html: Mapped[str | None]
    preview_html: Mapped[str | None]
    # For reference managers, in lists (bibliography/metadata/coins.py).
    coins: Mapped[str] = mapped_column(default="", server_default="")

    venue: Mapped[Venue | None] = relationship()
    authorships: Mapped[list["Authorship"]] = relationship(
        cascade="all, delete-orphan", order_by="Authorship.position"
    )
    links: Mapped[list["PublicationLink"]] = relationship(
        cascade="all, delete-orphan", order_by="PublicationLink.position"
    )
    files: Mapped[list["PublicationFile"]] = relationship(
        cascade="all, delete-orphan", order_by="PublicationFile.position"
    )

    @property
    def type_label(self) -> str:
        """What the publication is called."""
        return record.type_label(self.type, self.genre)


class Authorship(Base):
    __tablename__ = "authorship"
    __table_args__ = (not_blank("name_as_published"),)

    publication_id: Mapped[PublicationId] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    name_as_published: Mapped[str]
    is_corresponding: Mapped[bool] = mapped_column(default=False)
    equal_contribution: Mapped[bool] = mapped_column(default=False)
    role: Mapped[ContributorRole] = mapped_column(one_of(ContributorRole, "role"))

    person: Mapped[Person | None] = relationship(viewonly=True)

    def __init__(self, **values: Any) -> None:
        # A column's default comes with the INSERT, but author lines are rendered before it.
        super().__init__(**{"role": ContributorRole.AUTHOR, **values})


class PublicationLink(Base):
    __tablename__ = "publication_link"
    __table_args__ = (not_blank("label"), http_address("url"))

    publication_id: Mapped[PublicationId] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LinkKind] = mapped_column(one_of(LinkKind, "kind"))
    label: Mapped[str]
    url: Mapped[str]


class PdfContent(Base):
    """A PDF, stored once by its content hash, with what was read from it on upload.

    `first_page` is the text of its first page, or the beginning of it.
    """

    __tablename__ = "pdf_content"
    __table_args__ = (
        CheckConstraint("length(hash) = 64", name="hash_shape"),
        CheckConstraint("size > 0", name="size_counts"),
        CheckConstraint("pages > 0", name="pages_count"),
    )

    hash: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    pages: Mapped[int]
    first_page: Mapped[str] = mapped_column(default="")
    # Last and loaded only when needed: the database would read all of it to find what follows.
    content: Mapped[bytes] = mapped_column(deferred=True)


class PublicationFile(Base):
    """A PDF of a publication; its `name` is unique among all versions of the work.

    The database holds that only within the publication, since versions move between works.
    """

    __tablename__ = "publication_file"
    __table_args__ = (
        UniqueConstraint("publication_id", "name"),
        CheckConstraint("length(name) BETWEEN 1 AND 80", name="name_length"),
        CheckConstraint(
            "name = lower(name) AND name NOT LIKE '%/%' AND name NOT LIKE '%.%'", name="name_shape"
        ),
    )

    publication_id: Mapped[PublicationId] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    hash: Mapped[str] = mapped_column(ForeignKey("pdf_content.hash"), index=True)

    stored: Mapped[PdfContent] = relationship()


# The columns that are also fields of Record, in table order.
FIELDS = tuple(
    column.key for column in Publication.__table__.columns if column.key in record.FIELDS
)
