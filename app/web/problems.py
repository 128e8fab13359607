"""Responses that say what is wrong with the database, and keep what was typed."""

import re
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from app import database
from app.database.problems import BUSY, UNFIT, Problem
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext, translated
from app.web import fragments

RETRY_AFTER_SECONDS = 5
WHEN = {BUSY: lazy_gettext("in a few seconds"), UNFIT: lazy_gettext("once it is corrected")}
LATER = lazy_gettext("later")
# No page repeats these; nothing else is typed into their forms.
SECRET = re.compile(r"password|current|code|ticket")


class ProblemResponse(HTTPException):
    """An error response for a problem; `kept` is what a page without htmx sends again."""

    def __init__(self, problem: Problem) -> None:
        self.code = problem.code
        self.kept = _kept()
        advice = _advice(str(WHEN.get(problem, LATER)), bool(self.kept))
        self.message = _heading(problem), f"{translated(problem.explanation)} {advice}"
        super().__init__()

    def get_headers(self, *args: Any, **kw: Any) -> list[tuple[str, str]]:
        """Return the headers, with the time after which trying again makes sense."""
        return [*super().get_headers(*args, **kw), ("Retry-After", str(RETRY_AFTER_SECONDS))]


def _heading(problem: Problem) -> str:
    is_save = problem is BUSY and request.method not in database.SAFE_METHODS
    return _("Someone else is saving right now") if is_save else translated(problem.heading)


def _advice(when: str, is_kept: bool) -> str:
    if request.method in database.SAFE_METHODS:
        return _("Please try again %(when)s.", when=when)
    if is_kept or fragments.is_fragment(request.path):
        if any(file.filename for file in request.files.values()):
            return _(
                "Nothing was saved. What you typed is still here: save it %(when)s and choose the"
                " file again.",
                when=when,
            )
        return _(
            "Nothing was saved. What you typed is still here: save it %(when)s.",
            when=when,
        )
    return _("Nothing was saved. Please try again %(when)s.", when=when)


def _kept() -> MultiDict[str, str]:
    """Return what was typed, as Back may show the form as it was when it was opened."""
    if request.method in database.SAFE_METHODS or fragments.is_fragment(request.path):
        return MultiDict()
    return MultiDict() if any(map(SECRET.search, request.form)) else request.form
