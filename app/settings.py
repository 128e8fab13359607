"""Check settings when the site starts: a wrong value is a sentence, not an error on a page."""

import os
import traceback
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from flask import Config, Flask
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

MOST = 2**31 - 1
# By setting, the lowest and the highest number; all others take at least 1.
RANGES = {
    "WORKS_PER_PAGE": (1, 1_000),
    "WORKS_PER_TABLE": (1, 1_000),
    "SHOW_ALL_LIMIT": (0, 100_000),
    "CHOICES_PER_FACET": (1, 100),
    "IMPORT_AT_ONCE": (0, MOST),
    "PROXIES": (0, 100),
}
TRUTH = {"true": True, "1": True, "false": False, "0": False}
DATABASES = "an address such as sqlite:////path/site.sqlite or postgresql+psycopg://host/name"


class SettingsError(Exception):
    """A setting or the file of settings is wrong; the message is for whoever runs the site."""


def read_file(config: Config, path: Path) -> None:
    """Read settings from a Python file, if there is one. Raises SettingsError."""
    try:
        config.from_pyfile(str(path), silent=True)
    except OSError as error:
        raise SettingsError(f"{path} can't be read ({error.strerror}).") from None
    except SyntaxError as error:
        raise SettingsError(_at(path, error.lineno, error.msg)) from None
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == str(path)]
        reason = f"{type(error).__name__}: {error}"
        raise SettingsError(_at(path, lines[-1] if lines else None, reason)) from None


def read_environment(config: Config, defaults: Mapping[str, Any]) -> None:
    """Read the variables `VITAE_*`; texts are taken as they are, even if they look like numbers."""
    config.from_prefixed_env("VITAE")
    for name, default in defaults.items():
        text = os.environ.get(f"VITAE_{name}")
        if text is not None and (default is None or isinstance(default, str)):
            config[name] = text


def check(app: Flask, defaults: Mapping[str, Any]) -> None:
    """Raise SettingsError for a value that a setting does not take, and for a misspelt setting."""
    for name, default in defaults.items():
        app.config[name] = _checked(name, app.config[name], default)
    known = {*defaults, *app.default_config, "SQLALCHEMY_DATABASE_URI", "SQLALCHEMY_ENGINE_OPTIONS"}
    for name in sorted(set(app.config) - known):
        if meant := get_close_matches(name, defaults, n=1, cutoff=0.85):
            raise SettingsError(f"There is no setting {name}. Did you mean {meant[0]}?")


def check_database(url: str) -> None:
    """Raise SettingsError for an address that leads to no database."""
    try:
        dialect = make_url(url).get_dialect()
        dialect.import_dbapi()
    except (ArgumentError, NoSuchModuleError, ValueError):
        # Not with the address, which may contain a password.
        raise SettingsError(f"DATABASE_URL takes {DATABASES}.") from None
    except ImportError as error:
        reason = f"DATABASE_URL needs the library {error.name}, which is not installed."
        raise SettingsError(reason) from None
    if dialect.name not in {"sqlite", "postgresql"}:
        raise SettingsError(f"DATABASE_URL takes {DATABASES}.")


def _checked(name: str, value: Any, default: Any) -> Any:
    if isinstance(default, bool):
        return _required(name, TRUTH.get(str(value).lower()), "true or false", value)
    if isinstance(default, int):
        least, most = RANGES.get(name, (1, MOST))
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        taken = value if is_whole and least <= value <= most else None
        return _required(name, taken, f"a whole number from {least:,} to {most:,}", value)
    if value is None and default is None:
        return None
    taken = value if isinstance(value, str) and value.isprintable() else None
    # Not with the value, which may be secret.
    return _required(name, taken, "a line of text in quotes")


def _required(name: str, taken: Any, words: str, *refused: Any) -> Any:
    if taken is not None:
        return taken
    where = f"VITAE_{name}" if f"VITAE_{name}" in os.environ else name
    raise SettingsError(f"{where} takes {words}{''.join(f', not {one!r}' for one in refused)}.")


def _at(path: Path, line: int | None, reason: str) -> str:
    return f"{path}{f', line {line}' if line else ''}: {reason}."
