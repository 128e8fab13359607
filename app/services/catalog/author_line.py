"""The author line of a publication in HTML, shortened where the list of authors is long.

It names the makers, and the owner with any other role; editors and translators are marked.
"""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from app.bibliography import latex
from app.bibliography.record import ContributorRole, makers
from app.models import Authorship

# Longer lists show their first authors and the owner.
LONGEST_FULL_LIST = 10
FIRST_SHOWN = 3


def full_line(authorships: Sequence[Authorship], owner_id: int | None) -> str:
    """Return all makers, with the owner in bold."""
    return _joined(_named(authorships, owner_id), owner_id)


def short_line(authorships: Sequence[Authorship], owner_id: int | None) -> tuple[str | None, int]:
    """Return the shortened line and the number of hidden authors; (None, 0) for a short list."""
    named = _named(authorships, owner_id)
    if len(named) <= LONGEST_FULL_LIST:
        return None, 0
    first, rest = named[:FIRST_SHOWN], named[FIRST_SHOWN:]
    owner = [a for a in rest if owner_id is not None and a.person_id == owner_id][:1]
    line = _joined(first, owner_id)
    if owner:
        gap = Markup(", ") if rest[0] is owner[0] else Markup(", … ")
        line += gap + _author(owner[0], owner_id)
    return line, len(rest) - len(owner)


def _named(authorships: Sequence[Authorship], owner_id: int | None) -> list[Authorship]:
    named = makers(authorships)
    is_owner = owner_id is not None and any(one.person_id == owner_id for one in named)
    others = [] if is_owner or owner_id is None else authorships
    return named + [one for one in others if one.person_id == owner_id]


def _joined(authorships: Sequence[Authorship], owner_id: int | None) -> Markup:
    return Markup(", ").join(_author(authorship, owner_id) for authorship in authorships)


def _author(authorship: Authorship, owner_id: int | None) -> Markup:
    name = _rendered(authorship.name_as_published)
    marks = ("*" if authorship.equal_contribution else "") + (
        "†" if authorship.is_corresponding else ""
    )
    if marks:
        name += Markup("<sup>{}</sup>").format(marks)
    is_owner = owner_id is not None and authorship.person_id == owner_id
    line = Markup("<strong>{}</strong>").format(name) if is_owner else name
    return line + (f" ({mark})" if (mark := ContributorRole(authorship.role).mark) else "")


@lru_cache(maxsize=4096)
def _rendered(name: str) -> Markup:
    # The same names recur all over the list.
    return Markup(latex.to_html(name, links=False))
