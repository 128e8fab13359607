import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask, render_template
from jinja2 import Environment

from app.web import template_cache


@pytest.fixture
def compiled() -> Iterator[list[str]]:
    """The names of the templates that were compiled."""
    names: list[str] = []
    compile_ = Environment.compile

    def noted(self: Environment, source: str, name: str, *args: Any) -> object:
        names.append(name)
        return compile_(self, source, name, *args)

    with patch.object(Environment, "compile", noted):
        yield names


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Python keeps what it compiled."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def show(tmp_path: Path) -> Callable[[str], str]:
    """Render a template in a process that has just started."""

    def rendered(source: str) -> str:
        (tmp_path / "page.html").write_text(source)
        app = Flask(__name__, root_path=str(tmp_path), template_folder="../" + tmp_path.name)
        template_cache.configure(app)
        with app.app_context():
            return render_template("page.html", name="<Ada>")

    return rendered


def test_the_next_process_compiles_what_changed(
    kept: Path, show: Callable[[str], str], compiled: list[str]
) -> None:
    for _ in range(2):
        assert show("By {{ name }}") == "By &lt;Ada&gt;"
    assert compiled == ["page.html"]
    assert show("Of {{ name }}") == "Of &lt;Ada&gt;"
    assert compiled == ["page.html"] * 2
    assert [file.suffix for file in kept.rglob("*") if file.is_file()] == [".cache"]


def test_a_damaged_file_is_compiled_again(
    kept: Path, show: Callable[[str], str], compiled: list[str]
) -> None:
    show("By {{ name }}")
    (file,) = kept.rglob("*.cache")
    file.write_bytes(file.read_bytes()[:-9])
    assert show("By {{ name }}") == "By &lt;Ada&gt;"
    assert len(compiled) == 2


@pytest.mark.parametrize("trouble", ["no folder", "disk full", "not wanted"])
def test_pages_are_shown_though_nothing_can_be_kept(
    kept: Path, show: Callable[[str], str], trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> None:
        raise OSError(28, "No space left on device")

    if trouble == "no folder":
        kept.write_text("a file")
    elif trouble == "disk full":
        monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    else:
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert show("By {{ name }}") == "By &lt;Ada&gt;"
    assert not [*kept.rglob("*.cache")]
