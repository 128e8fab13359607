"""The formats in which the CV can be downloaded."""

from collections.abc import Callable
from typing import NamedTuple

from app.services.exporting.cv import latex
from app.services.exporting.cv.content import Cv


class CvFile(NamedTuple):
    """A format of the CV: its label, media type and writer."""

    label: str
    mimetype: str
    write: Callable[[Cv], bytes]


def _write_word(cv: Cv) -> bytes:
    from app.services.exporting.cv import word

    return word.write(cv)


FILES = {
    "docx": CvFile(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _write_word,
    ),
    "tex": CvFile("LaTeX", "application/x-tex; charset=utf-8", latex.write),
}
