"""The log: a line for each request, and errors with the id of theirs, without what was typed."""

from types import TracebackType

from flask import Flask, current_app, request
from flask.logging import default_handler

from app.web.logs.middleware import RequestLog
from app.web.logs.records import RecordFormatter, only_our_words
from app.web.logs.request_lines import line_writer


def configure(app: Flask) -> None:
    """Let `app` log its requests and errors, in the form of LOG_FORMAT."""
    form = app.config["LOG_FORMAT"]
    default_handler.setFormatter(RecordFormatter(form))
    app.logger.addFilter(only_our_words)
    line = line_writer(form) if app.config["LOG_REQUESTS"] else None
    wrapped = RequestLog(app.wsgi_app, line, app.config["PROXIES"])
    app.wsgi_app = wrapped  # type: ignore[method-assign]
    app.log_exception = _log_exception  # type: ignore[method-assign]


def _log_exception(
    exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
) -> None:
    # The route, as the path may have someone's name in it; it is in the line of this id.
    route = request.url_rule.rule if request.url_rule else "an unknown address"
    current_app.logger.error("%s %s failed", request.method, route, exc_info=exc_info)
