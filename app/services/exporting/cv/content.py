"""What the CV says, whatever the format it is written in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from app.bibliography.document.cv import Paper, ReferenceStyle, section_part
from app.bibliography.record import PublicationType
from app.database import db
from app.models import Person, Profile
from app.services import cache
from app.services.catalog import people, profile, sections
from app.services.catalog.records import Exported
from app.services.catalog.sections import DatedEntry, Place
from app.services.catalog.translations import languages
from app.services.catalog.translations.shown import translations
from app.services.exporting.cv import parts, rich_text, supervision, works
from app.services.exporting.cv.entries import entries_in
from app.services.exporting.cv.options import CvOptions
from app.services.exporting.cv.rich_text import Runs, to_text
from app.services.exporting.cv.supervision import Supervisee
from app.services.exporting.cv.works import STUDENT, NameMarks, TypeGroup

OWNER: Select[*tuple[Any, ...]] = select(
    Person.id.label("person_id"),
    Person.name,
    Person.orcid,
    Profile.email,
    Profile.memberships,
    Profile.position_title,
    Profile.affiliation,
    Profile.biography,
    Profile.biography_html,
    Profile.cv_style,
    Profile.cv_paper,
    Profile.cv_parts,
    *languages.STATEMENT.selected_columns,
).join(Profile.person)

# In the narrow column of titles, at least.
CHARACTERS_PER_LINE = 13


@dataclass(frozen=True)
class Contact:
    """A way to reach the owner, and its address as printed."""

    label: str
    url: str


@dataclass(frozen=True)
class PartContent:
    """A part of the CV with its content, of which the other fields are empty."""

    key: str
    title: str
    biography: str = ""
    entries: tuple[DatedEntry, ...] = ()
    supervised: list[Supervisee] = field(default_factory=list)
    groups: list[TypeGroup] = field(default_factory=list)
    has_marks: bool = False

    @property
    def title_lines(self) -> int:
        """How many lines the title may take beside its section, at most five."""
        return min(5, len(self.title) // CHARACTERS_PER_LINE + 1)

    @property
    def is_dated(self) -> bool:
        """Whether any entry has a date, or any person the years of their supervision."""
        return any(one.when for one in self.entries) or any(one.years for one in self.supervised)

    @property
    def levels(self) -> list[supervision.LevelGroup]:
        """The people by level."""
        return supervision.by_level(self.supervised)

    @property
    def summary(self) -> Runs:
        """How many people there are at each level."""
        return supervision.summary(self.supervised)


@dataclass(frozen=True)
class Cv:
    """A curriculum vitae; with years, it is one for a grant."""

    name: str
    lines: list[Runs]
    contacts: list[Contact]
    parts: list[PartContent]
    # The titles of all parts that it could have, and the keys of those chosen.
    titles: dict[str, str]
    keys: list[str]
    options: CvOptions
    usual_style: ReferenceStyle
    usual_paper: Paper
    years: str
    made_on: date

    @property
    def style(self) -> ReferenceStyle:
        """The citation style."""
        return self.options.style or self.usual_style

    @property
    def paper(self) -> Paper:
        """The size of the paper."""
        return self.options.paper or self.usual_paper

    @property
    def is_for_grant(self) -> bool:
        """Whether it marks students and has a table of supervision, as funders ask."""
        return self.options.years is not None


def curriculum(
    options: CvOptions, site: str, before_each: Callable[[], None] = lambda: None
) -> Cv | None:
    """Return the CV that an address asks for, or None if the site has no profile."""
    owner = db.session.execute(OWNER).one_or_none()
    if owner is None:
        return None
    languages.remember(owner)
    today = people.today()
    style = options.style or ReferenceStyle(owner.cv_style)
    source = _Source(options, owner, style, today)
    cache.hold_no_lock()
    return Cv(
        name=owner.name,
        lines=_lines(owner),
        contacts=_contacts(owner, site),
        parts=list(source.parts(before_each)),
        titles=source.titles,
        keys=source.keys,
        options=options,
        usual_style=ReferenceStyle(owner.cv_style),
        usual_paper=Paper(owner.cv_paper),
        years=options.years.label(today) if options.years else "",
        made_on=today,
    )


def part_titles(*, with_empty: bool = False) -> dict[str, str]:
    """Return the titles of all parts that the CV can have, by key."""
    listed = sections.sections(Place.CV, with_empty=with_empty)
    return parts.part_titles((one.slug, one.title) for one in listed)


def without_usual_sections(options: CvOptions) -> CvOptions:
    """Return options without the sections if they are what the owner chose anyway."""
    chosen = db.session.scalar(select(Profile.cv_parts)) or []
    usual = parts.shown_keys(part_titles(), (), chosen)
    return replace(options, sections=()) if list(options.sections) == usual else options


def _lines(owner: Row[*tuple[Any, ...]]) -> list[Runs]:
    texts = profile.shown_texts(owner, translations())
    place = [text for text in (texts["position_title"], texts["affiliation"]) if text]
    position = rich_text.joined(", ", ([rich_text.of_text(text)] for text in place))
    memberships = profile.lines(texts["memberships"])
    found = (position, *((rich_text.of_text(line),) for line in memberships))
    return [line for line in found if to_text(line).strip()]


def _contacts(owner: Row[*tuple[Any, ...]], site: str) -> list[Contact]:
    found = [Contact(owner.email, f"mailto:{owner.email}")] if owner.email else []
    if owner.orcid:
        found.append(Contact(f"orcid.org/{owner.orcid}", f"https://orcid.org/{owner.orcid}"))
    return [*found, Contact(site.partition("://")[2].rstrip("/"), site)]


class _Source:
    """The data of the CV, read in a number of statements that does not grow with them."""

    def __init__(
        self,
        options: CvOptions,
        owner: Row[*tuple[Any, ...]],
        style: ReferenceStyle,
        today: date,
    ) -> None:
        self.span = options.years.span(today) if options.years else None
        self.owner, self.style, self.is_for_grant = owner, style, self.span is not None
        listed = sections.sections(Place.CV)
        self.sections = {section_part(one.slug): one for one in listed}
        self.titles = parts.part_titles((one.slug, one.title) for one in listed)
        self.keys = parts.shown_keys(self.titles, options.sections, owner.cv_parts)
        self.supervised = supervision.supervisees(today)
        self.in_span = [one for one in self.supervised if one.is_in(self.span)]
        self.this_year = today.year
        self.works = self._works() if parts.PUBLICATIONS in self.keys else []

    def parts(self, before_each: Callable[[], None]) -> Iterator[PartContent]:
        """Yield the parts that have something in them."""
        for key in self.keys:
            part = self._part(key, before_each)
            if part.biography or part.entries or part.supervised or part.groups:
                yield part

    def _part(self, key: str, before_each: Callable[[], None]) -> PartContent:
        title = self.titles[key]
        if key == parts.BIOGRAPHY:
            # Cleaned when it was saved.
            texts = profile.shown_texts(self.owner, translations())
            return PartContent(key, title, biography=texts["biography_html"])
        if key == parts.SUPERVISION:
            return PartContent(key, title, supervised=self.in_span)
        if key == parts.PUBLICATIONS:
            return self._publications(key, title, before_each)
        return PartContent(key, title, entries=entries_in(self.sections[key], self.span))

    def _works(self) -> list[Exported]:
        """Return the works, without the talks if a section lists them."""
        found = works.listed_works(self.span, self.this_year)
        shown = [one for key, one in self.sections.items() if key in self.keys]
        if not any(section.lists_talks for section in shown):
            return found
        return [one for one in found if one.record.type is not PublicationType.SPEECH]

    def _publications(self, key: str, title: str, before_each: Callable[[], None]) -> PartContent:
        students = self.supervised if self.is_for_grant else ()
        marks = NameMarks(self.owner.person_id, students, self.this_year)
        groups = works.by_type(self.works, self.style, marks, before_each)
        listed = (one for group in groups for one in group.references)
        has_marks = any(STUDENT in run.tags for one in listed for run in one.runs)
        return PartContent(key, title, groups=groups, has_marks=has_marks)
