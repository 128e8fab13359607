"""Macros for journals that styles and databases define, not the files that use them.

The names are those of the journals behind the macros of AASTeX and the NASA Astrophysics Data
System (help page "Journal Abbreviations"), and behind the macros of BibTeX's standard styles.
"""

import re
from typing import NamedTuple

from app.bibliography.bibtex.fields import FieldReader
from app.bibliography.latex.escape import from_text

# As in `journal = {\apj}`.
ASTRONOMY = {
    "aap": "Astronomy & Astrophysics",
    "aapr": "The Astronomy and Astrophysics Review",
    "aaps": "Astronomy and Astrophysics Supplement Series",
    "aas": "American Astronomical Society Meeting Abstracts",
    "actaa": "Acta Astronomica",
    "aj": "The Astronomical Journal",
    "ao": "Applied Optics",
    "apj": "The Astrophysical Journal",
    "apjl": "The Astrophysical Journal Letters",
    "apjs": "The Astrophysical Journal Supplement Series",
    "aplett": "Astrophysical Letters",
    "apspr": "Astrophysics and Space Physics Research",
    "apss": "Astrophysics and Space Science",
    "araa": "Annual Review of Astronomy and Astrophysics",
    "azh": "Astronomicheskii Zhurnal",
    "baas": "Bulletin of the American Astronomical Society",
    "bac": "Bulletin of the Astronomical Institutes of Czechoslovakia",
    "bain": "Bulletin of the Astronomical Institutes of the Netherlands",
    "caa": "Chinese Astronomy and Astrophysics",
    "cjaa": "Chinese Journal of Astronomy and Astrophysics",
    "dps": "AAS/Division for Planetary Sciences Meeting Abstracts",
    "epsl": "Earth and Planetary Science Letters",
    "expa": "Experimental Astronomy",
    "fcp": "Fundamentals of Cosmic Physics",
    "gca": "Geochimica et Cosmochimica Acta",
    "grl": "Geophysical Research Letters",
    "iaucirc": "International Astronomical Union Circular",
    "icarus": "Icarus",
    "jaavso": "Journal of the American Association of Variable Star Observers",
    "jatis": "Journal of Astronomical Telescopes, Instruments, and Systems",
    "jcap": "Journal of Cosmology and Astroparticle Physics",
    "jcp": "The Journal of Chemical Physics",
    "jgr": "Journal of Geophysical Research",
    "jqsrt": "Journal of Quantitative Spectroscopy and Radiative Transfer",
    "jrasc": "Journal of the Royal Astronomical Society of Canada",
    "maps": "Meteoritics & Planetary Science",
    "memras": "Memoirs of the Royal Astronomical Society",
    "memsai": "Memorie della Società Astronomica Italiana",
    "mnras": "Monthly Notices of the Royal Astronomical Society",
    "na": "New Astronomy",
    "nar": "New Astronomy Reviews",
    "nat": "Nature",
    "natas": "Nature Astronomy",
    "nphysa": "Nuclear Physics A",
    "pasa": "Publications of the Astronomical Society of Australia",
    "pasj": "Publications of the Astronomical Society of Japan",
    "pasp": "Publications of the Astronomical Society of the Pacific",
    "physrep": "Physics Reports",
    "physscr": "Physica Scripta",
    "planss": "Planetary and Space Science",
    "pra": "Physical Review A",
    "prb": "Physical Review B",
    "prc": "Physical Review C",
    "prd": "Physical Review D",
    "pre": "Physical Review E",
    "prl": "Physical Review Letters",
    "procspie": "Proceedings of SPIE",
    "psj": "The Planetary Science Journal",
    "qjras": "Quarterly Journal of the Royal Astronomical Society",
    "rmxaa": "Revista Mexicana de Astronomía y Astrofísica",
    "rnaas": "Research Notes of the AAS",
    "skytel": "Sky & Telescope",
    "solphys": "Solar Physics",
    "sovast": "Soviet Astronomy",
    "ssr": "Space Science Reviews",
    "zap": "Zeitschrift für Astrophysik",
}
ASTRONOMY |= {
    "apjlett": ASTRONOMY["apjl"],
    "apjsupp": ASTRONOMY["apjs"],
    "applopt": ASTRONOMY["ao"],
    "astap": ASTRONOMY["aap"],
}
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
_MACRO = re.compile(r"\\([a-z]+)(?![A-Za-z])(?:\{\})?")


class VenueName(NamedTuple):
    """The name of a journal or a book, and its short name."""

    name: str | None
    short: str | None


def predefined(macro: str, field: str) -> str | None:
    """Return the journal that a macro means in a style, if the field names one."""
    if field.lower() not in _CONTINUED:
        return None
    return STANDARD.get(macro) or ASTRONOMY.get(macro)


def read_venue_name(fields: FieldReader, field: str) -> VenueName:
    """Return the name in this field with its subtitle, and its short name."""
    whole = fields.line(_WHOLE_NAME) if field.startswith("journal") or not field else None
    name = whole or _line(fields, field)
    subtitle, addition = _CONTINUED.get(field, ("", ""))
    for more, joint in ((subtitle, ": "), (addition, ". ")):
        if name and (text := _line(fields, more)):
            name = f"{name}{' ' if name[-1] in ':?!.' else joint}{text}"
    fields_of_short = (*_SHORT_NAMES, field) if whole else _SHORT_NAMES
    given = filter(fields.raw, fields_of_short)
    short = next((text for one in given if (text := _line(fields, one))), None)
    return VenueName(name, short if short != name else None)


def _line(fields: FieldReader, field: str) -> str | None:
    return fields.line(field, _with_journals)


def _with_journals(source: str) -> str:
    return _MACRO.sub(_journal, source) if "\\" in source else source


def _journal(macro: re.Match[str]) -> str:
    name = ASTRONOMY.get(macro[1])
    return from_text(name) if name else macro[0]
