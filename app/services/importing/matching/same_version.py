"""Which version of a work an entry tells of: by what it says, by a number, or as it may be."""

from collections.abc import Iterable

from app.bibliography.matching import venues
from app.bibliography.record import PublicationType, Record, VenueKind
from app.services.importing.matching.diff import is_same
from app.services.importing.matching.index import folded


def find(versions: Iterable[tuple[int, Record]], record: Record) -> int | None:
    """Return the version of a work that a record tells of, the surest first, or None."""
    choice = list(versions)
    for test in (_says_all_the_same, _shares_number, _may_be):
        for id_, version in choice:
            if test(version, record):
                return id_
    return None


def _says_all_the_same(version: Record, record: Record) -> bool:
    same = version.type == record.type and version.year == record.year
    is_one = same and version.venue == record.venue and not _contradict(version, record)
    return is_one and _same_title(version, record)


def _shares_number(version: Record, record: Record) -> bool:
    return bool(record.doi) and version.doi == record.doi


def _may_be(version: Record, record: Record) -> bool:
    """One kind of thing of one year, and no number says that they are two."""
    numbers = ((version.doi, record.doi), (version.arxiv_id, record.arxiv_id))
    agree = all(None in pair or pair[0] == pair[1] for pair in (*numbers, _years(version, record)))
    kinds = {kind for kind in (version.venue_kind, record.venue_kind) if kind}
    is_other = len(kinds) > 1 and VenueKind.WORKSHOP in kinds
    alike = version.type is record.type and (_same_title(version, record) or _is_numbered(*numbers))
    is_other = is_other or _contradict(version, record)
    return alike and agree and not is_other and _may_be_there(version.venue, record.venue)


def _contradict(version: Record, record: Record) -> bool:
    """Tell whether numbers say that two are not one: one that names it, or two of its places."""
    named = [_differ(field, version, record) for field in ("doi", "arxiv_id")]
    placed = [_differ(field, version, record) for field in ("volume", "issue", "pages")]
    return any(named) or sum(placed) > 1


def _differ(field: str, one: Record, other: Record) -> bool:
    mine, given = getattr(one, field), getattr(other, field)
    return bool(mine and given) and not is_same(field, mine, given)


def _may_be_there(one: str | None, other: str | None) -> bool:
    return not one or not other or venues.alike(one, other)


def _is_numbered(*pairs: tuple[str | None, str | None]) -> bool:
    return any(one and one == other for one, other in pairs)


def _years(version: Record, record: Record) -> tuple[int | None, int | None]:
    # A preprint is dated by its first version or by its last.
    if version.type is PublicationType.ARTICLE:
        return (None, None)
    return version.year, record.year


def _same_title(version: Record, record: Record) -> bool:
    return folded(version.title) == folded(record.title)
