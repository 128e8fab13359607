"""Error responses, as pages, as fragments, or in words for programs."""

import json
import re
from contextlib import suppress

from flask import Flask, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from app import database
from app.database.error_codes import driver_words, find_problem
from app.database.problems import BUSY, READ_ONLY, UNFIT
from app.translations.current import keep_last_languages
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext
from app.web import fragments, robots
from app.web.logs import request_ids
from app.web.problems import ProblemResponse

MESSAGES: dict[int, tuple[str, str]] = {
    400: (lazy_gettext("Bad request"), lazy_gettext("The address or the form is malformed.")),
    404: (
        lazy_gettext("Page not found"),
        lazy_gettext("The address may be mistyped, or the page has been removed."),
    ),
    405: (
        lazy_gettext("That isn't possible here"),
        lazy_gettext("This address does not accept this kind of request."),
    ),
    413: (
        lazy_gettext("That is too large"),
        "",
    ),
    503: (
        lazy_gettext("The site is busy right now"),
        lazy_gettext("Please try again in a few seconds."),
    ),
    500: (
        lazy_gettext("Something went wrong"),
        lazy_gettext("The error was logged. Please try again in a minute."),
    ),
}


# What programs ask for: feeds, exports and other files, and what is embedded.
FILE = re.compile(r"/(?:[^/]+\.[a-z]+|oembed)")
# RFC 9457
JSON, PROBLEM = ".json", "application/problem+json"


def configure(app: Flask) -> None:
    """Register the error handlers."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(SQLAlchemyError, answer_problem)
    app.register_error_handler(OSError, answer_problem)


def answer_problem(error: SQLAlchemyError | OSError) -> ResponseReturnValue:
    """Say what is wrong with the database or its disk; raise errors of the program."""
    problem = find_problem(error)
    if problem is None or (problem is READ_ONLY and database.is_visit()):
        raise error
    with suppress(SQLAlchemyError):
        database.db.session.rollback()
    if problem not in {BUSY, UNFIT}:
        words = driver_words(error)
        reason = "" if words == problem.remedy else f" ({words})"
        current_app.logger.error("%s%s", problem.remedy, reason)
        # Connections that were opened before the problem may not see its end.
        database.db.engine.dispose()
    # The page must not query the database again.
    g.session = None
    keep_last_languages(without_database=True)
    return answer(ProblemResponse(problem))


def answer(error: HTTPException) -> ResponseReturnValue:
    """Return the error as HTML; redirects and complete responses are returned unchanged."""
    code = error.code or InternalServerError.code
    if error.response is not None or code < 400:
        return error
    robots.forbid()
    keep_last_languages()
    default = error.name, _("Please try again, or go back to the profile.")
    given = getattr(error, "message", None) or MESSAGES.get(code, default)
    heading, advice = map(str, given)
    # The error's own headers: `Allow` of a 405 (RFC 9110, 15.5.6), `Retry-After` of a 503.
    headers = [(k, v) for k, v in error.get_headers() if k != "Content-Type"]
    if isinstance(error, ProblemResponse) and FILE.fullmatch(_last_part(request.path)):
        return _for_programs(code, heading, advice), code, headers
    advice = advice or _limit()
    is_fragment = fragments.is_fragment(request.path)
    template = "errors/_error.html" if is_fragment else "errors/page.html"
    kept = getattr(error, "kept", None)
    # What the server could not do is in the log, under this id.
    reference = request_ids.current_id() if code >= 500 else ""
    html = render_template(
        template, code=code, heading=heading, advice=advice, kept=kept, reference=reference
    )
    return html, code, headers


def _limit() -> str:
    megabytes = current_app.config["MAX_CONTENT_LENGTH"] // 2**20
    return _(
        "The limit is %(megabytes)s MB. Go back: what you typed is still there.",
        megabytes=megabytes,
    )


def _last_part(path: str) -> str:
    return path[path.rindex("/") :]


def _for_programs(code: int, heading: str, advice: str) -> Response:
    if request.path.endswith(JSON):
        problem = {"status": code, "title": heading, "detail": advice}
        return Response(json.dumps(problem, ensure_ascii=False), code, content_type=PROBLEM)
    return Response(f"{heading}. {advice}\n", code, content_type="text/plain; charset=utf-8")
