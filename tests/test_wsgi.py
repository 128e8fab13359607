"""What each process of the site loads when it starts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What few processes need takes long to load: migrations, look-ups, pictures, files of Word and PDF.
LATER = {
    "alembic",
    "docx",
    "flask_migrate",
    "httpcore2",
    "httpx2",
    "lxml",
    "mako",
    "PIL",
    "psycopg",
    "pypdf",
}
LOADED = """
import gc, json, sys
import wsgi, app.cli.server, app.serving.front
from app.bibliography import remarks, theses
from app.bibliography.statuses import words
collections = gc.get_stats()[2]["collections"]
patterns = [words.BEFORE, theses._DEGREE, remarks._LABEL]
assert wsgi.application is wsgi.app
compiled = sum("_compiled" in vars(pattern) for pattern in patterns)
print(json.dumps([sorted(sys.modules), gc.get_freeze_count(), collections, compiled]))
"""


@pytest.mark.parametrize(("server", "code"), [("gunicorn", 3), ("waitress", 1)])
def test_a_wrong_setting_ends_a_server(tmp_path: Path, server: str, code: int) -> None:
    """Gunicorn starts its workers again and again, unless one ends with its code for this."""
    program = f"import sys; sys.modules[{server!r}] = sys; import wsgi"
    run = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "VITAE_INSTANCE": str(tmp_path), "VITAE_WORKERS": "none"},
        capture_output=True,
        check=False,
        text=True,
    )
    said = "Error: VITAE_WORKERS takes a whole number from 1 to 64, not 'none'.\n"
    assert (run.returncode, run.stderr) == (code, said)


@pytest.mark.slow
def test_a_start_loads_and_looks_through_no_more_than_it_needs() -> None:
    command = [sys.executable, "-c", LOADED]
    run = subprocess.run(  # noqa: S603 (our own program)
        command, cwd=ROOT, capture_output=True, check=True, text=True
    )
    modules, kept, collections, compiled = json.loads(run.stdout)
    assert not LATER & set(modules)
    assert "app.views.imports" in modules
    assert kept > 50_000
    assert collections <= 1
    assert compiled == 0
