"""Named column types, and checks that several tables share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Dialect, Enum, ForeignKey, Integer, String
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from app.bibliography import messages

Id = Annotated[int, mapped_column(primary_key=True)]
UniqueText = Annotated[str, mapped_column(unique=True)]
PersonId = Annotated[int, mapped_column(ForeignKey("person.id", ondelete="CASCADE"))]
WorkId = Annotated[int, mapped_column(ForeignKey("work.id", ondelete="CASCADE"))]
TopicId = Annotated[int, mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))]
# Sorted by code points, as SQLite does, whatever PostgreSQL's language is.
SortKey = Annotated[str, mapped_column(String().with_variant(String(collation="C"), "postgresql"))]
PublicationId = Annotated[int, mapped_column(ForeignKey("publication.id", ondelete="CASCADE"))]
# Restoring or copying a site lets its count leap.
ChangeCount = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), default=0)]


class UtcDateTime(TypeDecorator[datetime]):
    """A time zone aware datetime in UTC; SQLite returns naive ones."""

    impl = SqlDateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC without an offset."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Add the UTC offset again."""
        return value.replace(tzinfo=UTC) if value else None


class MessageText(TypeDecorator[str]):
    """A sentence that every editor reads in her own language; plain text stays as it is."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Store how a message was made, not its words."""
        return None if value is None else messages.to_stored(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the message, or the plain text."""
        return None if value is None else messages.from_stored(value)


class MessageList(TypeDecorator[list[str]]):
    """A JSON column of such sentences."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> list[str]:
        """Store each of them."""
        return [messages.to_stored(one) for one in value or ()]

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> list[str]:
        """Return each of them."""
        return [messages.from_stored(one) for one in value or ()]


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def one_of(enum: type[StrEnum], name: str) -> Enum:
    """Return the type of a text column that the database restricts to the enum's values."""
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
    )


def not_blank(column: str) -> CheckConstraint:
    """Return a check that text is neither empty nor all spaces."""
    return CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_not_blank")


def http_address(column: str) -> CheckConstraint:
    """Return a check that a URL is http or https, not a script."""
    return CheckConstraint(
        f"{column} LIKE 'http://%' OR {column} LIKE 'https://%'", name=f"{column}_http"
    )
