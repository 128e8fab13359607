"""Health check."""

from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from app.services import cache

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def check() -> tuple[str, int]:
    """Answer 200 if the database responds, else 503."""
    try:
        cache.change_count()
    except SQLAlchemyError:
        return "The database is not responding.\n", 503
    return "ok\n", 200
