"""Links from printed names to the pages of people, made when a list of authors is shown.

Who has a page changes without the works that print the name, so stored HTML has no links.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from sqlalchemy import exists, or_, select

from app.bibliography.labels.publications import ROLE_MARKS
from app.database import db
from app.models import Coauthor, PersonName, Work, work_coauthor
from app.services.catalog import search, slugs
from app.translations.current import current_language
from app.translations.languages import SOURCE
from app.translations.text import translated

# The slugs of pages by the slugs of the names that are printed.
Pages = Mapping[str, str]
SEPARATOR = ", "
# A name without markup but for what a search marks, then the signs and the role of the author.
NAME = re.compile(
    r"(?P<name>(?:[^<>]|</?mark>)+?)(?P<rest>(?:<sup>[^<>]{1,9}</sup>)?(?: \((?:ed|trans)\.\))?)"
)
MARK = re.compile("</?mark>")
ROLES = {str(mark): mark for mark in ROLE_MARKS.values()}
# After a name, before the next one or at the end.
ROLE = re.compile(rf" \(({'|'.join(map(re.escape, ROLES))})\)(?=, |\Z)")
# The names of people of the site, and those whom only their works make known.
COAUTHORS = select(Coauthor.slug, Coauthor.name, PersonName.name.label("variant")).outerjoin(
    PersonName, PersonName.person_id == Coauthor.person_id
)


def linked_authors(line: str, pages: Pages, address: Callable[[str], str]) -> str:
    """Return the HTML of a list of authors in which the names of people with pages are links."""
    if pages:
        line = SEPARATOR.join(_linked(piece, pages, address) for piece in line.split(SEPARATOR))
    return with_roles(line)


def with_roles(line: str) -> str:
    """Return the HTML of a list of authors, stored in English, with roles in the reader's words."""
    if current_language() == SOURCE:
        return line
    return ROLE.sub(lambda found: f" ({translated(ROLES[found[1]])})", line)


def pages_by_name(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the slugs of pages by the slugs of names, given (page, name)."""
    return {_slug(name): page for page, name in names}


def pages_of_work(work_id: int, *, drafts: bool) -> dict[str, str]:
    """Return the pages of all co-authors of a work who have one."""
    other = work_coauthor.alias()
    another = exists().where(
        other.c.coauthor_id == Coauthor.id,
        other.c.work_id != work_id,
        Work.id == other.c.work_id,
        search.visible_condition(drafts),
    )
    of_work = work_coauthor.c.coauthor_id == Coauthor.id
    rows = db.session.execute(
        COAUTHORS.join(work_coauthor, of_work)
        .where(work_coauthor.c.work_id == work_id, or_(Coauthor.person_id.is_not(None), another))
        .order_by(Coauthor.id)
    )
    return pages_by_name((row.slug, name) for row in rows for name in row[1:] if name)


def _linked(piece: str, pages: Pages, address: Callable[[str], str]) -> str:
    found = NAME.fullmatch(piece)
    page = pages.get(_slug(html.unescape(MARK.sub("", found["name"])))) if found else None
    if not found or not page or not _is_balanced(found["name"]):
        return piece
    return f'<a href="{html.escape(address(page))}">{found["name"]}</a>{found["rest"]}'


def _is_balanced(name: str) -> bool:
    return name.count("<mark>") == name.count("</mark>")


# The same names recur all over the list.
@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    return slugs.readable(name)
