"""`make run` explains what to do when something is missing; lock files are complete."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAKE = shutil.which("make") or "make"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def make_run(project: Path, python: str) -> str:
    """Run `make run` with a fake Python, a shell script; return its output."""
    fake_python = project / "python"
    fake_python.write_text(f"#!/bin/sh\n{python}\n")
    fake_python.chmod(0o755)
    run = subprocess.run(  # noqa: S603
        [MAKE, "-C", str(project), "run", f"PYTHON={fake_python}"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MAKEFLAGS": ""},
    )
    assert run.returncode != 0
    return run.stdout


def test_an_old_python_is_reported(project: Path) -> None:
    said = make_run(project, "exit 1")
    assert "Vitae needs Python 3.11 or newer. Name one: make run PYTHON=python3.12" in said


def test_a_missing_venv_module_is_reported(project: Path) -> None:
    said = make_run(project, '[ "$1" = -m ] && { mkdir -p .venv; exit 1; } || exit 0')
    assert "Python's venv module is missing. On Debian or Ubuntu: sudo apt install" in said
    assert not (project / ".venv").exists()


def test_a_failed_first_installation_is_reported(project: Path) -> None:
    pip = (
        "mkdir -p .venv/bin; printf '#!/bin/sh\\nexit 1\\n' > .venv/bin/pip; chmod +x .venv/bin/pip"
    )
    said = make_run(project, f'[ "$1" = -m ] && {{ {pip}; }}; exit 0')
    assert "The libraries could not be installed. The first time needs a network" in said
    assert not list(project.glob(".venv/*.installed"))


def test_bytecode_is_kept_outside_the_source_folders(project: Path) -> None:
    show = "show: ; @echo $$PYTHONPYCACHEPREFIX,$$PYTHONDONTWRITEBYTECODE"
    said = subprocess.run(  # noqa: S603
        [MAKE, "-s", "-C", str(project), "--eval", show, "show"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MAKEFLAGS": "", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert said.stdout == f"{project}/.venv/pycache,\n"


def test_lock_files_name_no_host_and_hash_every_package() -> None:
    for lock in (ROOT / "requirements").iterdir():
        text = lock.read_text()
        assert "://" not in text
        assert "--index" not in text
        pinned = [line for line in text.splitlines() if "==" in line]
        assert pinned
        assert all(line.endswith("\\") for line in pinned)


def test_lock_files_contain_the_dependencies_of_the_project() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    run = (ROOT / "requirements" / "run.txt").read_text()
    for name in ("flask", "pillow", "granian", "msgspec"):
        assert f'"{name}>=' in project
        assert f"\n{name}==" in run


@pytest.mark.slow
def test_a_missing_browser_is_reported(tmp_path: Path) -> None:
    script = (
        "from tests.browser import install; install._try = lambda *command: None; install.ensure()"
    )
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
    )
    assert run.returncode == 1
    assert run.stderr.strip().endswith("none could be installed: install one, then try again.")
