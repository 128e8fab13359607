"""People: the owner, students, supervisors, known co-authors; and the names they publish under."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.bibliography.identifiers import ORCID_LIKE
from app.database import Base
from app.models.columns import Id, PersonId, UniqueText, http_address, not_blank


class Person(Base):
    """A person; `name` is the full name as shown, in whichever order its parts come."""

    __tablename__ = "person"
    __table_args__ = (
        not_blank("name"),
        not_blank("family_name"),
        http_address("url"),
        CheckConstraint(f"orcid LIKE '{ORCID_LIKE}'", name="orcid_shape"),
        # Ids are never reused, since history and the trash refer to records by id.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    slug: Mapped[UniqueText]
    name: Mapped[str]
    given_name: Mapped[str] = mapped_column(default="")
    family_name: Mapped[str]
    orcid: Mapped[str | None] = mapped_column(unique=True)
    url: Mapped[str | None]

    names: Mapped[list["PersonName"]] = relationship(cascade="all, delete-orphan")


class PersonName(Base):
    """Another name used in publications, such as "D. Krueger"."""

    __tablename__ = "person_name"
    __table_args__ = (not_blank("name"),)

    person_id: Mapped[PersonId] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
