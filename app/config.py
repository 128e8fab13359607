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
    # Works to a page of the owner's table.
    "WORKS_PER_TABLE": 50,
    # "Show all" is offered up to this many works: beyond, one page would weigh megabytes.
    "SHOW_ALL_LIMIT": 1000,
    # Topics that one address may combine; further ones are ignored.
    "TOPICS_PER_ADDRESS": 8,
    # Largest profile document that `load` reads, in bytes.
    "DOCUMENT_LIMIT": 64 * 1024 * 1024,
    # An import of at most so many bytes is read within the request, a larger one beside it.
    "IMPORT_AT_ONCE": 256 * 1024,
    # Above what a portrait may have, so that a larger one is refused kindly, by its form.
    "MAX_CONTENT_LENGTH": 16 * 1024 * 1024,
    # All the text of one form: that of a work with thousands of authors.
    "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
    # Authors that the form of a work takes; the largest collaborations have about so many.
    "AUTHORS_LIMIT": 5000,
    # Seconds without use, and seconds in all, after which who is signed in must sign in again.
    "SESSION_IDLE": 2 * 60 * 60,
    "SESSION_LONGEST": 12 * 60 * 60,
    # The same, both, on a device where she asked to be kept signed in.
    "SESSION_REMEMBERED": 30 * 24 * 60 * 60,
    # Tries to sign in, for each account and each address, in so many seconds.
    "SIGN_IN_TRIES": 10,
    "SIGN_IN_PERIOD": 5 * 60,
    # Seconds that a link to make an account or to set a password works.
    "INVITATION_LIFETIME": 30 * 60,
    # Whether identifiers may be looked up at doi.org, arXiv, ORCID and OpenAlex.
    "LOOKUPS": True,
    # Seconds that one answer may take, and bytes that it may have.
    "LOOKUP_TIMEOUT": 5,
    "LOOKUP_LIMIT": 2 * 1024 * 1024,
    # An e-mail address that these hosts are told, as they ask of those who look up politely.
    "LOOKUP_CONTACT": "",
    # A key of OpenAlex, free of charge; without one it answers less often in a day.
    "LOOKUP_OPENALEX_KEY": "",
    # Reverse proxies in front, whose word on host, address and https is taken; nobody else's is.
    "PROXIES": 0,
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
