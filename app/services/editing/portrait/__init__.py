"""Portraits: uploaded pictures cropped to small squares without metadata."""

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from app.bibliography.messages import message
from app.database import db
from app.models import Image
from app.models.profile import PortraitFile
from app.services.actor import Actor
from app.services.editing import profile
from app.services.editing.limited_program import ProgramBusyError, ProgramFailedError, answer_of

LARGEST_FILE = 5 * 1024 * 1024
PROGRAM = Path(__file__).with_name("cropping.py")
BUSY = message("another picture is being processed; try again in a moment")


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
        raise PortraitError(message("at most 5 MB"))
    try:
        answer = answer_of(PROGRAM, content, *crop)
    except ProgramBusyError:
        raise PortraitBusyError(BUSY) from None
    except ProgramFailedError:
        raise PortraitError(message("this picture can't be processed: save it smaller")) from None
    if problem := answer.get("problem"):
        raise PortraitError(message(problem))
    return [Square(kind, width, base64.b64decode(data)) for kind, width, data in answer["squares"]]


def store(made: Iterable[Square]) -> list[PortraitFile]:
    """Store squares in the database by content hash; return their references."""
    return [_store(square) for square in made]


def save(squares: Iterable[Square], actor: Actor, form_key: str | None) -> int | None:
    """Save these squares as the portrait; without any, the page shows initials."""
    with profile.record_profile(actor, message("Changed the photograph"), form_key) as recording:
        profile.watched_profile("", recording).portrait = store(squares)
    return recording.revision_id


def get_image(digest: str) -> Image | None:
    """Return a stored image, or None."""
    return db.session.get(Image, digest)


def _store(square: Square) -> PortraitFile:
    digest = hashlib.sha256(square.content).hexdigest()
    db.session.merge(Image(hash=digest, mimetype=square.mimetype, content=square.content))
    return {"hash": digest, "mimetype": square.mimetype, "width": square.width}
