"""The formats in which the CV can be downloaded."""

from collections.abc import Callable
from typing import NamedTuple

from app.services.exporting.cv import latex
from app.services.exporting.cv.content import Cv


class CvFile(NamedTuple):
    """A format of the CV: its label, media type and writer."""

    label: str
    mimetype: str
    # What is called before each work lets other requests go first.
    write: Callable[[Cv, Callable[[], None]], bytes]


def _write_word(cv: Cv, before_each: Callable[[], None]) -> bytes:
    from app.services.exporting.cv import word

    return word.write(cv, before_each)


FILES = {
    "docx": CvFile(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _write_word,
    ),
    "tex": CvFile("LaTeX", "application/x-tex; charset=utf-8", latex.write),
}
