"""Similar works, to suggest as duplicates; tuned on tests/samples/similar_works.json."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from app.bibliography.matching import titles
from app.bibliography.matching.titles import Title

# Below this score, most pairs of works are different papers.
SUGGESTED = 72.0
AUTHORS_WEIGHT = 0.15
YEARS_TOLERATED, YEAR_PENALTY, MAX_YEAR_PENALTY = 2, 0.04, 0.4
# Features that more versions share are ignored; rare ones are looked up first, up to a limit.
MAX_SHARING, MAX_LOOKED_UP, MAX_COMPARED = 60, 120, 5


class ComparedWork(NamedTuple):
    """A version of the work `id`, prepared for comparison."""

    id: int
    title: Title
    authors: frozenset[str]
    year: int | None


class Index:
    """Index of works to find similar ones, in nearly linear time."""

    def __init__(self) -> None:
        self._versions: list[ComparedWork] = []
        self._by_feature: dict[str, list[int]] = defaultdict(list)
        self._seen: set[ComparedWork] = set()

    def add(self, id_: int, title_text: str, author_keys: Iterable[str], year: int | None) -> None:
        """Add a version of the work `id_`: its title as plain text, its authors' `names.key`s."""
        version = ComparedWork(id_, titles.parse_title(title_text), frozenset(author_keys), year)
        if version in self._seen or not version.title.words:
            return
        self._seen.add(version)
        for feature in _features(version):
            self._by_feature[feature].append(len(self._versions))
        self._versions.append(version)

    def nearest(
        self, title: str, authors: Iterable[str], year: int | None
    ) -> tuple[int, float] | None:
        """Return the most similar work and its similarity, from 0 to 100."""
        wanted = ComparedWork(0, titles.parse_title(title), frozenset(authors), year)
        found = self._candidates(wanted, _features(wanted))
        scored = (
            (self._versions[n].id, version_similarity(wanted, self._versions[n])) for n in found
        )
        return max(scored, key=lambda pair: (pair[1], -pair[0]), default=None)

    def pairs(self, threshold: float = SUGGESTED) -> Iterator[tuple[int, int, float]]:
        """Return pairs of similar works, lower id first, in order of decreasing similarity."""
        best: dict[tuple[int, int], float] = {}
        for version in self._versions:
            for number in self._candidates(version, _features(version), exclude=version.id):
                other = self._versions[number]
                score = version_similarity(version, other)
                pair = min(version.id, other.id), max(version.id, other.id)
                if score >= threshold and score > best.get(pair, 0):
                    best[pair] = score
        ordered = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return ((one, other, score) for (one, other), score in ordered)

    def _candidates(
        self, work: ComparedWork, features: set[str], exclude: int | None = None
    ) -> list[int]:
        """Return the versions that share the most rare features."""
        groups = sorted(
            (self._by_feature[name] for name in features if name in self._by_feature), key=len
        )
        shared: dict[int, int] = {}
        seen = 0
        for versions in groups:
            seen += len(versions)
            if len(versions) > MAX_SHARING or seen > MAX_LOOKED_UP:
                break
            rarity = MAX_SHARING // len(versions)
            for number in versions:
                shared[number] = shared.get(number, 0) + rarity
        others = sorted((-weight, n) for n, weight in shared.items())
        found = (n for _, n in others if self._versions[n].id != exclude)
        return list(islice(found, MAX_COMPARED))


def version_similarity(one: ComparedWork, other: ComparedWork) -> float:
    """Return the similarity of two versions, from 0 to 100; 0 without a common author."""
    shared = len(one.authors & other.authors)
    if one.authors and other.authors and not shared:
        return 0.0
    found = titles.title_similarity(one.title, other.title)
    if shared:
        part = shared / min(len(one.authors), len(other.authors))
        found = (1 - AUTHORS_WEIGHT) * found + AUTHORS_WEIGHT * part
    if one.year and other.year:
        found -= min(
            MAX_YEAR_PENALTY, YEAR_PENALTY * max(0, abs(one.year - other.year) - YEARS_TOLERATED)
        )
    return round(100 * max(0.0, found), 1)


def _features(work: ComparedWork) -> set[str]:
    """Return features that similar titles share: word stems and pairs of adjacent stems."""
    stems = [word[: titles.STEM] for word in work.title.words]
    rows = {" ".join(pair) for pair in pairwise(stems)}
    head = {f"{' '.join(work.title.head or work.title.words)}:"}
    return {*stems, *rows, *head, "|".join(sorted(work.authors))} - {""}
