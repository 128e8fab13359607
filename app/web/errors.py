"""Every error as a page, or as a fragment for a fragment address."""

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from app import database
from app.database import transactions
from app.web import fragments

SECONDS_TO_WAIT = 5

WORDS = {
    400: ("That request was not understood", "Something in the address or the form is malformed."),
    404: ("This page is not here", "The address may be mistyped, or the page was taken down."),
    405: (
        "That can't be done here",
        "The address exists, but it doesn't take this kind of request.",
    ),
    413: (
        "That is too large",
        "What was sent is larger than the {megabytes} MB that this site takes. Go back: what you"
        " typed is still there.",
    ),
    503: (
        "Somebody else is saving just now",
        "What you typed is still in your browser: go back to it, and save it once more.",
    ),
    500: ("Something went wrong on our side", "It was noted. Trying again in a minute may help."),
}


def configure(app: Flask) -> None:
    """Answer every HTTP error of `app` kindly, failures of our own included."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(OperationalError, ask_to_wait)


def ask_to_wait(error: OperationalError) -> ResponseReturnValue:
    """Answer 503 where another writer holds the database; any other trouble is a failure."""
    if not transactions.is_busy(error):
        raise error
    database.db.session.rollback()
    return answer(ServiceUnavailable(retry_after=SECONDS_TO_WAIT))


def answer(error: HTTPException) -> ResponseReturnValue:
    """Return the error as HTML; redirects and ready-made answers pass through."""
    code = error.code or InternalServerError.code
    if error.response is not None or code < 400:
        return error
    unknown = error.name, "Please try again, or go back to the profile."
    heading, advice = getattr(error, "words", None) or WORDS.get(code, unknown)
    limit = f"{current_app.config['MAX_CONTENT_LENGTH'] // 2**20}"
    advice = advice.replace("{megabytes}", limit)
    is_alone = fragments.is_fragment(request.path)
    template = "errors/_error.html" if is_alone else "errors/page.html"
    html = render_template(template, code=code, heading=heading, advice=advice)
    # What the error itself has to say: `Allow` of a 405 (RFC 9110, 15.5.6), `Retry-After` of a 503.
    headers = [(k, v) for k, v in error.get_headers() if k != "Content-Type"]
    return html, code, headers
