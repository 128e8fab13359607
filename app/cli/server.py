"""Prepare the instance folder and database, and serve the site locally."""

import logging
import socket
import tempfile
from pathlib import Path

import click
import flask_migrate
from flask import current_app
from granian.constants import Interfaces
from granian.server import Server

from app import database
from app.database import db, schema


def prepare() -> None:
    """Create the instance folder and upgrade the database to the current schema."""
    folder = Path(current_app.instance_path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise click.ClickException(
            f"The folder {folder} can't be written ({error.strerror}). Give this user"
            " permission to write there, or set VITAE_INSTANCE to another folder."
        ) from None
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if database.exists():
        schema.require_not_newer(db.engine)
    flask_migrate.upgrade()
    database.require_writable()


def require_free_port(port: int) -> None:
    """Raise ClickException if `port` is already in use."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            other = port + 1 if 1024 <= port < 65535 else 5001
            raise click.ClickException(
                f"Port {port} is not available ({error.strerror}). Try: make run PORT={other}"
            ) from None


def serve(port: int) -> None:
    """Serve the site on 127.0.0.1 until it is stopped."""
    Server(
        "wsgi:app", address="127.0.0.1", port=port, interface=Interfaces.WSGI, log_enabled=False
    ).serve()
