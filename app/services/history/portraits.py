"""The images that the profile shows or showed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Noun, Profile, RevisionItem


def portrait_hashes() -> set[str]:
    """Return the hashes of the images that the profile or its history shows."""
    item = RevisionItem
    profiles = select(item.before, item.after).where(item.noun == Noun.PROFILE)
    found = [state.get("portrait") for row in db.session.execute(profiles) for state in row]
    return current_portrait_hashes() | _hashes(found)


def current_portrait_hashes() -> set[str]:
    """Return the hashes of the images that the profile shows."""
    return _hashes(db.session.scalars(select(Profile.portrait)).all())


def _hashes(portraits: Iterable[Any]) -> set[str]:
    return {file["hash"] for portrait in portraits for file in portrait or ()}
