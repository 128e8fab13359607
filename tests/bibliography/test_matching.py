"""Which records are versions of one work, and which version stands first."""

import pytest

from app.bibliography import matching
from app.bibliography.record import Author, PublicationType, Record, VenueKind

JOURNAL = PublicationType.ARTICLE_JOURNAL
CONFERENCE = PublicationType.PAPER_CONFERENCE
PREPRINT = PublicationType.ARTICLE


def record(
    title: str = "On tides",
    *authors: Author | str,
    doi: str | None = None,
    arxiv_id: str | None = None,
    work: str | None = None,
) -> Record:
    return Record(title=title, authors=authors, doi=doi, arxiv_id=arxiv_id, work=work)


def joined(one: Record, other: Record) -> bool:
    return len(matching.groups([one, other])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (record("A", doi="10.1000/1"), record("B", doi="10.1000/1")),
        (record("A", doi="10.1000/AB"), record("B", doi="https://doi.org/10.1000/ab")),
        (record("A", arxiv_id="2410.08811"), record("B", arxiv_id="2410.08811")),
        (record("A", arxiv_id="2410.08811v1"), record("B", arxiv_id="2410.08811v2")),
        (record("A", arxiv_id="2410.08811"), record("B", doi="10.48550/arXiv.2410.08811")),
    ],
)
def test_an_identifier_in_common_joins(one: Record, other: Record) -> None:
    assert joined(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (record("A", doi="10.1000/1"), record("B", doi="10.1000/2")),
        (record("A", arxiv_id="2410.08811"), record("B", arxiv_id="2410.08812")),
        (record("On tides", "Ada Roe"), record("On tides II", "Ada Roe")),
        (record("A", doi="unknown"), record("B", doi="unknown")),
        (record("A", arxiv_id="unknown"), record("B", arxiv_id="unknown")),
    ],
)
def test_nothing_certain_in_common_keeps_apart(one: Record, other: Record) -> None:
    assert not joined(one, other)


@pytest.mark.parametrize(
    "title",
    [
        "The Café of Tides",
        "THE CAFE OF TIDES",
        "the cafe\u0301 of tides.",
        r"The Caf\'e of Tides",
        r"The \emph{Café} of {T}ides",
        "The Café -- of\n tides?!",
    ],
)
def test_the_same_title_and_author_join_however_they_are_written(title: str) -> None:
    assert joined(record("The café of tides", "Ada Roe"), record(title, "Kim Li", "Roe, A."))
    assert joined(record("The café of tides", Author("Ada Roe")), record(title, "Ada Roe"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (record("On tides", "Ada Roe"), record("On tides", "Kim Li")),
        (record("On tides", "Ada Roe"), record("On tides", "Bo Roe")),
        (record("On tides", "Ada Roe"), record("On tides")),
        (record("On tides"), record("On tides")),
        (record("On tides", "?"), record("On tides", "!")),
    ],
)
def test_the_same_title_without_a_common_author_stays_apart(one: Record, other: Record) -> None:
    assert not joined(one, other)


@pytest.mark.parametrize("title", ["?", "…", "🌊", r"\emph{}", "{}"])
def test_titles_without_a_letter_never_match(title: str) -> None:
    assert not joined(record(title, "Ada Roe"), record(title, "Ada Roe"))


def test_joining_passes_on() -> None:
    preprint = record("Draft", arxiv_id="2410.08811")
    other = record("Other", "Bo Ray")
    talk = record("On tides", "Ada Roe", doi="10.1000/1")
    article = record("On tides", "A. Roe", arxiv_id="2410.08811")
    erratum = record("Mended", doi="10.1000/1")
    works = matching.groups([preprint, other, talk, article, erratum])
    assert works == [[preprint, talk, article, erratum], [other]]


def test_works_come_in_the_order_of_their_first_record() -> None:
    first, second, third = (record(title, "Ada Roe") for title in ("C", "A", "B"))
    again = record("A", "Ada Roe", doi="10.1000/1")
    assert matching.groups([first, second, third, again]) == [[first], [second, again], [third]]
    assert matching.groups([]) == []


def test_a_work_named_by_its_records_joins_and_keeps_apart() -> None:
    tides = record("On tides", "Ada Roe", work="tides")
    waves = record("On waves", "Kim Li", work="tides")
    assert joined(tides, waves)
    assert not joined(tides, record("On tides", "Ada Roe", work="tides-2"))


def test_a_record_that_names_its_work_joins_by_that_name_alone() -> None:
    named = record("On tides", "Ada Roe", doi="10.1000/1", work="tides")
    assert not joined(named, record("On tides", "Ada Roe", doi="10.1000/1"))


def test_thousands_of_records_are_grouped() -> None:
    records = [record(f"Study {n % 1500}", "Ada Roe", f"Kim {n}") for n in range(3000)]
    works = matching.groups(records)
    assert len(works) == 1500
    assert all(len(work) == 2 for work in works)


def version(
    kind: PublicationType, venue_kind: VenueKind | None = None, year: int | None = 2024
) -> Record:
    return Record(title="On tides", type=kind, venue_kind=venue_kind, year=year)


IN_ORDER = [
    version(JOURNAL),
    version(JOURNAL, year=None),
    version(CONFERENCE, VenueKind.CONFERENCE),
    version(CONFERENCE, VenueKind.WORKSHOP),
    version(PublicationType.THESIS),
    version(PREPRINT, VenueKind.REPOSITORY),
    version(PREPRINT, VenueKind.REPOSITORY, year=None),
]


@pytest.mark.parametrize("shift", range(len(IN_ORDER)))
def test_the_journal_stands_first_then_conference_workshop_preprint(shift: int) -> None:
    shuffled = IN_ORDER[shift:] + IN_ORDER[:shift]
    assert matching.shown_first(shuffled) == IN_ORDER
    assert matching.shown_first(reversed(shuffled)) == IN_ORDER


def test_versions_of_one_rank_keep_their_order() -> None:
    versions = [Record(title=title, type=JOURNAL, year=2024) for title in ("C", "A", "B")]
    versions[1:1] = [Record(title="With a venue", type=JOURNAL, venue="Tides", year=2020)]
    assert matching.shown_first(versions) == versions
