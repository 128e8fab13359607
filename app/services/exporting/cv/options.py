"""What an address asks of the CV: its years, citation style, sections and paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import quote

from app.bibliography.document.cv import Paper, ReferenceStyle
from app.services.catalog.slugs import LONGEST
from app.services.exporting.cv.years import CvYears, parse_years

E = TypeVar("E", bound=StrEnum)
# More sections than anyone has.
MOST_SECTIONS = 50


@dataclass(frozen=True)
class CvOptions:
    """The choices of an address; what is None or empty is as the owner chose."""

    years: CvYears | None = None
    style: ReferenceStyle | None = None
    sections: tuple[str, ...] = ()
    paper: Paper | None = None

    @property
    def query(self) -> str:
        """The canonical query: the keys in one order, without empty ones."""
        pairs = {
            "years": self.years.text if self.years else "",
            "style": self.style or "",
            "sections": ",".join(map(quote, self.sections)),
            "paper": self.paper or "",
        }
        return "&".join(f"{key}={value}" for key, value in pairs.items() if value)

    @property
    def is_common(self) -> bool:
        """Whether so few addresses are like this one that the server may keep their answers."""
        is_range = self.years is not None and "-" in self.years.text
        return not (self.sections or is_range)


def parse_options(keys: Mapping[str, Sequence[str]]) -> CvOptions:
    """Return the options in a query string; unknown values are ignored."""
    listed = [key.strip() for text in keys.get("sections", ()) for key in text.split(",")]
    # A form sends each section on its own.
    sections = dict.fromkeys(key for key in listed if key and len(key) <= LONGEST)
    return CvOptions(
        years=parse_years(_first(keys, "years")),
        style=_member(ReferenceStyle, _first(keys, "style")),
        sections=tuple(sections)[:MOST_SECTIONS],
        paper=_member(Paper, _first(keys, "paper")),
    )


def _first(keys: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(keys.get(name, ())), "")


def _member(kind: type[E], text: str) -> E | None:
    return kind(text) if text in {member.value for member in kind} else None
