"""Where settings are given: the instance's file, the environment, the program."""

import ast
import traceback
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from flask import Config

PREFIX = "VITAE_"


class SettingsError(Exception):
    """A setting or the file of settings is wrong; the message is for whoever runs the site."""


class Given(NamedTuple):
    """A value as it was given; `source` says where, and `named` names the setting in a message."""

    value: Any
    source: str
    named: str


def from_file(path: Path) -> dict[str, Given]:
    """Return what a Python file sets, if there is one. Raises SettingsError."""
    config = Config("")
    try:
        config.from_pyfile(str(path), silent=True)
        lines = dict(_assignments(path.read_bytes())) if config else {}
    except OSError as error:
        raise SettingsError(f"{path} can't be read ({error.strerror}).") from None
    except SyntaxError as error:
        raise SettingsError(f"{_place(path, error.lineno)}: {error.msg}.") from None
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        found = [frame.lineno for frame in frames if frame.filename == str(path)]
        reason = f"{type(error).__name__}: {error}"
        raise SettingsError(f"{_place(path, found[-1] if found else None)}: {reason}.") from None
    places = {name: _place(path, lines.get(name)) for name in config}
    return {name: Given(config[name], at, f"{at}: {name}") for name, at in places.items()}


def from_environment(environ: Mapping[str, str], others: Collection[str]) -> dict[str, Given]:
    """Return what variables `VITAE_*` set, as text; Flask reads its own, which are `others`."""
    found = {
        name.removeprefix(PREFIX): Given(text, name, name)
        for name, text in environ.items()
        if name.startswith(PREFIX)
    }
    config = Config("")
    config.from_prefixed_env(PREFIX.rstrip("_"))
    for name in [name for name in found if name.partition("__")[0] in others]:
        variable = found.pop(name).source
        key = name.partition("__")[0]
        found[key] = Given(config[key], variable, variable)
    return found


def from_program(settings: Mapping[str, Any]) -> dict[str, Given]:
    """Return what the program sets."""
    return {name: Given(value, "the program", name) for name, value in settings.items()}


def _place(path: Path, line: int | None) -> str:
    return f"{path}{f', line {line}' if line else ''}"


def _assignments(source: bytes) -> Iterator[tuple[str, int]]:
    """Yield the names that a program assigns, with their lines."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)]
    for node in sorted(nodes, key=lambda node: node.lineno):
        if isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
