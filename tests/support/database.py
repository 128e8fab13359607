"""What a site's database holds, read for a test."""

from flask import Flask
from sqlalchemy import func, select

from app.database import Base, db
from app.models import Work


def rows(model: type[Base]) -> int:
    """Return the number of rows of a table; needs an application context."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def versions(app: Flask) -> list[list[tuple[str, int | None]]]:
    """Return each work's versions as (title, year), in order."""
    with app.app_context():
        works = db.session.scalars(select(Work).order_by(Work.id))
        return [[(p.title, p.year) for p in work.publications] for work in works]
