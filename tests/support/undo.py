"""Undo the last revisions, as the Undo button does."""

from flask import Flask

from app.database import db
from app.models import Revision
from app.services.actor import TERMINAL
from app.services.history import undo


def undo_last(app: Flask, steps: int = 1) -> None:
    """Undo the last revisions, the newest first."""
    with app.app_context():
        newest = db.session.query(Revision.id).order_by(Revision.id.desc()).limit(steps)
        for (revision_id,) in newest.all():
            undo.undo(db.session.get_one(Revision, revision_id), TERMINAL)
