"""Prepare the instance folder and database, and serve the site locally."""

import logging
import os
import resource
import socket
import sys
import tempfile
from pathlib import Path

import click
import flask_migrate
from flask import current_app

from app import database
from app.database import db, schema

LOCAL, WORKERS = "127.0.0.1", 2
TARGET = "app.serving.worker:application"
# Slow clients hold a connection each, and nothing else: room for thousands costs little memory.
MOST_CONNECTIONS, BACKLOG = 8_192, 4_096
# Files that a worker needs besides connections: the database, spooled bodies, libraries.
FILES = 512
OPTIONS = {
    "--interface": "rsgi",
    "--http": "1",
    "--loop": "uvloop",
    "--http1-header-read-timeout": 10_000,
    "--workers-kill-timeout": 7,
}
SWITCHES = ("--no-ws", "--no-log", "--respawn-failed-workers")


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


def require_free_port(port: int, host: str = LOCAL, command: str = "make run") -> None:
    """Raise ClickException if `port` is already in use."""
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            other = port + 1 if 1024 <= port < 65535 else 5001
            raise click.ClickException(
                f"Port {port} is not available ({error.strerror}). Try: {command} PORT={other}"
            ) from None


def serve(port: int, host: str = LOCAL, workers: int = WORKERS) -> None:
    """Serve the site until it is stopped, in place of this process.

    The parent of the workers is a new program: it needs nothing of the application in memory.
    """
    connections = raise_file_limit() - FILES
    os.environ["VITAE_WORKERS"] = str(workers)
    options = {
        **OPTIONS,
        "--host": host,
        "--port": port,
        "--workers": workers,
        "--working-dir": Path(current_app.root_path).parent,
        "--backlog": BACKLOG,
        "--backpressure": min(connections, MOST_CONNECTIONS),
    }
    words = [str(word) for pair in options.items() for word in pair]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "granian", *words, *SWITCHES, TARGET])  # noqa: S606 (no shell wanted)


def raise_file_limit() -> int:
    """Allow this process as many open files as it may have, and return their number."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + FILES
    limit = wanted if most == resource.RLIM_INFINITY else min(most, wanted)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, most))
    return limit
