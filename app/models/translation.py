"""The texts of records in the site's other languages.

Each row is one field of one record in one language. What the record's own columns hold is in
`Profile.text_language`; the title and abstract of a publication in the publication's language.
"""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from app.database import Base
from app.models.columns import not_blank

PROFILE_FIELDS = ("position_title", "affiliation", "memberships", "biography")
TOPIC_FIELDS = ("name",)
SUPERVISION_FIELDS = ("level", "institution", "project", "next_position")
SECTION_FIELDS = ("name",)
ENTRY_FIELDS = ("what", "where", "note")
PUBLICATION_FIELDS = ("title", "abstract", "note")


class Translated:
    """The columns of a table of translations; `html` is rendered from the text on saving."""

    language: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    html: Mapped[str] = mapped_column(default="")


def _record_of(table: str) -> MappedColumn[int]:
    record = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return mapped_column(record, primary_key=True, sort_order=-1)


def _checks(fields: tuple[str, ...]) -> tuple[CheckConstraint, ...]:
    names = ", ".join(f"'{field}'" for field in fields)
    return (
        not_blank("text"),
        CheckConstraint(f"field IN ({names})", name="field_known"),
        CheckConstraint("length(language) BETWEEN 2 AND 12", name="language_shape"),
    )


class ProfileTranslation(Translated, Base):
    __tablename__ = "profile_translation"
    __table_args__ = _checks(PROFILE_FIELDS)

    record_id: Mapped[int] = _record_of("profile")


class TopicTranslation(Translated, Base):
    __tablename__ = "topic_translation"
    __table_args__ = (*_checks(TOPIC_FIELDS), UniqueConstraint("language", "text"))

    record_id: Mapped[int] = _record_of("topic")


class SupervisionTranslation(Translated, Base):
    __tablename__ = "supervision_translation"
    __table_args__ = _checks(SUPERVISION_FIELDS)

    record_id: Mapped[int] = _record_of("supervision")


class SectionTranslation(Translated, Base):
    __tablename__ = "section_translation"
    __table_args__ = (*_checks(SECTION_FIELDS), UniqueConstraint("language", "text"))

    record_id: Mapped[int] = _record_of("section")


class EntryTranslation(Translated, Base):
    __tablename__ = "section_entry_translation"
    __table_args__ = _checks(ENTRY_FIELDS)

    record_id: Mapped[int] = _record_of("section_entry")


class PublicationTranslation(Translated, Base):
    __tablename__ = "publication_translation"
    __table_args__ = _checks(PUBLICATION_FIELDS)

    record_id: Mapped[int] = _record_of("publication")
