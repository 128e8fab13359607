"""Sites in several languages."""

from flask import Flask
from sqlalchemy import update

from app.database import db
from app.models import Profile
from app.services import cache


def speak(app: Flask, *tags: str, of_texts: str | None = None) -> None:
    """Let a site be in these languages, its texts in the first."""
    with app.app_context():
        values = {"languages": list(tags), "text_language": of_texts or tags[0]}
        db.session.execute(update(Profile).values(**values))
        cache.commit()
