"""Defaults; `instance/config.py` and `VITAE_*` variables override them, in this order."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

DEFAULTS: dict[str, Any] = {
    # A SQLAlchemy address; without one, `site.sqlite` in the instance folder.
    "DATABASE_URL": None,
    # Works to a page of the list.
    "WORKS_PER_PAGE": 25,
    # "Show all" is offered up to this many works: beyond, one page would weigh megabytes.
    "SHOW_ALL_LIMIT": 1000,
    # Topics that one address may combine; further ones are ignored.
    "TOPICS_PER_ADDRESS": 8,
    # Largest profile document that `load` reads, in bytes.
    "DOCUMENT_LIMIT": 64 * 1024 * 1024,
    # No visitor sends a body; the owner's forms raise it where they need more.
    "MAX_CONTENT_LENGTH": 1024 * 1024,
}


def instance_path() -> str:
    """Return the folder of everything that is this site's own, absolute."""
    default = Path(__file__).parent.parent / "instance"
    return str(Path(os.environ.get("VITAE_INSTANCE") or default).resolve())


def configure(app: Flask, settings: Mapping[str, Any] | None) -> None:
    """Fill `app.config` from the defaults, the instance, the environment and `settings`."""
    app.config.from_mapping(DEFAULTS)
    app.config.from_pyfile(str(Path(app.instance_path) / "config.py"), silent=True)
    app.config.from_prefixed_env("VITAE")
    app.config.from_mapping(settings or {})
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url(app)


def database_url(app: Flask) -> str:
    """Return the address of the database, `DATABASE_URL` of the environment included."""
    given = app.config["DATABASE_URL"] or os.environ.get("DATABASE_URL")
    return str(given or f"sqlite:///{Path(app.instance_path) / 'site.sqlite'}")
