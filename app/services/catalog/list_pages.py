"""Which works stand on a page of the list, and in which order."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from app.models import Work
from app.services.catalog import cards, facets
from app.services.catalog.cards import Entry, Heading
from app.services.catalog.selection import Selection


def read(
    selection: Selection, per_page: int, featured: Sequence[int] = ()
) -> tuple[tuple[Entry, ...], Heading | None]:
    """Return a page's entries, those of `featured` ahead of all; and what the page before ended in.

    `featured` are ids of works in their order.
    """
    start = 0 if selection.page == "all" else (selection.page - 1) * per_page
    # One more at the front tells whether a year goes on from the page before.
    first, most = max(start - 1, 0), per_page + (start > 0)
    ahead = list(featured)
    chosen = select(Work.id).where(facets.listed(selection)).order_by(*order(selection))
    if featured:
        chosen = chosen.where(Work.id.not_in(featured))
    if selection.page != "all":
        ahead = ahead[first : first + most]
        chosen = chosen.offset(max(first - len(featured), 0)).limit(most - len(ahead))
    if ahead:
        chosen = select(Work.id).where(or_(Work.id.in_(ahead), Work.id.in_(chosen)))
    found = cards.read(chosen, order(selection))
    for entry in found:
        entry.is_featured = entry.id in ahead
    found.sort(key=lambda entry: ahead.index(entry.id) if entry.is_featured else len(ahead))
    return tuple(found[start > 0 :]), found[0].heading if start > 0 and found else None


def order(selection: Selection) -> tuple[Any, ...]:
    """Return what works are sorted by, featured ones aside."""
    if selection.sort == "oldest":
        return Work.listed_on == 0, Work.listed_on, Work.id
    return Work.listed_on.desc(), Work.id
