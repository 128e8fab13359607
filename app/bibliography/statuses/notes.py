"""The status that a note tells among other remarks, and the note without it."""

import re
from collections.abc import Iterator

from app.bibliography.latex import to_text
from app.bibliography.statuses.phrases import LONGEST, Stated, read_status
from app.bibliography.text.sentences import sentences

_PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")
_COMMAS = re.compile(r",\s+")
_MOST_COMMAS = 12
# Comments at arXiv give the length, too: "12 pages, 5 figures, submitted to Tides".
_LENGTH = re.compile(
    r"(?:about |ca\. )?(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|no)"
    r"(?: ?\+ ?\d{1,4})?(?: \w{2,15})? ?"
    r"(?:pages?|pp|pgs?|figures?|figs?|tables?|appendi(?:x|ces)|sections?|columns?|references)\.?",
    re.IGNORECASE,
)
# The history of a manuscript, as journals print it: "Received 3 May 2024; accepted 4 June 2024".
_HISTORY = re.compile(r"(?:manuscript )?received\b", re.IGNORECASE)


def read_note(note: str) -> tuple[Stated | None, str]:
    """Return the status that a note in LaTeX tells, and the rest of the note."""
    if len(note) >= 2 * LONGEST or _HISTORY.match(note):
        return None, note
    clauses = [one for part in note.split(";") for one in sentences(part)]
    for parts, joint in ((_PARAGRAPHS.split(note), "\n\n"), (clauses, "; ")):
        for at, part in enumerate(parts):
            for stated, rest in _statuses(part) if part and ";" not in part else ():
                remarks = (*parts[:at], rest, *parts[at + 1 :])
                return stated, joint.join(filter(None, remarks)).strip()
    return None, note


def _statuses(clause: str) -> Iterator[tuple[Stated, str]]:
    """Yield the status that a clause tells from one of its commas on, and the rest of it."""
    parts = _COMMAS.split(clause)
    remarks = {at for at, part in enumerate(parts) if _LENGTH.fullmatch(part)}
    for start in range(len(parts) if len(parts) <= _MOST_COMMAS else 1):
        text = ", ".join(part for at, part in enumerate(parts) if at not in remarks)
        stated = read_status(to_text(text))
        # In "Best paper. To appear." the first sentence is no venue.
        if stated and not (stated.venue and text.startswith(f"{stated.venue}. ")):
            rest = [parts[at] for at in sorted(remarks)]
            yield stated, ", ".join(filter(None, (*rest, stated.aside)))
        remarks.add(start)
