"""Serve the site."""

import gc
import multiprocessing
import os
import resource
import socket

import click
from flask import current_app
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.server import Server

from app.cli.allocation import return_freed_memory
from app.database import db
from app.services import purging

LOCAL = "127.0.0.1"
TARGET = "app.serving.worker:application"
# Slow clients hold a connection each, and nothing else: room for thousands costs little memory.
MOST_CONNECTIONS, BACKLOG = 8_192, 4_096
# Files that a worker needs besides connections: the database, spooled bodies, libraries.
FILES = 512
HEADER_SECONDS, STOP_SECONDS = 10, 7


def require_free_port(port: int, host: str = LOCAL, target: str = "run") -> None:
    """Raise ClickException if `port` is already in use."""
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            other = port + 1 if 1024 <= port < 65535 else 5001
            is_made = "MAKELEVEL" in os.environ
            another = f"make {target} PORT={other}" if is_made else f"--port {other}"
            raise click.ClickException(
                f"Port {port} is not available ({error.strerror}). Try another: {another}"
            ) from None


def serve(port: int, host: str = LOCAL, workers: int | None = None) -> None:
    """Serve the site until it is stopped; without `workers`, by as many as the setting says.

    The workers are forks of this process, so that they share the application's code in memory,
    and start at once.
    """
    # From Python 3.14 on, the default is another, with which each worker imports all again.
    multiprocessing.set_start_method("fork", force=True)
    return_freed_memory()
    connections = raise_file_limit() - FILES
    workers = workers or current_app.config["WORKERS"]
    current_app.config["WORKERS"] = workers
    server = Server(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        loop=Loops.uvloop,
        http=HTTPModes.http1,
        websockets=False,
        backlog=BACKLOG,
        backpressure=min(connections, MOST_CONNECTIONS),
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1_000),
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    purging.finish()
    # Forks must not share connections, and collecting garbage would copy what they share.
    db.session.remove()
    db.engine.dispose()
    gc.freeze()
    server.serve()


def raise_file_limit() -> int:
    """Allow this process as many open files as it may have, and return their number."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + FILES
    limit = wanted if most == resource.RLIM_INFINITY else min(most, wanted)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, most))
    return limit
