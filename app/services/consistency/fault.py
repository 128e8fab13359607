"""What a check of the site finds."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Something that is wrong, in words, and how to fix it, if that is known."""

    message: str
    fix: Callable[[], object] | None = None
