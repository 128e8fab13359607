"""Responses that say what is wrong with the database, and keep what was typed."""

import re
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from app import database
from app.database.problems import BUSY, UNFIT, Problem
from app.web import fragments

RETRY_AFTER_SECONDS = 5
WHEN = {BUSY: "in a few seconds", UNFIT: "once it is corrected"}
# No page repeats these; nothing else is typed into their forms.
SECRET = re.compile(r"password|current|code|ticket")


class ProblemResponse(HTTPException):
    """An error response for a problem; `kept` is what a page without htmx sends again."""

    def __init__(self, problem: Problem) -> None:
        self.code = problem.code
        self.kept = _kept()
        advice = _advice(WHEN.get(problem, "later"), bool(self.kept))
        self.message = _heading(problem), f"{problem.explanation} {advice}"
        super().__init__()

    def get_headers(self, *args: Any, **kw: Any) -> list[tuple[str, str]]:
        """Return the headers, with the time after which trying again makes sense."""
        return [*super().get_headers(*args, **kw), ("Retry-After", str(RETRY_AFTER_SECONDS))]


def _heading(problem: Problem) -> str:
    is_save = problem is BUSY and request.method not in database.SAFE_METHODS
    return "Someone else is saving right now" if is_save else problem.heading


def _advice(when: str, is_kept: bool) -> str:
    if request.method in database.SAFE_METHODS:
        return f"Please try again {when}."
    if is_kept or fragments.is_fragment(request.path):
        files = any(file.filename for file in request.files.values())
        again = " and choose the file again" if files else ""
        return f"Nothing was saved. What you typed is still here: save it {when}{again}."
    return f"Nothing was saved. Please try again {when}."


def _kept() -> MultiDict[str, str]:
    """Return what was typed, as Back may show the form as it was when it was opened."""
    if request.method in database.SAFE_METHODS or fragments.is_fragment(request.path):
        return MultiDict()
    return MultiDict() if any(map(SECRET.search, request.form)) else request.form
