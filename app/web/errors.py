"""Error responses, as pages or as fragments."""

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from app import database
from app.database import transactions
from app.web import fragments

RETRY_AFTER_SECONDS = 5

MESSAGES = {
    400: ("Bad request", "The address or the form is malformed."),
    404: ("Page not found", "The address may be mistyped, or the page has been removed."),
    405: (
        "That isn't possible here",
        "This address does not accept this kind of request.",
    ),
    413: (
        "That is too large",
        "The limit is {megabytes} MB. Go back: what you typed is still there.",
    ),
    503: (
        "Someone else is saving right now",
        "What you typed is still in your browser: go back and save again.",
    ),
    500: ("Something went wrong", "The error was logged. Please try again in a minute."),
}


def configure(app: Flask) -> None:
    """Register the error handlers."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(OperationalError, answer_busy)


def answer_busy(error: OperationalError) -> ResponseReturnValue:
    """Answer 503 if another writer holds the database lock; raise other errors."""
    if not transactions.is_busy(error):
        raise error
    database.db.session.rollback()
    return answer(ServiceUnavailable(retry_after=RETRY_AFTER_SECONDS))


def answer(error: HTTPException) -> ResponseReturnValue:
    """Return the error as HTML; redirects and complete responses are returned unchanged."""
    code = error.code or InternalServerError.code
    if error.response is not None or code < 400:
        return error
    default = error.name, "Please try again, or go back to the profile."
    heading, advice = getattr(error, "message", None) or MESSAGES.get(code, default)
    limit = f"{current_app.config['MAX_CONTENT_LENGTH'] // 2**20}"
    advice = advice.replace("{megabytes}", limit)
    is_fragment = fragments.is_fragment(request.path)
    template = "errors/_error.html" if is_fragment else "errors/page.html"
    html = render_template(template, code=code, heading=heading, advice=advice)
    # The error's own headers: `Allow` of a 405 (RFC 9110, 15.5.6), `Retry-After` of a 503.
    headers = [(k, v) for k, v in error.get_headers() if k != "Content-Type"]
    return html, code, headers
