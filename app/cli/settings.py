"""`flask --app wsgi settings`."""

import json
import os
import sys
from pathlib import Path
from textwrap import fill
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from app.config import instance_path
from app.settings import SETTINGS, Reading, Readings, read_settings
from app.settings.addresses import without_secrets
from app.settings.table import settings_table

NAME, HIDDEN = "settings", "(not shown)"
INDENT = "    "


def configure(app: Flask) -> None:
    """Register the command."""
    app.cli.add_command(settings)


def is_asked() -> bool:
    """Return whether this process runs the command, which works with wrong settings, too."""
    return NAME in sys.argv[1:] and click.get_current_context(silent=True) is not None


def only_settings() -> Flask:
    """Return an application that has no other command, as its settings are wrong."""
    app = Flask(__name__, static_folder=None)
    app.cli = AppGroup()
    configure(app)
    return app


@click.command(NAME, short_help="List the settings with their values.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.option("--markdown", is_flag=True, help="Print the documentation's table.")
def settings(as_json: bool, markdown: bool) -> None:
    """List the settings with their values, where these were set, and what they mean.

    Passwords and keys are not shown. The exit code is 1 if a setting is wrong.
    """
    if markdown:
        click.echo(settings_table(SETTINGS))
        return
    folder = instance_path()
    readings = read_settings(Path(folder), os.environ, {})
    click.echo(_json(folder, readings) if as_json else _text(folder, readings))
    if readings.problems:
        click.echo("\n".join(f"Error: {problem}" for problem in readings.problems), err=True)
        raise click.exceptions.Exit(1)


def _json(folder: str, readings: Readings) -> str:
    found = {
        "instance": folder,
        "settings": [_facts(one) for one in readings.settings],
        "others": {name: one.source for name, one in readings.others.items()},
        "notes": readings.notes,
        "problems": readings.problems,
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _facts(one: Reading) -> dict[str, Any]:
    return {
        "name": one.setting.name,
        "value": shown_value(one),
        "default": one.setting.default,
        "source": one.source,
        "meaning": one.setting.meaning,
        "problem": one.problem or None,
    }


def _text(folder: str, readings: Readings) -> str:
    parts = [f"Settings of the site in {folder}", *map(_entry, readings.settings)]
    if readings.others:
        lines = [f"{INDENT}{name}: {one.source}" for name, one in readings.others.items()]
        parts.append("\n".join(["Settings of the libraries (values not shown):", *lines]))
    parts += [_wrapped(f"Note: {note}", "") for note in readings.notes]
    return "\n\n".join(parts)


def _entry(one: Reading) -> str:
    value = shown_value(one)
    words = [one.setting.kind.in_words(value), "default" if one.is_default else ""]
    comment = ", ".join(filter(None, words))
    lines = [
        f"{one.setting.name} = {value if value == HIDDEN else repr(value)}"
        + (f" ({comment})" if comment else "")
    ]
    if not one.is_default:
        is_wrong = "wrong, see below; " if one.problem else ""
        lines.append(f"{INDENT}{is_wrong}set in {one.source}; default: {one.setting.default!r}")
    return "\n".join([*lines, _wrapped(one.setting.meaning, INDENT)])


def shown_value(one: Reading) -> Any:
    """Return the value of a setting, without what is secret in it."""
    if not one.value or not one.setting.is_secret:
        return one.value
    return without_secrets(one.value) if one.setting.name == "DATABASE_URL" else HIDDEN


def _wrapped(text: str, indent: str) -> str:
    return fill(
        text,
        80,
        initial_indent=indent,
        subsequent_indent=INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
