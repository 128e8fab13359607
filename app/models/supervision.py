"""Supervisions of students and collaborators, with or without a published name."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.bibliography.messages import message
from app.database import Base
from app.models.columns import Id, one_of
from app.models.person import Person


class SupervisorRole(StrEnum):
    PRINCIPAL = "principal"
    CO = "co"

    @property
    def label(self) -> str:
        """The name of the role in the interface."""
        return ROLE_LABELS[self]


ROLE_LABELS = {
    SupervisorRole.PRINCIPAL: message("Principal supervisor"),
    SupervisorRole.CO: message("Co-supervisor"),
}


class Supervision(Base):
    """A supervision; `student_id` is empty if the name is not published."""

    __tablename__ = "supervision"
    __table_args__ = (
        CheckConstraint("ended_on >= started_on", name="ends_after_start"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    student_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    level: Mapped[str | None]
    institution: Mapped[str | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    project: Mapped[str | None]
    next_position: Mapped[str | None]

    student: Mapped[Person | None] = relationship()
    supervisors: Mapped[list["SupervisionSupervisor"]] = relationship(
        cascade="all, delete-orphan", order_by="SupervisionSupervisor.position"
    )


class SupervisionSupervisor(Base):
    __tablename__ = "supervision_supervisor"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) != (name IS NULL)", name="person_or_name"),
    )

    supervision_id: Mapped[int] = mapped_column(
        ForeignKey("supervision.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str | None]
    role: Mapped[SupervisorRole] = mapped_column(one_of(SupervisorRole, "role"))
