"""The owner's public profile."""

import re
import textwrap
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Row, Select, func, select

from app.bibliography import identifiers
from app.bibliography.names import names
from app.database import db
from app.models import Person, PersonName, Profile, Revision, Section, Site, Supervision
from app.models.profile import PortraitFile
from app.services import cache
from app.services.catalog import biography
from app.services.catalog.links.shown import ShownLink
from app.services.catalog.selection import STANDARD, Arrangement
from app.services.catalog.translations import languages, tables
from app.services.catalog.translations.shown import Translations, translations
from app.translations.collation import sorted_texts
from app.translations.shown import ShownText, joined, language_of
from app.translations.text import gettext as _

CV = re.compile(r"\b(cv|vitae|r[eé]sum[eé]|lebenslauf)\b", re.IGNORECASE)
# The hosts whose links have an icon of their own, each after a dot.
KNOWN_HOSTS = {
    "orcid": re.compile(r"\.orcid\.org$"),
    "scholar": re.compile(
        r"\.(scholar\.google(\.\w+)+|semanticscholar\.org|dblp\.org|dblp\.uni-trier\.de)$"
    ),
    "code": re.compile(r"\.(github\.com|gitlab(\.\w+)+|codeberg\.org|bitbucket\.org|sr\.ht)$"),
    "video": re.compile(r"\.(youtube\.com|youtu\.be|vimeo\.com)$"),
}
# By id, which has an index: revisions are never changed.
LAST_CHANGE = select(Revision.made_at).order_by(Revision.id.desc()).limit(1).scalar_subquery()
LANGUAGES = languages.STATEMENT.selected_columns.values()
# Built once, as are the statements below: to build them takes longer than to run them.
FOOTER: Select[*tuple[Any, ...]] = select(
    Person.name,
    Profile.email,
    Profile.biography,
    LAST_CHANGE.label("updated_at"),
    select(Supervision.id).exists().label("has_people"),
    Person.orcid,
    Profile.portrait,
    *LANGUAGES,
).join(Profile.person)
# All in one value, as another statement would take longer.
OTHER_NAMES = (
    select(func.aggregate_strings(PersonName.name, "\n"))
    .where(PersonName.person_id == Person.id)
    .scalar_subquery()
)

TEXTS = ("position_title", "affiliation", "memberships")
ARRANGEMENT = select(Profile.list_group, Profile.list_view, Profile.list_sort)
ARRANGED: Select[*tuple[Any, ...]] = ARRANGEMENT.add_columns(*LANGUAGES)
DATED: Select[*tuple[Any, ...]] = select(LAST_CHANGE.label("changed"), *LANGUAGES)
HEADER = FOOTER.add_columns(
    *ARRANGEMENT.selected_columns,
    OTHER_NAMES.label("other_names"),
    Profile.memberships,
    Profile.position_title,
    Profile.affiliation,
    Profile.biography_html,
    Profile.links,
    Site.changes,
    select(Section.id).exists().label("has_sections"),
).join(Site, Site.id == Profile.id)


@dataclass(frozen=True)
class Footer:
    """What every page says of the site: the owner, how to reach her, its last change, sections."""

    owner: str
    email: str | None
    updated_on: date | None
    has_biography: bool = False
    has_people: bool = False
    orcid: str | None = None
    # The hash of the largest portrait in the format that every program shows.
    picture: str | None = None


@dataclass(frozen=True)
class Header:
    """The owner as shown at the top of every page."""

    name: str
    other_names: list[str]
    initials: str
    memberships: list[str]
    position_title: str
    affiliation: str
    position: str
    links: list[ShownLink]
    biography_html: str
    summary: str
    portrait: list[PortraitFile]
    changes: int
    arrangement: Arrangement
    has_sections: bool
    footer: Footer

    @cached_property
    def biography_text(self) -> str:
        """The beginning of the biography as plain text."""
        return biography.beginning(self.biography_html)


def header() -> Header | None:
    """Return the owner's profile, or None if the site is still empty.

    It includes the change count and the footer of the site, which saves the page statements.
    """
    row = cache.known_in_request("header", lambda: _one(HEADER))
    return _header(row) if row else None


def footer() -> Footer | None:
    """Return the footer of a page without the header, or None if the site is still empty."""
    row = _one(FOOTER)
    return _footer(row) if row else None


def last_change() -> datetime | None:
    """Return when anything on the site was changed, None for a site as it was created."""
    row = _one(DATED)
    return row.changed if row else db.session.scalar(select(LAST_CHANGE))


def arrangement() -> Arrangement:
    """Return how the owner wants the list to be shown."""
    row = _one(ARRANGED)
    return _arrangement(row) if row else STANDARD


def _one(query: Select[*tuple[Any, ...]]) -> Row[*tuple[Any, ...]] | None:
    """Return the one row of a page's first statement, which reads the site's languages, too."""
    row = db.session.execute(query).one_or_none()
    languages.remember(row)
    return row


def _arrangement(row: Row[*tuple[Any, ...]]) -> Arrangement:
    return Arrangement(row.list_group, row.list_view, row.list_sort)


def _footer(row: Row[*tuple[Any, ...]]) -> Footer:
    return Footer(
        owner=row.name,
        email=row.email,
        updated_on=row.updated_at.date() if row.updated_at else None,
        has_biography=bool(row.biography.strip() or _translated_biography()),
        has_people=row.has_people,
        orcid=row.orcid,
        picture=_picture(row.portrait),
    )


def _translated_biography() -> str:
    return translations().text(tables.PROFILE, 1, "biography", "")


def _header(row: Row[*tuple[Any, ...]]) -> Header:
    texts = shown_texts(row, translations(row.changes))
    place = [texts["position_title"], texts["affiliation"]]
    return Header(
        name=row.name,
        other_names=sorted_texts({*(row.other_names or "").splitlines()} - {row.name}),
        initials=names.initials(row.name),
        memberships=lines(texts["memberships"]),
        position_title=texts["position_title"],
        affiliation=texts["affiliation"],
        position=joined(", ", place),
        links=_links(row),
        biography_html=texts["biography_html"],
        summary=_summary(row.name, ", ".join(filter(None, place))),
        portrait=row.portrait,
        changes=row.changes,
        arrangement=_arrangement(row),
        has_sections=row.has_sections,
        footer=_footer(row),
    )


def shown_texts(row: Any, shown: Translations) -> dict[str, str]:
    """Return the texts of the profile in the reader's language, given their columns."""
    return {
        **{name: shown.text(tables.PROFILE, 1, name, getattr(row, name)) for name in TEXTS},
        "biography_html": shown.html(
            tables.PROFILE, 1, "biography", row.biography, row.biography_html
        ),
    }


def lines(text: str) -> list[str]:
    """Return the lines of a text, each in its language."""
    return [ShownText.of(line, language_of(text)) for line in text.splitlines()]


def _summary(name: str, position: str) -> str:
    whole = _("%(name)s: %(position)s.", name=name, position=position) if position else name
    return textwrap.shorten(whole, biography.SUMMARY_LENGTH, placeholder="…")


def _picture(portrait: list[PortraitFile]) -> str | None:
    files = [file for file in portrait if file["mimetype"] == "image/jpeg"]
    return max(files, key=lambda file: file["width"])["hash"] if files else None


def _links(row: Row[*tuple[Any, ...]]) -> list[ShownLink]:
    """Return the links, the e-mail address and ORCID iD first."""
    found = [ShownLink("mail", _("E-mail"), f"mailto:{row.email}")] if row.email else []
    if row.orcid:
        found.append(ShownLink("orcid", "ORCID", identifiers.orcid_url(row.orcid)))
    return found + [
        ShownLink(_kind(link["label"], link["url"]), link["label"], link["url"])
        for link in row.links
    ]


def _kind(label: str, url: str) -> str:
    """Return the kind of a link, which has an icon; "web" for any other."""
    if CV.search(label):
        return "pdf"
    host = f".{urlsplit(url).hostname or ''}"
    return next((kind for kind, hosts in KNOWN_HOSTS.items() if hosts.search(host)), "web")
