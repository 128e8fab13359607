"""The handler that writes the log outside of tests, where those of the test runner replace it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from flask.logging import default_handler

from app.web.logs.records import RecordFormatter


@contextmanager
def written_log(logger: logging.Logger) -> Iterator[None]:
    """Have records of a logger written as a server writes them, and end that afterwards."""
    logger.addHandler(default_handler)
    try:
        yield
    finally:
        logger.removeHandler(default_handler)
        default_handler.setFormatter(RecordFormatter("plain"))
