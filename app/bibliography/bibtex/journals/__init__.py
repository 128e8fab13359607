"""Macros for journals that styles and databases define, not the files that use them.

The names are those of the journals behind the macros of BibTeX's standard styles, and behind those
in the modules beside this one.
"""

import re
from typing import NamedTuple

from app.bibliography.bibtex.fields import FieldReader
from app.bibliography.bibtex.journals import astronomy, physics
from app.bibliography.latex.escape import from_text

# As in `journal = jacm`.
STANDARD = {
    "acmcs": "ACM Computing Surveys",
    "acta": "Acta Informatica",
    "cacm": "Communications of the ACM",
    "ibmjrd": "IBM Journal of Research and Development",
    "ibmsj": "IBM Systems Journal",
    "ieeese": "IEEE Transactions on Software Engineering",
    "ieeetc": "IEEE Transactions on Computers",
    "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters",
    "jacm": "Journal of the ACM",
    "jcss": "Journal of Computer and System Sciences",
    "scp": "Science of Computer Programming",
    "sicomp": "SIAM Journal on Computing",
    "tcs": "Theoretical Computer Science",
    "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems",
    "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software",
    "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems",
}
# The fields that name a journal or a book, each with its subtitle and an addition to it.
_CONTINUED = {
    **dict.fromkeys(("journal", "journaltitle"), ("journalsubtitle", "journaltitleaddon")),
    "booktitle": ("booksubtitle", "booktitleaddon"),
    "maintitle": ("mainsubtitle", "maintitleaddon"),
}
# MathSciNet and zbMATH write the whole name here, and its abbreviation in `journal`.
_WHOLE_NAME = "fjournal"
# The short names of BibLaTeX, Scopus and Web of Science.
_SHORT_NAMES = ("shortjournal", "abbrev_source_title", "journal-iso")
_MACRO = re.compile(r"\\([A-Za-z]+)(?:\{\})?")
MACROS = {
    macro: name
    for table in (physics.JOURNALS, astronomy.JOURNALS)
    for macros, name in (line.split(" = ") for line in table.strip().splitlines())
    for macro in macros.split()
}


class VenueName(NamedTuple):
    """The name of a journal or a book, and its short name."""

    name: str | None
    short: str | None


def predefined(macro: str, field: str) -> str | None:
    """Return the journal that a macro means in a style, if the field names one."""
    if field.lower() not in _CONTINUED:
        return None
    return STANDARD.get(macro) or MACROS.get(macro)


def read_venue_name(fields: FieldReader, field: str) -> VenueName:
    """Return the name in this field with its subtitle, and its short name."""
    whole = fields.line(_WHOLE_NAME) if field.startswith("journal") or not field else None
    name = whole or _line(fields, field)
    subtitle, addition = _CONTINUED.get(field, ("", ""))
    for more, joint in ((subtitle, ": "), (addition, ". ")):
        if name and (text := _line(fields, more)):
            name = f"{name}{' ' if name[-1] in ':?!.' else joint}{text}"
    fields_of_short = (*_SHORT_NAMES, field) if whole else _SHORT_NAMES
    given = fields.given(fields_of_short)
    short = next((text for one in given if (text := _line(fields, one))), None)
    return VenueName(name, short if short != name else None)


def _line(fields: FieldReader, field: str) -> str | None:
    return fields.line(field, _with_journals)


def _with_journals(source: str) -> str:
    return _MACRO.sub(_journal, source) if "\\" in source else source


def _journal(macro: re.Match[str]) -> str:
    name = MACROS.get(macro[1].lower())
    return from_text(name) if name else macro[0]
