"""Citation keys that stay the same in every export: alone, in a filtered list, in the whole."""

from collections.abc import Mapping

from flask import current_app
from sqlalchemy import and_, select

from app.bibliography import citation_keys
from app.bibliography.record import Record
from app.database import db
from app.models import Authorship, Publication
from app.services import changes

PLACE = "app.services.export_keys"


def of_publications() -> Mapping[int, str]:
    """Return every publication's key: its own, or one made of its author, year and title.

    Drafts have theirs too, so that publishing one changes no other's.
    """
    count = changes.count()
    # Only the latest is kept: the keys of thousands of works, once for each change, would add up.
    kept: dict[int, dict[int, str]] = current_app.extensions.setdefault(PLACE, {})
    keys = kept.get(count)
    if keys is None:
        keys = _read()
        kept.clear()
        kept[count] = keys
    return keys


def _read() -> dict[int, str]:
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
