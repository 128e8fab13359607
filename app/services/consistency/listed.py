"""What the list is filtered and searched by, against what is derived from works now."""

from app.services import cache
from app.services.catalog.listing import coauthors, refresh
from app.services.consistency.fault import Fault


def check_listing() -> list[Fault]:
    """Return whether what is derived from works is out of date."""
    found = []
    if works := refresh.outdated_works():
        number = f"{len(works):,} work{'s' if len(works) > 1 else ''}"
        found.append(f"The list's filters are out of date for {number}")
    found += [f"The co-author {slug} has no work" for slug in coauthors.unused()]
    return [Fault(message, refresh_again) for message in found]


def refresh_again() -> None:
    """Derive everything again."""
    refresh.refresh_all()
    cache.commit()
