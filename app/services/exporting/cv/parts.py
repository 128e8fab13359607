"""The parts that the CV can have, in the order that the owner chose."""

from collections.abc import Iterable, Mapping, Sequence

from app.bibliography.document.cv import PART_TITLES, section_part
from app.models.profile import CvPart
from app.translations.text import translated

BIOGRAPHY, SUPERVISION, PUBLICATIONS = PART_TITLES


def part_titles(sections: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the titles of all parts by key, in their usual order.

    Sections of dated entries, given as (slug, title), come before the lists of people and works.
    """
    own = {section_part(slug): title for slug, title in sections}
    titles = {key: translated(title) for key, title in PART_TITLES.items()}
    first = {BIOGRAPHY: titles[BIOGRAPHY]}
    return {**first, **own, **{key: titles[key] for key in (SUPERVISION, PUBLICATIONS)}}


def arranged(titles: Mapping[str, str], chosen: Sequence[CvPart]) -> list[CvPart]:
    """Return all parts as the owner arranged them; new ones where they usually are, and shown."""
    found = [one for one in chosen if one["part"] in titles]
    keys = [one["part"] for one in found]
    before: str | None = None
    for key in titles:
        if key not in keys:
            place = keys.index(before) + 1 if before else 0
            keys.insert(place, key)
            found.insert(place, CvPart(part=key, shown=True))
        before = key
    return found


def shown_keys(
    titles: Mapping[str, str], asked: Sequence[str], chosen: Sequence[CvPart]
) -> list[str]:
    """Return the keys of the parts to show: those that an address asks for, else the owner's."""
    if known := [key for key in asked if key in titles]:
        return known
    return [one["part"] for one in arranged(titles, chosen) if one["shown"]]
