"""The changes that a revision made to a record, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.bibliography.document.cv import PART_TITLES, Paper, ReferenceStyle, section_part
from app.bibliography.document.sections import Placement, SectionKind
from app.bibliography.record import ContributorRole, LinkKind, PublicationType, Status
from app.models import Noun, RevisionItem, SupervisorRole, WorkState
from app.services import cache
from app.services.catalog.sections import section_titles
from app.services.catalog.translations import tables
from app.services.catalog.translations.languages import site_languages
from app.services.history import diffs
from app.services.history.diffs import DiffPiece
from app.services.history.labels import KINDS, LABELS, VENUE_KINDS
from app.services.history.names import Names, label_in_words
from app.services.history.snapshots import field_name
from app.translations.current import current_language
from app.translations.languages import language_name, name_in_text
from app.translations.text import gettext as _
from app.translations.text import ngettext, translated

# The fields that editors look for first.
FIRST_FIELDS = (
    "title",
    "name",
    "what",
    "where",
    "authors",
    "abstract",
    "venue_id",
    "year",
    "month",
    "day",
    "topics",
    "links",
    "files",
)


@dataclass(frozen=True)
class FieldChange:
    """A changed field and its differences; `language` is that of its text, None for no text."""

    label: str
    pieces: list[DiffPiece]
    language: str | None = None


@dataclass(frozen=True)
class RecordChange:
    """The changes of one record; a `summary` instead of lines if it was added or deleted."""

    noun: Noun
    record_id: int
    kind: str
    label: str
    summary: str
    lines: list[FieldChange]


def describe_change(item: RevisionItem, names: Names) -> RecordChange:
    """Return the change of one record in words."""
    is_whole = item.is_made or item.is_gone or item.is_erased
    return RecordChange(
        noun=item.noun,
        record_id=item.record_id,
        kind=translated(KINDS[item.noun]),
        label=label_in_words(item.noun, item.label),
        summary=_summary(item) if is_whole else "",
        lines=[] if is_whole else list(_lines(item, names)),
    )


def _summary(item: RevisionItem) -> str:
    if item.is_erased:
        return _("Deleted permanently")
    if item.is_gone:
        return _("Deleted")
    filled = sum(value not in (None, "", [], False) for value in item.after.values())
    return ngettext("Added with %(num)s field", "Added with %(num)s fields", filled)


def _lines(item: RevisionItem, names: Names) -> Iterator[FieldChange]:
    added, removed = _versions(item)
    yield from _version_lines(item, names)
    for name in sorted({*item.before, *item.after} - {"publications"}, key=_rank):
        version, field, language = field_name(name)
        if version in added | removed:
            continue
        label = translated(LABELS.get(field, field))
        language = language or _own_language(item.noun, version, field, names)
        if language:
            label = _("%(field)s (%(language)s)", field=label, language=name_in_text(language))
        if version and names.is_one_of_several(item.record_id):
            label = _("%(field)s (%(version)s)", field=label, version=names.version(version))
        yield FieldChange(label, _pieces(item, name, field, names), language or None)


def _own_language(noun: Noun, version: int | None, field: str, names: Names) -> str:
    """Return the language of a record's own text, "" for no text and with one language."""
    table = tables.PUBLICATION if noun is Noun.WORK else tables.BY_NOUN.get(noun)
    if table is None or field not in table.fields or not site_languages().are_several:
        return ""
    return site_languages().of_texts if version is None else names.language(version)


def _versions(item: RevisionItem) -> tuple[set[int], set[int]]:
    before = set(item.before.get("publications", []))
    after = set(item.after.get("publications", []))
    return after - before, before - after


def _version_lines(item: RevisionItem, names: Names) -> Iterator[FieldChange]:
    before, after = (state.get("publications", []) for state in (item.before, item.after))
    added, removed = _versions(item)
    for id_ in sorted(added):
        yield FieldChange(
            _("Version added"), [DiffPiece("ins", _version_name(id_, item.after, names))]
        )
    for id_ in sorted(removed):
        yield FieldChange(
            _("Version removed"), [DiffPiece("del", _version_name(id_, item.before, names))]
        )
    if before and after and before[0] != after[0]:
        shown = names.version(before[0], item.before), names.version(after[0], item.after)
        yield FieldChange(_("Shown version"), diffs.of_lists([shown[0]], [shown[1]]))
    elif before and after and not added | removed:
        order = ([names.version(id_) for id_ in ids] for ids in (before, after))
        yield FieldChange(_("Order of versions"), diffs.of_lists(*order))


def _version_name(id_: int, state: dict[str, Any], names: Names) -> str:
    title = state.get(f"{id_}.title")
    version = names.version(id_, state)
    return _("%(version)s: %(title)s", version=version, title=title) if title else version


def _pieces(item: RevisionItem, name: str, field: str, names: Names) -> list[DiffPiece]:
    for linked in (False, True):
        before, after = (
            describe_value(field, state.get(name), names, linked=linked)
            for state in (item.before, item.after)
        )
        if before != after:
            break
    if field == "portrait":
        words = _("another photograph") if before and after else _("a photograph")
        return [DiffPiece("ins" if after else "del", words)]
    if isinstance(before, list) or isinstance(after, list):
        return diffs.of_lists(before or [], after or [])
    if field in TEXTS:
        return diffs.of_texts(before, after)
    return diffs.of_lists([before] if before else [], [after] if after else [])


def _rank(name: str) -> tuple[int, str, bool, int, str]:
    """Return where a field stands; its texts in other languages follow in the site's order."""
    _version, field, language = field_name(name)
    first = FIRST_FIELDS.index(field) if field in FIRST_FIELDS else len(FIRST_FIELDS)
    tags = site_languages().tags
    place = tags.index(language) if language in tags else len(tags)
    own = name.removesuffix(f".{language}") if language else name
    return first, own, bool(language), place, language


TEXTS = {"abstract", "biography", "memberships", "note", "source", "title"}


def describe_value(field: str, value: Any, names: Names, *, linked: bool = False) -> Any:
    """Return a value as text, or a list of texts; `linked` adds the person linked to an author."""
    if field == "portrait":
        return value[0]["hash"] if value else ""
    if field in LISTS:
        return [LISTS[field](part, names, linked) for part in value or []]
    if isinstance(value, list):
        return [str(part) for part in value]
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return translated(PLAIN[field](value, names)) if field in PLAIN else str(value)


def _author(author: list[Any], names: Names, linked: bool) -> str:
    name, person_id, is_corresponding, is_equal, role = author
    who = f" (= {names.of(Noun.PERSON, person_id)})" if linked and person_id else ""
    mark = f" ({translated(ContributorRole(role).mark)})" if role != ContributorRole.AUTHOR else ""
    return f"{name}{'*' if is_equal else ''}{'†' if is_corresponding else ''}{mark}{who}"


def _link(link: Any, *_more: Any) -> str:
    kind, label, url = link.values() if isinstance(link, dict) else link
    kind = translated(LinkKind(kind).label) if kind in set(LinkKind) else kind
    return _("%(label)s (%(kind)s: %(url)s)", label=label, kind=kind, url=url)


def _file(file: list[str], _names: Names, linked: bool) -> str:
    """Return the name of a PDF; the content counts only where the names are the same."""
    name, digest = file.values() if isinstance(file, dict) else file
    return f"{name}.pdf ({digest[:8]})" if linked else f"{name}.pdf"


def _supervisor(supervisor: list[Any], names: Names, _linked: bool) -> str:
    person_id, name, role = supervisor
    who = names.of(Noun.PERSON, person_id) if person_id else name
    if SupervisorRole(role) is SupervisorRole.CO:
        return _("%(name)s (co-supervisor)", name=who)
    return _("%(name)s (principal supervisor)", name=who)


def _cv_part(part: Any, *_more: Any) -> str:
    key = part["part"]
    titles = cache.known_in_request(f"cv_part_titles.{current_language()}", _cv_part_titles)
    # A section may be deleted by now.
    name = titles.get(key) or key.replace("-", " ").capitalize()
    return name if part["shown"] else _("%(part)s (left out)", part=name)


def _cv_part_titles() -> dict[str, str]:
    own = {section_part(slug): title for slug, title in section_titles().items()}
    return {**own, **{key: translated(title) for key, title in PART_TITLES.items()}}


def _grouping(value: str, _names: Names) -> str:
    groups = {"year": _("year"), "type": _("type"), "year-type": _("year and type")}
    return groups.get(value, value)


def _sorting(value: str, _names: Names) -> str:
    orders = {"newest": _("Newest first"), "oldest": _("Oldest first"), "title": _("By title")}
    return orders.get(value, value)


def _view(value: str, _names: Names) -> str:
    return _("Compact") if value == "compact" else _("Full")


def _kind(value: str, _names: Names) -> str:
    """Return the name of the kind of a venue or of a section."""
    return SectionKind(value).label if value in set(SectionKind) else VENUE_KINDS.get(value, value)


LISTS: dict[str, Callable[[Any, Names, bool], str]] = {
    "authors": _author,
    "cv_parts": _cv_part,
    "links": _link,
    "files": _file,
    "languages": lambda tag, *_: language_name(tag),
    "supervisors": _supervisor,
    "topics": lambda id_, names, _: names.of(Noun.TOPIC, id_),
}
PLAIN: dict[str, Callable[[Any, Names], str]] = {
    "person_id": lambda id_, names: names.of(Noun.PERSON, id_),
    "student_id": lambda id_, names: names.of(Noun.PERSON, id_),
    "venue_id": lambda id_, names: names.of(Noun.VENUE, id_),
    "section_id": lambda id_, names: names.of(Noun.SECTION, id_),
    "work_id": lambda id_, names: names.of(Noun.WORK, id_),
    "placement": lambda value, _: Placement(value).label,
    "type": lambda value, _: PublicationType(value).label,
    "status": lambda value, _: Status(value).label,
    "state": lambda value, _: WorkState(value).label,
    "text_language": lambda tag, _: language_name(tag),
    "kind": _kind,
    "list_group": _grouping,
    "list_sort": _sorting,
    "list_view": _view,
    "cv_style": lambda value, _: ReferenceStyle(value).label,
    "cv_paper": lambda value, _: Paper(value).label,
    "featured_position": lambda value, _: str(value + 1),
    "created_at": lambda value, _: value[:16].replace("T", " "),
}
