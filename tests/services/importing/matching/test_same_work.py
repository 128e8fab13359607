"""Which records are versions of one work."""

from typing import Any

import pytest

from app.bibliography.record import Author, PublicationType, Record
from tests.support import imports


def record(
    title: str = "On tides",
    *authors: Author | str,
    **fields: Any,
) -> Record:
    return Record(title=title, authors=authors, **fields)


def joined(one: Record, other: Record) -> bool:
    return len(imports.works(one, other)) == 1


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
def test_records_with_a_common_identifier_join(one: Record, other: Record) -> None:
    assert joined(one, other)
    assert joined(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (record("A", doi="10.1000/1"), record("B", doi="10.1000/2")),
        (record("A", arxiv_id="2410.08811"), record("B", arxiv_id="2410.08812")),
        (record("On tides", "Ada Roe"), record("On tides II", "Ada Roe")),
        (record("Learning C++", "Ada Roe"), record("Learning C#", "Ada Roe")),
        (record("A", doi="unknown"), record("B", doi="unknown")),
        (record("A", arxiv_id="unknown"), record("B", arxiv_id="unknown")),
        (record("A", "Bo Ek", doi="10.1000/1"), record("B", "Ada Roe", doi="10.1000/1")),
    ],
)
def test_records_without_a_certain_match_stay_separate(one: Record, other: Record) -> None:
    assert not joined(one, other)
    assert not joined(other, one)


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
def test_the_same_title_and_author_join_in_any_spelling(title: str) -> None:
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
def test_the_same_title_without_a_common_author_stays_separate(one: Record, other: Record) -> None:
    assert not joined(one, other)


def test_titles_without_letters_match_only_if_identical() -> None:
    titles = ["?", "…", "🌊", r"\emph{}", "{}"]
    for one in titles:
        bare = record(one, "Ada Roe")
        assert [other for other in titles if joined(bare, record(other, "Ada Roe"))] == [one]


def test_joining_is_transitive() -> None:
    preprint = record("Draft", arxiv_id="2410.08811")
    other = record("Other", "Bo Ray")
    talk = record("On tides", "Ada Roe", doi="10.1000/1")
    article = record("On tides", "A. Roe", arxiv_id="2410.08811")
    erratum = record("Corrected", doi="10.1000/1")
    assert imports.works(preprint, other, talk, article, erratum) == [
        [preprint, talk, article, erratum],
        [other],
    ]


def test_a_title_matching_two_works_joins_only_the_first() -> None:
    early, late = (record("On tides", "Ada Roe", year=year) for year in (2019, 2022))
    between = record("On tides", "Ada Roe", year=2020)
    assert imports.works(early, late, between) == [[early, between], [late]]


def test_a_match_with_any_version_joins_the_work() -> None:
    preprint = record("Draft", arxiv_id="2410.08811")
    other = record("Other", "Bo Ray")
    article = record("On tides", "A. Roe", arxiv_id="2410.08811", type=PublicationType.CHAPTER)
    talk = record("On tides", "Ada Roe", doi="10.1000/1")
    erratum = record("Corrected", doi="10.1000/1")
    assert imports.works(preprint, other, article, talk, erratum) == [
        [preprint, article, talk, erratum],
        [other],
    ]


def test_works_are_ordered_by_their_first_record() -> None:
    first, second, third = (record(title, "Ada Roe") for title in ("C", "A", "B"))
    again = record("A", "Ada Roe", doi="10.1000/1")
    assert imports.works(first, second, third, again) == [[first], [second, again], [third]]
    assert imports.works() == []


def test_records_join_only_within_the_work_they_name() -> None:
    tides = record("On tides", "Ada Roe", work="tides")
    waves = record("On waves", "Kim Li", work="tides")
    assert joined(tides, waves)
    assert not joined(tides, record("On tides", "Ada Roe", work="tides-2"))


def test_records_naming_different_works_stay_separate_despite_one_raw_entry() -> None:
    split = [record("On tides", "Ada Roe", work=word, source="@a{b}") for word in ("one", "two")]
    assert not joined(*split)


def test_a_record_naming_its_work_joins_only_by_that_name() -> None:
    bare = record("On tides", "Ada Roe", doi="10.1000/1")
    assert not joined(bare, record("On tides", "Ada Roe", doi="10.1000/1", work="tides"))


def test_a_record_without_a_work_name_joins_an_earlier_named_work() -> None:
    named = record("On tides", "Ada Roe", doi="10.1000/1", work="tides")
    assert joined(named, record("On tides", "Ada Roe", doi="10.1000/1"))


@pytest.mark.slow
def test_thousands_of_records_are_classified() -> None:
    records = [
        Record(title=f"Study {n % 1500}", type=kind, authors=("Ada Roe", f"Kim {n} {kind}"))
        for kind in (PublicationType.ARTICLE, PublicationType.CHAPTER)
        for n in range(1500)
    ]
    works = imports.works(*records)
    assert len(works) == 1500
    assert all(len(work) == 2 for work in works)
