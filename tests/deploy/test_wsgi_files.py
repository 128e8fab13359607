"""The files that WSGI servers run give the application, wherever they lie."""

import ast
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
print(runpy.run_path(sys.argv[0])["application"]())
"""
# Stands for the program, whose start takes long; it tells where it lies, and its site.
WSGI = """
import os
def application():
    return f"{os.path.dirname(__file__)} {os.environ.get('VITAE_INSTANCE')}"
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with the program, as in a home folder on a host."""
    folder = tmp_path / "vitae"
    folder.mkdir()
    (folder / "wsgi.py").write_text(WSGI)
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


def test_passenger_finds_the_program_beside_the_file(program: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(FOLDER / "passenger_wsgi.py", program))
    assert answer(file, tmp_path, VITAE_INSTANCE="/site") == f"{program} /site"


def test_passenger_starts_again_with_the_python_that_has_the_libraries(
    program: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(FOLDER / "passenger_wsgi.py", program))
    python = program / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "started again with $*"\n')
    python.chmod(0o755)
    assert answer(file, tmp_path) == f"started again with {file}"


def test_pythonanywhere_finds_the_program_in_the_home_folder(program: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copy(FOLDER / "pythonanywhere_wsgi.py", tmp_path / "ada_wsgi.py"))
    found = answer(elsewhere, tmp_path, HOME=str(program.parent), VITAE_INSTANCE="/site")
    assert found == f"{program} /site"


def test_mod_wsgi_uses_the_folder_of_the_other_pages(program: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(FOLDER / "apache" / "vitae.wsgi", tmp_path))
    found = answer(file, tmp_path, PYTHONPATH=str(program))
    assert found == f"{program} /var/lib/vitae"


def test_the_program_has_what_they_import() -> None:
    tree = ast.parse((ROOT / "wsgi.py").read_text())
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert "application" in names
