"""Health checks, for whatever restarts the process or sends requests to it."""

from flask import Blueprint

from app.services import readiness

blueprint = Blueprint("health", __name__)
OK = "ok\n"
FRESH = {"Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8"}
Answer = tuple[str, int, dict[str, str]]


@blueprint.get("/healthz")
def check() -> Answer:
    """Answer 200 as long as the process answers; restarting it repairs no database."""
    return OK, 200, FRESH


@blueprint.get("/readyz")
def ready() -> Answer:
    """Answer 200 if the site can serve and save, else 503 with the reason."""
    problem = readiness.current_problem()
    return (f"{problem.remedy}\n", 503, FRESH) if problem else (OK, 200, FRESH)
