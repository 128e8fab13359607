"""How the CV is shown by default, in a profile document."""

from enum import StrEnum

from app.bibliography.messages import message
from app.bibliography.record import Slug, Strict


class ReferenceStyle(StrEnum):
    """The citation styles that the CV can list works in."""

    APA = "apa"
    IEEE = "ieee"
    CHICAGO = "chicago"
    VANCOUVER = "vancouver"

    @property
    def label(self) -> str:
        """The name of the style."""
        is_acronym = self in {ReferenceStyle.APA, ReferenceStyle.IEEE}
        return self.value.upper() if is_acronym else self.value.capitalize()


class Paper(StrEnum):
    """The paper sizes that the CV can be printed on."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def label(self) -> str:
        """The name of the size, also in CSS."""
        return _PAPERS[self]


_PAPERS = {Paper.A4: message("A4"), Paper.LETTER: message("Letter")}


# The parts that are no section of dated entries, by their keys.
PART_TITLES = {
    "biography": message("Biography"),
    "supervision": message("Supervision"),
    "publications": message("Publications"),
}


def section_part(slug: str) -> str:
    """Return the key of a section's part; a section may be called like another part."""
    return f"{slug}-section" if slug in PART_TITLES else slug


class CvSection(Strict, frozen=True):
    """A part of the CV, by its key."""

    part: Slug
    shown: bool = True


class CvLayout(Strict, frozen=True):
    """The citation style, the paper size and the parts in order."""

    style: ReferenceStyle = ReferenceStyle.APA
    paper: Paper = Paper.A4
    parts: tuple[CvSection, ...] = ()
