"""Loading a profile document into the site: all of it or nothing."""

from dataclasses import dataclass

from sqlalchemy import delete

from app.bibliography.document import Document, DocumentError
from app.database import Base, db
from app.models import Action
from app.services import (
    changes,
    loading_people,
    loading_supervisions,
    loading_works,
    profile,
    revisions,
    topics,
)
from app.services.editors import TERMINAL

# Starting over leaves who may edit, what was done, and what history may bring back.
KEPT = {
    "account", "account_session", "image", "import_batch", "import_content", "import_item",
    "invitation", "kept_apart", "revision", "revision_item", "sign_in_attempt", "site",
}  # fmt: skip


@dataclass(frozen=True)
class Loaded:
    """What a load did with the document's records, and whether it wrote anything at all."""

    records: int
    works: int
    added: int
    completed: int
    kept: int
    wrote: bool


def load(
    document: Document, *, replace: bool = False, portrait: bytes | None = None, title: str = ""
) -> Loaded:
    """Add what the site does not have yet; with `replace`, start over with the document alone.

    What the site has is never overwritten. `portrait` is the content of the picture that the
    document names, `title` what history calls the load. Raises DocumentError for another person's
    document or an unusable picture.
    """
    with revisions.recording(TERMINAL, Action.IMPORT, "Loaded") as recording:
        recording.watch_everything()
        with db.session.no_autoflush:
            if replace:
                clear()
            else:
                _refuse_another_person(document)
            # Before the profile's and the works' own: the document says the order of all.
            topics.ensure(document.topic_slugs, document.topic_slugs)
            db.session.flush()
            owner_id = loading_people.apply(document.profile, portrait)
            loading_supervisions.apply(document.people, owner_id)
            counts = loading_works.apply(document, owner_id)
        recording.title = title or _title(len(document.publications), replace)
    wrote = recording.revision is not None
    return Loaded(len(document.publications), *counts, wrote)


def clear() -> None:
    """Take away all that the site shows; accounts, history and images stay."""
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in KEPT:
            db.session.execute(delete(table))
    db.session.expunge_all()


def is_new() -> bool:
    """Tell whether nothing was ever written to this site."""
    count = changes.count()
    # Whoever asks goes on to ask a person, or to serve: not with the one write lock in hand.
    db.session.rollback()
    return count == 0


def _title(records: int, replace: bool) -> str:
    counted = f"{records:,} {'record' if records == 1 else 'records'}"
    return f"Started over with {counted}" if replace else f"Loaded {counted}"


def _refuse_another_person(document: Document) -> None:
    if loading_people.is_owner(document.profile.name) is False:
        present = profile.owner_name()
        raise DocumentError(
            f"profile.name: this site is {present}'s and the document is {document.profile.name}'s;"
            " --replace starts over with the document"
        )
