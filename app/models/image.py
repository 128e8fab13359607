"""Images, stored by content hash, so that the content of a URL never changes."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Image(Base):
    __tablename__ = "image"
    __table_args__ = (
        CheckConstraint("length(hash) = 64", name="hash_shape"),
        CheckConstraint("mimetype IN ('image/avif', 'image/jpeg')", name="mimetype"),
    )

    hash: Mapped[str] = mapped_column(primary_key=True)
    mimetype: Mapped[str]
    content: Mapped[bytes]
