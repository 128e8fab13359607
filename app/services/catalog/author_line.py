"""The author line of a publication in HTML, shortened where the list of authors is long.

It names the makers, and the owner as editor of a whole book; editors and translators are marked.
"""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from app.bibliography import latex
from app.bibliography.record import ContributorRole, PublicationType, makers
from app.models import Authorship, Publication
from app.translations.text import lazy_gettext

# Longer lists show their first authors and the owner.
LONGEST_FULL_LIST = 10
FIRST_SHOWN = 3
ROLES = (
    (ContributorRole.EDITOR, lazy_gettext("Edited by")),
    (ContributorRole.TRANSLATOR, lazy_gettext("Translated by")),
)


# The editors of these edited what contains them.
PARTS = frozenset(
    {
        PublicationType.ARTICLE_JOURNAL,
        PublicationType.CHAPTER,
        PublicationType.ENTRY_ENCYCLOPEDIA,
        PublicationType.PAPER_CONFERENCE,
        PublicationType.REVIEW,
    }
)


def named(publication: Publication, owner_id: int | None) -> list[Authorship]:
    """Return the makers, and the owner with another role in the whole work."""
    found = makers(publication.authorships)
    is_owner = any(one.person_id == owner_id for one in found)
    if is_owner or owner_id is None or publication.type in PARTS:
        return found
    return found + [one for one in publication.authorships if one.person_id == owner_id]


def full_line(named: Sequence[Authorship], owner_id: int | None) -> str:
    """Return all these names, with the owner in bold."""
    return ", ".join(_author(authorship, owner_id) for authorship in named)


def contributor_lines(publication: Publication, owner_id: int | None) -> list[tuple[str, Markup]]:
    """Return who edited and translated what others made: ("Edited by", names)."""
    known = {one.position for one in named(publication, owner_id)}
    found = []
    for role, label in ROLES:
        others = [a for a in publication.authorships if a.role is role and a.position not in known]
        names = (_author(one, owner_id, marked=False) for one in others)
        if others:
            found.append((str(label), Markup(", ").join(names)))
    return found


def short_line(named: Sequence[Authorship], owner_id: int | None) -> tuple[str | None, int]:
    """Return the shortened line and the number of hidden authors; (None, 0) for a short list."""
    if len(named) <= LONGEST_FULL_LIST:
        return None, 0
    first, rest = named[:FIRST_SHOWN], named[FIRST_SHOWN:]
    owner = [a for a in rest if owner_id is not None and a.person_id == owner_id][:1]
    line = Markup(full_line(first, owner_id))
    if owner:
        gap = Markup(", ") if rest[0] is owner[0] else Markup(", … ")
        line += gap + _author(owner[0], owner_id)
    return line, len(rest) - len(owner)


def _author(authorship: Authorship, owner_id: int | None, *, marked: bool = True) -> Markup:
    name = _rendered(authorship.name_as_published)
    marks = ("*" if authorship.equal_contribution else "") + (
        "†" if authorship.is_corresponding else ""
    )
    if marks:
        name += Markup("<sup>{}</sup>").format(marks)
    is_owner = owner_id is not None and authorship.person_id == owner_id
    line = Markup("<strong>{}</strong>").format(name) if is_owner else name
    mark = ContributorRole(authorship.role).mark if marked else ""
    return line + f" ({mark})" if mark else line


@lru_cache(maxsize=4096)
def _rendered(name: str) -> Markup:
    # The same names recur all over the list.
    return Markup(latex.to_html(name, links=False))
