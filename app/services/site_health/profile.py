"""What the owner's profile lacks."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Select, select

from app.bibliography.messages import message
from app.database import db
from app.models import Person, Profile
from app.services.cache import remembered
from app.services.site_health.findings import (
    EditPage,
    Fix,
    HealthCheck,
    Issue,
    ProfileField,
    Severity,
)

# By column: what it is called, what it is good for, and where it is added.
WANTED: dict[str, tuple[str, str, Fix]] = {
    "portrait": (
        message("Portrait"),
        message("It also goes with links to this site in messages and on social media."),
        EditPage("portrait"),
    ),
    "position_title": (
        message("Position"),
        message("Search engines show it below your name."),
        ProfileField("position_title"),
    ),
    "affiliation": (
        message("Affiliation"),
        message("It tells you apart from others with your name."),
        ProfileField("affiliation"),
    ),
    "orcid": (
        message("ORCID iD"),
        message(
            "It is the one identifier of a researcher that publishers, funders and indexes share."
        ),
        ProfileField("orcid"),
    ),
    "links": (
        message("Links to your other profiles"),
        message(
            "By them, search engines know that those pages and this one are about the same person."
        ),
        ProfileField("links"),
    ),
    "email": (
        message("E-mail address"),
        message("Readers can ask for a paper or a talk."),
        ProfileField("email"),
    ),
    "biography": (
        message("Biography"),
        message("Many visitors come for a few lines to introduce you with."),
        EditPage("biography"),
    ),
}
ROW: Select[*tuple[Any, ...]] = select(
    Profile.portrait,
    Profile.position_title,
    Profile.affiliation,
    Person.orcid,
    Profile.links,
    Profile.email,
    Profile.biography,
    Profile.biography_html,
).join(Profile.person)


def profile_checks(changes: int) -> Iterator[HealthCheck]:
    """Yield a check of the profile, unless it is complete."""
    row = profile_row(changes)
    if row is None:
        why = message("Everything else on this site refers to it.")
        issue = Issue(message("Your name"), why, EditPage("start"))
        yield _check(message("The site has no profile yet"), [issue])
        return
    lacking = [Issue(*WANTED[name]) for name in WANTED if not _is_given(getattr(row, name))]
    if lacking:
        yield _check(message("Missing from your profile"), lacking)


@remembered
def profile_row(_changes: int) -> Row[*tuple[Any, ...]] | None:
    """Return what the report reads of the profile, None if there is none."""
    return db.session.execute(ROW).one_or_none()


def _is_given(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _check(heading: str, lacking: list[Issue]) -> HealthCheck:
    why = message("It is the page that a search for your name should find.")
    return HealthCheck("profile", Severity.MISSING, heading, why, len(lacking), lacking)
