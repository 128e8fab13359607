"""The images and PDFs that records have, or had and history can restore."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Text, cast, or_, select

from app.database import db
from app.models import Noun, Profile, PublicationFile, RevisionItem


def portrait_hashes() -> set[str]:
    """Return the hashes of the images that the profile or its history shows."""
    item = RevisionItem
    profiles = select(item.before, item.after).where(item.noun == Noun.PROFILE)
    found = [state.get("portrait") for row in db.session.execute(profiles) for state in row]
    return current_portrait_hashes() | _hashes(found)


def current_portrait_hashes() -> set[str]:
    """Return the hashes of the images that the profile shows."""
    return _hashes(db.session.scalars(select(Profile.portrait)).all())


def pdf_hashes() -> set[str]:
    """Return the hashes of the PDFs that works, or their history, have."""
    item = RevisionItem
    texts = (cast(column, Text).contains('.files"') for column in (item.before, item.after))
    works = select(item.before, item.after).where(item.noun == Noun.WORK, or_(*texts))
    found = set(db.session.scalars(select(PublicationFile.hash)))
    for row in db.session.execute(works):
        for state in row:
            found |= {
                digest
                for name, files in state.items()
                if name.endswith(".files")
                for _, digest in files
            }
    return found


def _hashes(portraits: Iterable[Any]) -> set[str]:
    return {file["hash"] for portrait in portraits for file in portrait or ()}
