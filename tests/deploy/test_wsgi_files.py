"""The files that WSGI servers run give the application, wherever they lie."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.deployment import FOLDER, ROOT

# As a server does: runs the file, then asks its `application` for a page.
ASKED = """
import runpy, sys
sys.argv = sys.argv[1:]
application = runpy.run_path(sys.argv[0])["application"]
from werkzeug.test import Client
print(Client(application).get("/healthz").text.strip(), application.instance_path)
"""
PROGRAM = ("wsgi.py", "app", "templates", "static")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder in which the program lies, as in a home folder on a host."""
    folder = tmp_path / "vitae"
    folder.mkdir()
    for name in PROGRAM:
        (folder / name).symlink_to(ROOT / name)
    return folder


def answer(file: Path, folder: Path, **variables: str) -> str:
    asked = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ASKED, file],
        cwd=folder,
        env={**os.environ, "HOME": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    return asked.stdout.strip()


@pytest.mark.slow
def test_passenger_finds_the_program_beside_the_file(program: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(FOLDER / "passenger_wsgi.py", program))
    site = tmp_path / "site"
    assert answer(file, tmp_path, VITAE_INSTANCE=str(site)) == f"ok {site}"


def test_passenger_starts_again_with_the_python_that_has_the_libraries(
    program: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(FOLDER / "passenger_wsgi.py", program))
    python = program / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "started again with $*"\n')
    python.chmod(0o755)
    assert answer(file, tmp_path) == f"started again with {file}"


@pytest.mark.slow
def test_pythonanywhere_finds_the_program_in_the_home_folder(program: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copy(FOLDER / "pythonanywhere_wsgi.py", tmp_path / "ada_wsgi.py"))
    site = tmp_path / "site"
    found = answer(elsewhere, tmp_path, HOME=str(program.parent), VITAE_INSTANCE=str(site))
    assert found == f"ok {site}"


@pytest.mark.slow
def test_mod_wsgi_uses_the_folder_of_the_other_pages(tmp_path: Path) -> None:
    text = (FOLDER / "apache" / "vitae.wsgi").read_text()
    assert '"/var/lib/vitae"' in text
    file = tmp_path / "vitae.wsgi"
    file.write_text(text.replace("/var/lib/vitae", str(tmp_path / "site")))
    assert answer(file, tmp_path, PYTHONPATH=str(ROOT)) == f"ok {tmp_path / 'site'}"
