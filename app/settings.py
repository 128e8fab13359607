"""Check settings when the site starts: a wrong value is a sentence, not an error on a page."""

import os
import re
import traceback
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from flask import Config, Flask
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

MOST = 2**31 - 1
# By setting, the lowest and the highest number; all others take at least 1.
RANGES = {
    "WORKS_PER_PAGE": (1, 1_000),
    "WORKS_PER_TABLE": (1, 1_000),
    "FEED_ENTRIES": (1, 1_000),
    "SHOW_ALL_LIMIT": (0, 100_000),
    "CHOICES_PER_FACET": (1, 100),
    "IMPORT_AT_ONCE": (0, MOST),
    "PROXIES": (0, 100),
}
TRUTH = {"true": True, "1": True, "false": False, "0": False}
_HOST = r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*"
_SITE_URL = re.compile(
    rf"https?://(?:{_HOST}|\[[0-9a-f:.]+\])(?::\d{{1,5}})?(?:/[\w.~%-]+)*", re.I | re.A
)
_TRUSTED_HOST = re.compile(rf"\.?{_HOST}", re.I)
# As a policy writes it (CSP 3, 2.3.1), without paths and what stands for any host.
_FRAMING_HOST = re.compile(rf"(?:https?://)?(?:\*\.)?{_HOST}(?::\d{{1,5}})?", re.I | re.A)
DATABASES = "an address such as sqlite:////path/site.sqlite or postgresql+psycopg://host/name"


class SettingsError(Exception):
    """A setting or the file of settings is wrong; the message is for whoever runs the site."""


class Form(NamedTuple):
    """The form of a setting that is not just text: how it is read, None if wrong, and in words."""

    read: Callable[[Any], Any]
    words: str


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


def _site_url(value: Any) -> str | None:
    text = value.rstrip("/") if isinstance(value, str) else ""
    return text if _SITE_URL.fullmatch(text) else None


def _hosts(value: Any) -> list[str] | None:
    """Return the names of hosts in a list, or in a text with spaces or commas between them."""
    found = re.split(r"[ ,]+", value.strip(" ,")) if isinstance(value, str) else value
    if not isinstance(found, list | tuple) or not found:
        return None
    is_right = all(isinstance(one, str) and _TRUSTED_HOST.fullmatch(one) for one in found)
    return [one.lower() for one in found] if is_right else None


def _framing_hosts(value: Any) -> str | None:
    """Return a text of hosts with commas between them, "" for none."""
    found = re.split(r"[ ,]+", value) if isinstance(value, str) and value else []
    is_right = isinstance(value, str) and all(map(_FRAMING_HOST.fullmatch, found))
    return ", ".join(found) if is_right else None


FORMS = {
    "EMBED_HOSTS": Form(
        _framing_hosts, "hosts separated by commas, such as 'www.example.org, *.example.com:8080'"
    ),
    "SITE_URL": Form(
        _site_url, "an address such as https://ada.example or https://site.example/ada"
    ),
    "TRUSTED_HOSTS": Form(_hosts, "host names without ports, such as 'ada.example .example.org'"),
}


def _checked(name: str, value: Any, default: Any) -> Any:
    if value is not None and (form := FORMS.get(name)):
        return _required(name, form.read(value), form.words, value)
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
