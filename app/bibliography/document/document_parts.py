"""The parts of a profile document, beside its records."""

from typing import Annotated, Literal

from msgspec import Meta

from app.bibliography import identifiers
from app.bibliography.record import HttpAddress, Line, Slug, Strict, Text

Date = Annotated[
    str,
    Meta(pattern=r"^(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z"),
]
Orcid = Annotated[str, Meta(pattern=rf"^{identifiers.ORCID}\Z")]
Email = Annotated[str, Meta(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\Z", max_length=254)]


class ProfileLink(Strict, frozen=True):
    label: Line
    url: HttpAddress
    kind: Line = "web"


class ProfilePart(Strict, frozen=True, kw_only=True):
    name: Line
    given_name: str | None = None
    family_name: Line | None = None
    other_names: tuple[Line, ...] = ()
    memberships: tuple[Line, ...] = ()
    position: str = ""
    affiliation: str = ""
    research_topics: tuple[Line, ...] = ()
    portrait: Line | None = None
    email: Email | None = None
    orcid: Orcid | None = None
    links: tuple[ProfileLink, ...] = ()
    biography: str = ""


class Supervisor(Strict, frozen=True):
    name: Line
    role: Literal["principal", "co"]


class Supervisee(Strict, frozen=True, kw_only=True):
    """A student or collaborator; without a name, the name is not published."""

    name: Line | None = None
    url: HttpAddress | None = None
    level: Line | None = None
    institution: Line | None = None
    role: Literal["principal", "co"] | None = None
    supervisors: tuple[Supervisor, ...] = ()
    started_on: Date | None = None
    ended_on: Date | None = None
    project: Text | None = None
    next_position: Text | None = None


class DescribedTopic(Strict, frozen=True):
    """A topic whose address is not the one that its name would make."""

    name: Line
    slug: Slug


class DescribedWork(Strict, frozen=True, kw_only=True):
    """What is to be said of a work beside its records."""

    work: Slug
    state: Literal["draft", "published"] = "published"
    featured: Annotated[int, Meta(ge=0)] | None = None
    arranged: bool = False
    former: tuple[Slug, ...] = ()
