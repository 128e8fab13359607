"""What was given to be imported, kept in pieces: the database holds each row in memory whole."""

from sqlalchemy import func, insert, select

from app.database import db
from app.models import ImportContent

PIECE = 1024 * 1024


def keep(batch_id: int, content: bytes) -> None:
    """Keep what an import was given, without a commit."""
    for position, start in enumerate(range(0, len(content), PIECE)):
        piece = content[start : start + PIECE]
        row = {"batch_id": batch_id, "position": position, "piece": piece}
        db.session.execute(insert(ImportContent), [row])


def read(batch_id: int) -> bytes:
    """Return all that an import was given."""
    pieces = select(ImportContent.piece).where(ImportContent.batch_id == batch_id)
    return b"".join(db.session.scalars(pieces.order_by(ImportContent.position)))


def size(batch_id: int) -> int:
    """Return how many bytes an import was given."""
    sizes = select(func.sum(func.length(ImportContent.piece)))
    return db.session.scalar(sizes.where(ImportContent.batch_id == batch_id)) or 0
