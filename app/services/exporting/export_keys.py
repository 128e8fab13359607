"""Citation keys that stay the same in every export: alone, in a filtered list, in the whole."""

from collections.abc import Mapping

from sqlalchemy import and_, select

from app.bibliography import citation_keys
from app.bibliography.record import Record
from app.database import db
from app.models import Authorship, Publication
from app.services.changes import remembered_whole


@remembered_whole
def of_publications(_changes: int) -> Mapping[int, str]:
    """Return every publication's key: its own, or one made of its author, year and title.

    Drafts have theirs too, so that publishing one changes no other's.
    """
    first = and_(Authorship.publication_id == Publication.id, Authorship.position == 0)
    rows = db.session.execute(
        select(Publication.id, Publication.title, Publication.year, Publication.citation_key,
               Authorship.name_as_published)
        .outerjoin(Authorship, first)
        .order_by(Publication.id)
    ).all()  # fmt: skip
    described = [
        Record(title=title, year=year, citation_key=key, authors=(name,) if name else ())
        for _, title, year, key, name in rows
    ]
    ids = (row.id for row in rows)
    return dict(zip(ids, citation_keys.unique(described), strict=True))
