"""Default settings; `instance/config.py`, then `VITAE_*` variables override them."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from app import settings as checks

DEFAULTS: dict[str, Any] = {
    # A SQLAlchemy URL; defaults to `site.sqlite` in the instance folder.
    "DATABASE_URL": None,
    # Works per page of the public list.
    "WORKS_PER_PAGE": 25,
    # Works per page of the works table.
    "WORKS_PER_TABLE": 50,
    # Works in a feed, the newest first.
    "FEED_ENTRIES": 50,
    # "Show all" is offered up to this many works; with more, the page would be megabytes large.
    "SHOW_ALL_LIMIT": 1000,
    # Topics that one URL may combine; further ones are ignored.
    "CHOICES_PER_FACET": 8,
    # Maximum size of a profile document for `load`, in bytes.
    "DOCUMENT_LIMIT": 64 * 1024 * 1024,
    # Imports up to this many bytes are read within the request, larger ones in the background.
    "IMPORT_AT_ONCE": 256 * 1024,
    # Maximum size of an attached PDF, in bytes; Google Scholar reads no larger ones.
    "PDF_LIMIT": 5 * 1024 * 1024,
    # Above the limits for portraits and PDFs, so that their forms can explain a refusal.
    "MAX_CONTENT_LENGTH": 16 * 1024 * 1024,
    # All text of one form; a work may have thousands of authors.
    "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
    # Maximum number of authors of a work; the largest collaborations have about this many.
    "AUTHORS_LIMIT": 5000,
    # Seconds without use, and seconds in total, after which a session expires.
    "SESSION_IDLE": 2 * 60 * 60,
    "SESSION_LONGEST": 12 * 60 * 60,
    # Both limits for sessions with "Keep me signed in".
    "SESSION_REMEMBERED": 30 * 24 * 60 * 60,
    # Sign-in attempts per account and per IP address, and the period in seconds.
    "SIGN_IN_TRIES": 10,
    "SIGN_IN_PERIOD": 5 * 60,
    # Seconds for which an invitation, and a link to reset a password, is valid.
    "INVITATION_LIFETIME": 7 * 24 * 60 * 60,
    "PASSWORD_RESET_LIFETIME": 30 * 60,
    # Whether identifiers may be looked up at doi.org, arXiv, ORCID and OpenAlex, and links checked.
    "LOOKUPS": True,
    # Timeout in seconds and maximum size in bytes of one response.
    "LOOKUP_TIMEOUT": 5,
    "LOOKUP_LIMIT": 2 * 1024 * 1024,
    # Contact e-mail address sent to these hosts, as they request from polite clients.
    "LOOKUP_CONTACT": "",
    # OpenAlex API key (free); without one, the daily limit is lower.
    "LOOKUP_OPENALEX_KEY": "",
    # Hosts whose pages may show `/embed` in a frame, separated by commas, as in a CSP.
    "EMBED_HOSTS": "",
    # Whether the log has whole IP addresses of clients; by default it has their networks.
    "LOG_WHOLE_ADDRESSES": False,
    # Number of trusted reverse proxies; only their X-Forwarded-* headers are used.
    "PROXIES": 0,
    # The public address of the profile; None takes scheme and host from each request.
    "SITE_URL": None,
    # The hosts whose requests are answered, all by default; Flask's setting of this name.
    "TRUSTED_HOSTS": None,
}

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
    app.config.from_mapping(DEFAULTS)
    checks.read_file(app.config, Path(app.instance_path) / "config.py")
    checks.read_environment(app.config, DEFAULTS)
    app.config.from_mapping(settings or {})
    checks.check(app, DEFAULTS)
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url(app)
    checks.check_database(app.config["SQLALCHEMY_DATABASE_URI"])
    # A database in memory has one connection.
    if app.config["SQLALCHEMY_DATABASE_URI"] != "sqlite://":
        app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", ENGINE_OPTIONS)


def database_url(app: Flask) -> str:
    """Return the URL of the database: from the settings, the environment or the default."""
    given = app.config["DATABASE_URL"] or os.environ.get("DATABASE_URL")
    return str(given or f"sqlite:///{Path(app.instance_path) / 'site.sqlite'}")
