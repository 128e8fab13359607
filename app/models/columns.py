"""Column types by name, and the checks that several tables share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import CheckConstraint, Dialect, Enum, ForeignKey
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

Id = Annotated[int, mapped_column(primary_key=True)]
UniqueText = Annotated[str, mapped_column(unique=True)]
PersonId = Annotated[int, mapped_column(ForeignKey("person.id", ondelete="CASCADE"))]
WorkId = Annotated[int, mapped_column(ForeignKey("work.id", ondelete="CASCADE"))]
TopicId = Annotated[int, mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))]
PublicationId = Annotated[int, mapped_column(ForeignKey("publication.id", ondelete="CASCADE"))]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware of it: SQLite gives back naive ones."""

    impl = SqlDateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC without an offset."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the offset back."""
        return value.replace(tzinfo=UTC) if value else None


def now() -> datetime:
    """Return the current moment in UTC."""
    return datetime.now(UTC)


def one_of(enum: type[StrEnum], name: str) -> Enum:
    """Return a text column's type that the database holds to the enum's values."""
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )


def not_blank(column: str) -> CheckConstraint:
    """Refuse text that is empty or all spaces."""
    return CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_not_blank")


def http_address(column: str) -> CheckConstraint:
    """Refuse links that a browser would run instead of open."""
    return CheckConstraint(
        f"{column} LIKE 'http://%' OR {column} LIKE 'https://%'", name=f"{column}_http"
    )
