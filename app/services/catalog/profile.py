"""The owner's public profile."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import select

from app.bibliography.names import names
from app.database import db
from app.models import Person, Profile, Revision, Site, Supervision
from app.models.profile import PortraitFile
from app.services.catalog.cards import ShownLink

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
HAS_PEOPLE = select(Supervision.id).exists()


@dataclass(frozen=True)
class Footer:
    """What every page says of the site: the owner, how to reach her, its last change, sections."""

    owner: str
    email: str | None
    updated_on: date | None
    has_biography: bool = False
    has_people: bool = False


@dataclass(frozen=True)
class Header:
    """The owner as shown at the top of every page."""

    name: str
    initials: str
    memberships: list[str]
    position: str
    links: list[ShownLink]
    biography_html: str
    summary: str
    portrait: list[PortraitFile]
    changes: int
    footer: Footer


def header() -> Header | None:
    """Return the owner's profile, or None if the site is still empty.

    It includes the change count and the footer of the site, which saves the page statements.
    """
    row = db.session.execute(
        select(Profile, Person, Site.changes, LAST_CHANGE, HAS_PEOPLE)
        .join(Profile.person)
        .join(Site, Site.id == Profile.id)
    ).one_or_none()
    return _header(*row) if row else None


def footer() -> Footer | None:
    """Return the footer of a page without the header, or None if the site is still empty."""
    row = db.session.execute(
        select(Profile, Person, LAST_CHANGE, HAS_PEOPLE).join(Profile.person)
    ).one_or_none()
    return _footer(*row) if row else None


def _footer(
    profile: Profile, person: Person, updated_at: datetime | None, has_people: bool
) -> Footer:
    return Footer(
        owner=person.name,
        email=profile.email,
        updated_on=updated_at.date() if updated_at else None,
        has_biography=bool(profile.biography.strip()),
        has_people=has_people,
    )


def _header(
    profile: Profile, person: Person, changes: int, updated_at: datetime | None, has_people: bool
) -> Header:
    position = ", ".join(filter(None, [profile.position_title, profile.affiliation]))
    return Header(
        name=person.name,
        initials=names.initials(person.name),
        memberships=profile.memberships.splitlines(),
        position=position,
        links=_links(profile, person),
        biography_html=profile.biography_html,
        summary=f"{person.name}: {position}." if position else person.name,
        portrait=profile.portrait,
        changes=changes,
        footer=_footer(profile, person, updated_at, has_people),
    )


def _links(profile: Profile, person: Person) -> list[ShownLink]:
    """Return the links, the e-mail address and ORCID iD first."""
    found = [ShownLink("mail", "E-mail", f"mailto:{profile.email}")] if profile.email else []
    if person.orcid:
        found.append(ShownLink("orcid", "ORCID", f"https://orcid.org/{person.orcid}"))
    return found + [
        ShownLink(_kind(link["label"], link["url"]), link["label"], link["url"])
        for link in profile.links
    ]


def _kind(label: str, url: str) -> str:
    """Return the kind of a link, which has an icon; "web" for any other."""
    if CV.search(label):
        return "pdf"
    host = f".{urlsplit(url).hostname or ''}"
    return next((kind for kind, hosts in KNOWN_HOSTS.items() if hosts.search(host)), "web")
