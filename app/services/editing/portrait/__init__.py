"""Portraits: uploaded pictures cropped to small squares without metadata."""

import base64
import fcntl
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from app.database import db
from app.models import Image
from app.models.profile import PortraitFile
from app.services.actor import Actor
from app.services.editing import profile

LARGEST_FILE = 5 * 1024 * 1024
# A file of its own, since a package can't be run without importing the site.
PROGRAM = Path(__file__).with_name("cropping.py")
LONGEST_WORK = 30
LONGEST_WAIT = 5
PAUSE = 0.05


class PortraitError(Exception):
    """A picture can't be used; the message says why."""


class PortraitBusyError(PortraitError):
    """Others' pictures are being processed."""


class Square(NamedTuple):
    """One size and format of a portrait, ready to be stored."""

    mimetype: str
    width: int
    content: bytes


class Crop(NamedTuple):
    """The square to crop: 0 is the left or top edge, 1 the right or bottom; `closer` zooms in.

    By default it is above the centre, where most portraits have the head.
    """

    across: float = 0.5
    down: float = 0.35
    closer: float = 1.0


def squares(content: bytes, crop: Crop = Crop()) -> list[Square]:  # noqa: B008 (immutable)
    """Return a picture's squares, AVIF first. Raises PortraitError if it can't be used."""
    if len(content) > LARGEST_FILE:
        raise PortraitError("at most 5 MB")
    with _turn():
        answer = _answer(content, crop)
    if problem := answer.get("problem"):
        raise PortraitError(problem)
    return [Square(kind, width, base64.b64decode(data)) for kind, width, data in answer["squares"]]


def store(made: Iterable[Square]) -> list[PortraitFile]:
    """Store squares in the database by content hash; return their references."""
    return [_store(square) for square in made]


def save(squares: Iterable[Square], actor: Actor, form_key: str | None) -> int | None:
    """Save these squares as the portrait; without any, the page shows initials."""
    with profile.record_profile(actor, "Changed the photograph", form_key) as recording:
        profile.watched_profile("", recording).portrait = store(squares)
    return recording.revision_id


def get_image(digest: str) -> Image | None:
    """Return a stored image, or None."""
    return db.session.get(Image, digest)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait until no process of this machine is working on a picture."""
    with PROGRAM.open("rb") as file:
        last_try = time.monotonic() + LONGEST_WAIT
        while not _is_locked(file.fileno()):
            if time.monotonic() > last_try:
                raise PortraitBusyError("another picture is being processed; try again in a moment")
            time.sleep(PAUSE)
        yield


def _is_locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _answer(content: bytes, crop: Crop) -> dict[str, Any]:
    """Return what the program says, which crops in a process of its own with limited memory."""
    command = [sys.executable, "-I", str(PROGRAM), *map(str, crop)]
    try:
        run = subprocess.run(  # noqa: S603 (numbers and our own program)
            command, input=content, capture_output=True, timeout=LONGEST_WORK, check=True
        )
    except subprocess.SubprocessError:
        raise PortraitError("this picture can't be processed: save it smaller") from None
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def _store(square: Square) -> PortraitFile:
    digest = hashlib.sha256(square.content).hexdigest()
    db.session.merge(Image(hash=digest, mimetype=square.mimetype, content=square.content))
    return {"hash": digest, "mimetype": square.mimetype, "width": square.width}
