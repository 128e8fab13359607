"""Variables in the note of a CSL item, where Zotero's Extra has what its fields lack."""

import re
from typing import Any

from app.bibliography.csl.values import EMPTY

# "DOI: 10.1000/182", or "{:DOI: 10.1000/182}" as citeproc-js had it first.
_VARIABLE = re.compile(r"(?:\{:)?([A-Za-z][A-Za-z-]{1,25}):[ \t]{0,9}(\S[^\n}]{0,500})\}?")
_LONGEST_NOTE = 20_000
_READ = (
    "type genre status issued DOI container-title event-title publisher volume issue number page"
    " language"
)
_READABLE = {name: name for name in _READ.split()} | {"Type": "type", "doi": "DOI"}


def with_variables_of_note(raw: dict[str, Any]) -> dict[str, Any]:
    """Return an item with the variables that lines of its note tell; citeproc-js reads them so."""
    note = raw.get("note")
    if not isinstance(note, str) or ":" not in note or len(note) > _LONGEST_NOTE:
        return raw
    told: dict[str, str] = {}
    others = []
    for line in note.split("\n"):
        found = _VARIABLE.fullmatch(line.strip())
        name = _READABLE.get(found[1], "") if found else ""
        if found and name and name not in told and (name == "type" or raw.get(name) in EMPTY):
            told[name] = found[2].strip()
        else:
            others.append(line)
    return raw | told | {"note": "\n".join(others).strip()} if told else raw
