"""Detecting possible duplicates: accuracy and running time."""

import time
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec
import pytest

from app.bibliography.matching import titles
from app.bibliography.matching.similar import SUGGESTED, ComparedWork, Index, version_similarity
from app.bibliography.names import names
from tests.support import samples

LABELLED = samples.SAMPLES / "similar_works.json"


class Pair(NamedTuple):
    same: bool
    titles: list[str]
    authors: list[list[str]]
    years: list[int | None]

    def score(self) -> float:
        both = zip(self.titles, self.authors, self.years, strict=True)
        one, other = (version(*fields) for fields in both)
        assert version_similarity(one, other) == version_similarity(other, one)
        return version_similarity(one, other)


def version(title: str, authors: list[str], year: int | None) -> ComparedWork:
    return ComparedWork(0, titles.parse_title(title), frozenset(map(names.key, authors)), year)


def labelled() -> list[Pair]:
    return [Pair(**row) for row in msgspec.json.decode(LABELLED.read_bytes())]


def index(*works: tuple[str, list[str], int | None]) -> Index:
    made = Index()
    for id_, (title, authors, year) in enumerate(works):
        made.add(id_, title, map(names.key, authors), year)
    return made


def test_suggestions_have_high_precision_and_recall() -> None:
    pairs = labelled()
    assert sum(pair.same for pair in pairs) > 40
    assert sum(not pair.same for pair in pairs) > 40
    suggested = [pair for pair in pairs if pair.score() >= SUGGESTED]
    right = sum(pair.same for pair in suggested)
    assert right / len(suggested) >= 0.95, [pair.titles for pair in suggested if not pair.same]
    assert right / sum(pair.same for pair in pairs) >= 0.95


def test_the_index_finds_the_labelled_pairs() -> None:
    pairs = labelled()
    both = [work for pair in pairs for work in zip(*pair[1:], strict=True)]
    found = {(one, other) for one, other, _ in index(*both).pairs()}
    wanted = {(2 * n, 2 * n + 1) for n, pair in enumerate(pairs) if pair.score() >= SUGGESTED}
    assert wanted <= found


@pytest.mark.parametrize(
    ("file", "twice", "retitled"),
    [
        samples.case(samples.PROFILE, (1, 2), range(6, 10)),
        samples.case(samples.REAL_PROFILE, (2, 3), range(7, 11)),
    ],
)
def test_retitled_papers_are_found_in_a_real_profile(
    file: Path, twice: tuple[int, int], retitled: range
) -> None:
    records = msgspec.json.decode(file.read_bytes())["publications"]
    works = [(r["title"], r["authors"], r.get("year")) for r in records]
    found = [(one, other) for one, other, _ in index(*works).pairs()]
    assert set(found) == {twice, *combinations(retitled, 2)}


TIDES = ("The long memory of the sea", ["Ada Roe", "Kim Li"], 2012)


def test_the_nearest_work_is_returned_with_its_score() -> None:
    known = index(TIDES, ("Why the sea is salt", ["Ada Roe"], 2010))
    keys = [names.key("A. Roe"), names.key("K. Li")]
    assert known.nearest("The Long Memory of the Sea: a study", keys, 2013) == (0, 97.5)
    far = known.nearest("The sea floor", keys, 2013)
    assert far is None or far[1] < SUGGESTED
    assert known.nearest("Barley", [], None) is None
    assert Index().nearest("Barley", keys, 2012) is None


def test_versions_of_one_work_are_not_a_pair_and_pairs_are_unique() -> None:
    known = Index()
    for id_ in (5, 5, 3):
        for year in (2012, 2013, 2013):
            known.add(id_, TIDES[0], ["roe a"], year)
    assert list(known.pairs()) == [(3, 5, 100.0)]
    assert list(known.pairs(100.5)) == []


def test_the_most_similar_pairs_come_first() -> None:
    known = index(
        TIDES,
        ("The long memory of the seas: notes", *TIDES[1:]),
        ("Barley on reclaimed land", ["Bo Ek"], 2001),
        ("Barley on reclaimed land", ["Bo Ek"], 2002),
    )
    scores = [score for *_, score in known.pairs()]
    assert scores[0] == 100
    assert all(one >= other for one, other in pairwise(scores))


@pytest.mark.parametrize("title", ["", "?", "…", "x" * 100_000, "a b " * 50_000, ":" * 1000, "II"])
def test_hostile_titles_are_compared_quickly(title: str) -> None:
    began = time.process_time()
    known = index((title, [], None), (title, ["Ada Roe"], 2020), TIDES)
    list(known.pairs())
    known.nearest(title, [], None)
    assert time.process_time() - began < 2


def made(count: int) -> Index:
    """Index titles made of a few thousand words, weighted by rank; every tenth appears twice."""
    chance = Random(3)  # noqa: S311 (a test needs the same titles every time, not secret ones)
    words = ["".join(chance.choices("aeioubdklmnrst", k=chance.randint(3, 9))) for _ in range(4000)]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    known = Index()
    for n in range(count):
        title = " ".join(chance.choices(words, weights, k=chance.randint(4, 11)))
        keys = ["roe a", f"{chance.choice(words[:300])} k", f"{chance.choice(words[:300])} b"]
        known.add(n, title, keys, 2000 + n % 20)
        if n % 10 == 0:
            known.add(count + n, f"on {title}: notes", keys, 2001 + n % 20)
    return known


@pytest.mark.slow
def test_comparison_time_grows_almost_linearly() -> None:
    def seconds(count: int) -> float:
        began = time.process_time()
        found = {(one, other) for one, other, _ in made(count).pairs()}
        again = [(n, count + n) for n in range(0, count, 10)]
        assert sum(pair in found for pair in again) >= 0.98 * len(again)
        return time.process_time() - began

    small = seconds(1500)
    assert seconds(6000) < 8 * small


@pytest.mark.slow
def test_a_title_repeated_thousands_of_times_is_compared_quickly() -> None:
    began = time.process_time()
    known = index(
        *[(f"Study number {n}", ["Ada Roe"], 2020) for n in range(3000)],
        *[("Editorial", ["Ada Roe"], 2020) for _ in range(3000)],
    )
    assert list(known.pairs()) == []
    assert time.process_time() - began < 5
