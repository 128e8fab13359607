"""Processes beside the site run the same Python, whatever server embeds it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.interpreter import python_program

PREFIX = "import sys; print(sys.prefix)"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    python_program.cache_clear()
    yield
    python_program.cache_clear()


def test_python_itself_is_taken_as_it_is() -> None:
    assert python_program() == sys.executable


@pytest.mark.parametrize("server", ["/usr/bin/uwsgi", "/usr/sbin/apache2", ""])
def test_a_server_that_embeds_python_is_not_taken_for_it(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", server)
    found = subprocess.run(  # noqa: S603
        [python_program(), "-c", PREFIX], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == sys.prefix


def test_a_folder_without_the_short_name_has_the_long_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "bin" / f"python3.{sys.version_info.minor}"
    named.parent.mkdir()
    named.touch()
    monkeypatch.setattr(sys, "executable", "/usr/sbin/apache2")
    for attribute in ("prefix", "exec_prefix", "base_prefix"):
        monkeypatch.setattr(sys, attribute, str(tmp_path))
    assert python_program() == str(named)
