"""Records of Python's logging in the form of the log: errors, and events such as a sign-in."""

import json
import logging

from app.web.logs.request_ids import current_id
from app.web.logs.timestamps import Clock
from app.web.logs.tracebacks import write_traceback


class RecordFormatter(logging.Formatter):
    """Writes records as plain text, a traceback on lines of its own, or as JSON."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self._is_json = form == "json"
        self._clock = Clock()

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a record."""
        only_our_words(record)
        time = self._clock.at(record.created)
        request_id = getattr(record, "request_id", "") or current_id() or "-"
        if self._is_json:
            level, message = record.levelname.lower(), record.getMessage()
            found = {"time": time, "id": request_id, "level": level, "message": message}
            return json.dumps(found | _if_any(traceback=record.exc_text))
        line = f"{time} {request_id} {record.levelname} {record.getMessage()}"
        return "\n".join(filter(None, [_one_line(line), record.exc_text]))


def only_our_words(record: logging.LogRecord) -> bool:
    """Give a record a traceback without what was typed; whatever else writes it uses that, too."""
    if record.exc_info and record.exc_info[1] and not record.exc_text:
        record.exc_text = write_traceback(record.exc_info[1])
    return True


def _if_any(**fields: str | None) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}


def _one_line(text: str) -> str:
    """Return a text without what would begin a line or move a terminal's cursor."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )
