"""The site's commands in processes of their own, which end when the run ends, however it does."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, Protocol

from flask.cli import main

from app.serving.parent import end_with_parent
from tests.bench.sites import FLASK, Site

_forks = get_context("forkserver")
# Imported once for all forks: importing takes longer than all else that a server does to start.
_forks.set_forkserver_preload(["app.serving.front", "tests.torture.commands"])


class Process(Protocol):
    """A process that runs a command, the leader of a group of its own."""

    @property
    def pid(self) -> int | None:
        """The id of the process."""

    def is_running(self) -> bool:
        """Return whether it has not ended."""

    def has_ended(self, seconds: float) -> bool:
        """Wait for its end for so many seconds; return whether it came."""


class Command(NamedTuple):
    """A `flask` command for a site, and where its output goes."""

    arguments: Sequence[str]
    site: Site
    log: Path
    settings: Mapping[str, str] = {}

    @property
    def environment(self) -> dict[str, str]:
        """The environment that the command runs in."""
        return {**self.site.environment, "VITAE_LOOKUPS": "false", **self.settings}


class Launch(Protocol):
    """A way to start a command."""

    def __call__(self, command: Command) -> Process:
        """Start a command."""


def executed(command: Command) -> Process:
    """Start a command as people do."""
    return _Executed(command)


def executed_without_override(command: Command) -> Process:
    """Start a command, as root without the right to write to any file."""
    return _Executed(command, without_override())


def without_override() -> list[str]:
    """Return the command that takes root's right to write to any file."""
    found = shutil.which("setpriv") if os.geteuid() == 0 else None
    return [found, "--bounding-set=-dac_override"] if found else []


def forked(command: Command) -> Process:
    """Start a command by forking a process that has imported the application already."""
    return _Forked(command)


class _Executed:
    def __init__(self, command: Command, prefix: Sequence[str] = ()) -> None:
        with command.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 (our own command)
                [*prefix, *FLASK, *command.arguments],
                env=command.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509 (the runs' own threads hold no locks)
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_running(self) -> bool:
        return self._process.poll() is None

    def has_ended(self, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


class _Forked:
    def __init__(self, command: Command) -> None:
        self._process = _forks.Process(
            target=_run, args=(list(command.arguments), command.environment, str(command.log))
        )
        self._process.start()

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def is_running(self) -> bool:
        return self._process.is_alive()

    def has_ended(self, seconds: float) -> bool:
        self._process.join(seconds)
        return not self._process.is_alive()


def _run(arguments: list[str], environment: dict[str, str], log: str) -> None:
    end_with_parent()
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(file, stream)
    sys.argv = ["flask", "--app", "wsgi", *arguments]
    main()
