"""The configuration of an application: its settings, and its database."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from app.settings import SettingsError, read_settings
from app.settings.addresses import database_address

# Connections for all threads of the server, and a few more for imports in the background.
ENGINE_OPTIONS = {"pool_size": 16, "max_overflow": 8, "pool_timeout": 5}


def instance_path() -> str:
    """Return the absolute path of the folder with this site's data."""
    default = Path(__file__).parent.parent / "instance"
    return str(Path(os.environ.get("VITAE_INSTANCE") or default).resolve())


def configure(app: Flask, settings: Mapping[str, Any] | None) -> None:
    """Fill `app.config` from the defaults, the instance, the environment and `settings`.

    Raises SettingsError.
    """
    readings = read_settings(Path(app.instance_path), os.environ, settings or {})
    if readings.problems:
        raise SettingsError("\n".join(readings.problems))
    app.config.from_mapping(readings.values)
    address = database_address(app.config["DATABASE_URL"], app.instance_path)
    app.config["SQLALCHEMY_DATABASE_URI"] = address
    # A database in memory has one connection.
    if (url := app.config["SQLALCHEMY_DATABASE_URI"]) != "sqlite://":
        # A server ends all connections when it restarts, and nobody's page has to fail for that.
        options = {**ENGINE_OPTIONS, "pool_pre_ping": not url.startswith("sqlite")}
        app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)


def make_instance_folder(app: Flask) -> None:
    """Create the folder with the site's data if it is missing. Raises SettingsError."""
    folder = Path(app.instance_path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        # Without a database in it, the site does not need it.
        if str(folder) in app.config["SQLALCHEMY_DATABASE_URI"]:
            raise SettingsError(
                f"The folder {folder} can't be created ({error.strerror}). Create it for this user,"
                " or set VITAE_INSTANCE to another folder."
            ) from None
