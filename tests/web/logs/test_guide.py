"""The examples of the guide's page on the log are what a site writes."""

import io
import json
import re
from pathlib import Path

import pytest

from app import create_app
from tests.support import guide
from tests.support.factories import fill, record
from tests.support.written_log import written_log

BLOCKS = re.findall(r"```(?:text|json)\n(.*?)```", guide.text("logs"), re.DOTALL)
BROKEN = "/publications/on-tides/cite"
# What differs from run to run: times, ids, sizes and durations.
VARYING = [
    (r"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME"),
    (r"\b[0-9a-f]{12}\b", "ID"),
    (r' \d+ [\d.]+ms|"bytes": \d+, "ms": [\d.]+', " SIZE"),
]


def _alike(text: str) -> str:
    for pattern, word in VARYING:
        text = re.sub(pattern, word, text)
    return text


def _log(database: Path, form: str) -> str:
    """Return what a site logs of a page, a broken page and one that is not there."""
    app = create_app({"DATABASE_URL": f"sqlite:///{database}", "LOG_FORMAT": form})
    fill(app, record(title="On Tides"))

    def fail(**_: str) -> str:
        raise LookupError("what was typed")

    endpoint, _ = app.url_map.bind("localhost").match(BROKEN)
    app.view_functions[endpoint] = fail
    log = io.StringIO()
    with written_log(app.logger):
        for path in ("/?topic=tides", BROKEN, "/nowhere"):
            app.test_client().get(path, errors_stream=log, buffered=True)
    return log.getvalue()


def _shortened(log: str) -> str:
    """Return a log with a mark for the frames of tracebacks."""
    return re.sub(r"(recent call last\):\n)(?:  .*\n)+", r"\1  …\n", log)


@pytest.mark.parametrize("form", ["plain", "json"])
def test_the_examples_are_what_a_site_writes(database: Path, form: str) -> None:
    log = _log(database, form)
    if form == "json":
        lines = [json.loads(line) for line in log.splitlines()]
        trace = {"traceback": "Traceback (most recent call last):\n  …\nLookupError"}
        log = "".join(
            f"{json.dumps(one | (trace if 'traceback' in one else {}), ensure_ascii=False)}\n"
            for one in lines
        )
    assert _alike(_shortened(log)) in map(_alike, BLOCKS), _shortened(log)
