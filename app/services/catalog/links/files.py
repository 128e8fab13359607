"""The PDF files of works, as they are served."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, LargeBinary, func, select

from app.database import db
from app.database.transactions import connect_to_read
from app.models import PdfContent, Publication, PublicationFile, Work
from app.services.catalog import search

# What is read of a file at a time: memory holds only this of what a client downloads.
PIECE = 256 * 1024


class ServedFile(NamedTuple):
    """A file at its address; a change of the work changes `changed_at`."""

    hash: str
    size: int
    changed_at: datetime


def served_file(slug: str, name: str, *, drafts: bool) -> ServedFile | None:
    """Return the file of a work by its name, or None; that of a draft only if `drafts`."""
    found = (
        select(PublicationFile.hash, PdfContent.size, Work.updated_at)
        .join(PdfContent, PdfContent.hash == PublicationFile.hash)
        .join(Publication, Publication.id == PublicationFile.publication_id)
        .join(Work, Work.id == Publication.work_id)
        .where(Work.slug == slug, PublicationFile.name == name, search.visible_condition(drafts))
        .order_by(Publication.position)
        .limit(1)
    )
    row = db.session.execute(found).one_or_none()
    return ServedFile(*row) if row else None


def is_ambiguous(slug: str, name: str) -> bool:
    """Return whether a work has a file of this name with a number, as a join adds one."""
    names = select(PublicationFile.name).join(Publication).join(Work).where(Work.slug == slug)
    return any(re.fullmatch(rf"{re.escape(name)}-\d+", one) for one in db.session.scalars(names))


def read_pieces(digest: str, start: int, stop: int) -> Iterator[bytes]:
    """Return a part of a file, piece by piece, each read in a transaction of its own.

    Clients may take minutes for all of it, and nothing may be locked for as long.
    """
    # Now: the application's context ends before the first piece is read.
    return _pieces(db.engine, digest, start, stop)


def _pieces(engine: Engine, digest: str, start: int, stop: int) -> Iterator[bytes]:
    for at in range(start, stop, PIECE):
        length = min(PIECE, stop - at)
        part = func.substr(PdfContent.content, at + 1, length, type_=LargeBinary)
        with connect_to_read(engine) as connection:
            piece = connection.scalar(select(part).where(PdfContent.hash == digest))
        # Deleted permanently meanwhile, the rest is missing; its length tells the client.
        if not piece:
            return
        yield bytes(piece)
