"""The ids of feeds and their entries: tag URIs (RFC 4151), which survive every other address.

They begin with a host, a day on which it was the site's, and the site's path there, if it has one.
A site may move, so these are stored once it is served under its own name, and stay from then on, in
backups too.
"""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import select, update

from app.database import db
from app.models import Revision, Site
from app.services import cache

FIRST_CHANGE = select(Revision.made_at).order_by(Revision.id).limit(1)
# What RFC 4151 takes as the name of an authority; an address in brackets is none.
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
ANY_HOST, ANY_DAY = "localhost", "2026-01-01"


def tag_authority(site: str) -> str:
    """Return the stored beginning of ids, or one for this address since the first change."""
    stored: str | None = db.session.scalar(select(Site.tag_authority))
    if stored:
        return stored
    first = db.session.scalar(FIRST_CHANGE)
    return _authority(site, first.date().isoformat() if first else ANY_DAY)


def tag(authority: str, specific: str) -> str:
    """Return the id of something on the site."""
    return f"tag:{authority}:{specific}"


def keep_authority(site: str) -> None:
    """Store the beginning of ids for the site's address, unless one is stored."""
    authority = _authority(site, datetime.now(UTC).date().isoformat())
    missing = update(Site).where(Site.tag_authority.is_(None)).values(tag_authority=authority)
    if db.session.execute(missing).rowcount:  # type: ignore[attr-defined]
        cache.commit()
    else:
        db.session.rollback()


def _authority(site: str, day: str) -> str:
    address = urlsplit(site)
    host = address.hostname or ""
    path = address.path.strip("/")
    return f"{host if HOST.fullmatch(host) else ANY_HOST},{day}{f':{path}' if path else ''}"
