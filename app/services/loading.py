"""Loading a profile document into the site: all of it or nothing."""

from dataclasses import dataclass

from sqlalchemy import delete

from app.bibliography.document import Document, DocumentError
from app.database import Base, db
from app.models import Site
from app.services import changes, loading_people, loading_supervisions, loading_works, profile


@dataclass(frozen=True)
class Loaded:
    """What a load did with the document's records, and whether it wrote anything at all."""

    records: int
    works: int
    added: int
    completed: int
    kept: int
    wrote: bool


def load(document: Document, *, replace: bool = False, portrait: bytes | None = None) -> Loaded:
    """Add what the site does not have yet; with `replace`, start over with the document alone.

    What the site has is never overwritten. `portrait` is the content of the picture that the
    document names. Raises DocumentError for another person's document or an unusable picture.
    """
    with db.session.no_autoflush:
        if replace:
            _clear()
        else:
            _refuse_another_person(document)
        owner_id = loading_people.apply(document.profile, portrait)
        loading_supervisions.apply(document.people, owner_id)
        wrote = replace or _pending()
        counts = loading_works.apply(document, owner_id)
        wrote = wrote or counts.added + counts.completed > 0 or _pending()
    if wrote:
        changes.commit()
    else:
        db.session.rollback()
    return Loaded(len(document.publications), *counts, wrote)


def is_new() -> bool:
    """Tell whether nothing was ever written to this site."""
    count = changes.count()
    # Whoever asks goes on to ask a person, or to serve: not with the one write lock in hand.
    db.session.rollback()
    return count == 0


def _pending() -> bool:
    return bool(db.session.new) or any(map(db.session.is_modified, db.session.dirty))


def _clear() -> None:
    for table in reversed(Base.metadata.sorted_tables):
        if table.name != Site.__tablename__:
            db.session.execute(delete(table))
    db.session.expunge_all()


def _refuse_another_person(document: Document) -> None:
    if loading_people.is_owner(document.profile.name) is False:
        present = profile.owner_name()
        raise DocumentError(
            f"profile.name: this site is {present}'s and the document is {document.profile.name}'s;"
            " --replace starts over with the document"
        )
