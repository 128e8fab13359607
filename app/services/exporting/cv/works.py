"""The owner's works by type, as numbered references."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup
from msgspec import structs
from sqlalchemy import ColumnElement, and_, or_, true

from app.bibliography import citeproc
from app.bibliography.document.cv import ReferenceStyle
from app.bibliography.record import Record, Status
from app.bibliography.text.pieces import ElementEnd, ElementStart, Piece, Text
from app.models import Work, WorkState
from app.models.work import FORTHCOMING, dated_within
from app.services.catalog import records
from app.services.catalog.listing import known_people
from app.services.catalog.listing.known_people import KnownPeople
from app.services.catalog.records import Exported
from app.services.catalog.year_ranges import LAST, Range
from app.services.exporting import citation_items, citations
from app.services.exporting.cv import rich_text
from app.services.exporting.cv.rich_text import Run, Runs
from app.services.exporting.cv.supervision import Supervisee
from app.services.exporting.works import SHOWN
from app.translations.current import current_language
from app.translations.text import translated

OWNER, STUDENT = "b", "u"
# The owner's name while a style writes the reference, which may make other words bold.
NAME_OF_OWNER = "owner"
# Each stands for a formula while a style writes the title around it.
FIRST_FORMULA = 0xE100
LAST_FORMULA = 0xF8EF


@dataclass(frozen=True)
class NumberedReference:
    """A reference with its number among those of its type."""

    number: int
    slug: str
    runs: Runs

    @property
    def html(self) -> Markup:
        """The reference as safe HTML."""
        return rich_text.to_html(self.runs)


@dataclass(frozen=True)
class TypeGroup:
    """The works of one type, the newest first; the oldest is number 1."""

    label: str
    references: list[NumberedReference]


def listed_works(span: Range | None, this_year: int) -> list[Exported]:
    """Return the version shown of each published work, by type and date.

    In press counts as this year where no year is known.
    """
    visible = and_(Work.state == WorkState.PUBLISHED, SHOWN)
    chosen = and_(visible, true() if span is None else _within(span, this_year))
    order = Work.type_rank, Work.listed_on.desc(), Work.id
    # A publication is cited by its original title.
    return records.exported_records(chosen, *order, translated=False)


def _within(span: Range, this_year: int) -> ColumnElement[bool]:
    dated = dated_within(*span)
    includes_now = span[0] <= this_year <= span[1]
    return or_(dated, Work.listed_on >= FORTHCOMING * 10_000) if includes_now else dated


@dataclass(frozen=True)
class NameMarks:
    """Whose names are marked: the owner's, and those of students in the years of supervision."""

    owner_id: int | None
    supervised: Sequence[Supervisee] = ()
    this_year: int = LAST

    def elements(self, people: KnownPeople | None, one: Exported) -> tuple[str, ...]:
        """Return the element that sets each author of a work off, "" for most."""
        year = one.record.year or self.this_year
        students = {each.person_id for each in self.supervised if each.is_in((year, year))}
        pairs = zip(one.record.people, one.people, strict=True)
        return tuple(self._element(people, students, author.name, id_) for author, id_ in pairs)

    def _element(
        self,
        people: KnownPeople | None,
        students: Collection[int | None],
        name: str,
        person_id: int | None,
    ) -> str:
        if person_id is not None and person_id == self.owner_id:
            return OWNER
        found = people.coauthor(name, person_id) if people else None
        is_student = found and found.person_id is not None and found.person_id in students
        return STUDENT if is_student else ""


def by_type(
    works: Iterable[Exported],
    style: ReferenceStyle,
    marks: NameMarks,
    before_each: Callable[[], None] = lambda: None,
) -> list[TypeGroup]:
    """Return works as references of a style, with names marked."""
    people = known_people.known_people() if marks.supervised else None
    groups = []
    for kind, of_type in groupby(works, lambda one: one.record.type):
        listed = list(of_type)
        references = []
        for index, one in enumerate(listed):
            before_each()
            runs = reference_runs(style, one.record, marks.elements(people, one))
            references.append(NumberedReference(len(listed) - index, one.record.work or "", runs))
        groups.append(TypeGroup(translated(kind.plural), references))
    return groups


def reference_runs(style: ReferenceStyle, record: Record, of_people: tuple[str, ...]) -> Runs:
    """Return the reference of a record, without a number."""
    # A save changes few works, and another style none: the rest is remembered.
    kept = structs.replace(record, abstract=None, source=None, note=None, topics=(), work=None)
    kept = structs.replace(kept, citation_key=None)
    languages = current_language(), citations.title_language(record)
    return _runs(style, kept, of_people, languages)


@lru_cache(maxsize=4_096)
def _runs(
    style: ReferenceStyle,
    record: Record,
    of_people: tuple[str, ...],
    languages: tuple[str, str | None],
) -> Runs:
    formulas: list[str] = []

    def placeholder(source: str) -> str:
        formulas.append(source)
        return chr(min(FIRST_FORMULA + len(formulas) - 1, LAST_FORMULA))

    marks = [NAME_OF_OWNER if mark == OWNER else mark for mark in of_people]
    item = citation_items.citation_item(record, marks, placeholder, languages[1])
    pieces = _only_owner_bold(citations.reference_pieces(item, style.label))
    runs = [
        run for text, tags in _joined(pieces) for run in _split(text, tags, formulas, record.doi)
    ]
    return tuple(_with_status(_stripped(runs), record.status))


def _only_owner_bold(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces in which only the owner is bold; a bold "In press" follows a comma (IEEE)."""
    is_bold = False
    for piece in pieces:
        match piece:
            case ElementStart(tag="b") | ElementEnd(tag="b"):
                is_bold = isinstance(piece, ElementStart)
            case ElementStart(tag=tag) | ElementEnd(tag=tag) if tag == NAME_OF_OWNER:
                yield type(piece)(OWNER)
            case Text(value) if is_bold and value.rstrip(".").lower() in _statuses():
                yield Text(value.lower())
            case _:
                yield piece


def _statuses() -> set[str]:
    return {translated(status.label) for status in Status}


def _joined(pieces: Iterable[Piece]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the texts with their tags, neighbours with the same ones as one text."""
    tagged = ((text, tuple(tags)) for text, tags in citeproc.tagged_texts(pieces))
    for tags, texts in groupby(tagged, itemgetter(1)):
        yield "".join(text for text, _ in texts), tags


def _split(text: str, tags: tuple[str, ...], formulas: list[str], doi: str | None) -> Iterator[Run]:
    """Yield the parts of a text: formulas, links and the rest."""
    text = text.replace(citation_items.LESS_THAN, "<")
    whole = rich_text.tagged(text, tags)
    start = 0
    for index, sign in enumerate(text):
        at = ord(sign) - FIRST_FORMULA
        if 0 <= at < len(formulas):
            yield from rich_text.linked(whole._replace(text=text[start:index]), doi)
            yield whole._replace(
                text=citation_items.formula_text(formulas[at]), formula=formulas[at]
            )
            start = index + 1
    yield from rich_text.linked(whole._replace(text=text[start:]), doi)


def _stripped(runs: list[Run]) -> list[Run]:
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip())
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    return runs


def _with_status(runs: list[Run], status: Status) -> list[Run]:
    """Add the status of what is not published, where the style does not say it."""
    said = rich_text.to_text(runs).lower()
    unaccepted = citation_items.UNACCEPTED.get(status, status.label)
    label, title = translated(status.label), translated(status.heading)
    words = (label, translated(unaccepted).lower())
    if status is Status.PUBLISHED or any(word in said for word in words):
        return runs
    # After an address, with which some styles end, there is no full stop.
    ends = said.endswith((".", "]", ")"))
    return [*runs, Run(f" {title}." if ends else f", {label}.")]
