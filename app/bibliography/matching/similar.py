"""Which works may be one: suggested, never joined; measured by tests/samples/similar_works.json."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nsmallest
from itertools import pairwise
from typing import NamedTuple

from app.bibliography.matching import titles
from app.bibliography.matching.titles import Title

# Below it, of two such works more are different papers than one.
SUGGESTED = 72.0
BY_AUTHORS = 0.15
YEARS_FREE, BY_YEAR, BY_YEARS = 2, 0.04, 0.4
# A word that more titles have tells nothing; the rarest ones are looked up until they are enough.
MOST_WITH, ENOUGH, MOST_COMPARED = 60, 120, 5


class ComparedWork(NamedTuple):
    """A version of the work `id`, as it is compared."""

    id: int
    title: Title
    authors: frozenset[str]
    year: int | None


class Index:
    """Works, found by one that is like them; built once, near linear in their number."""

    def __init__(self) -> None:
        self._versions: list[ComparedWork] = []
        self._having: dict[str, list[int]] = defaultdict(list)
        self._known: set[ComparedWork] = set()

    def add(self, id_: int, title_text: str, author_keys: Iterable[str], year: int | None) -> None:
        """Add a version of the work `id_`: its title as plain text, its authors' `names.key`s."""
        version = ComparedWork(id_, titles.parse_title(title_text), frozenset(author_keys), year)
        if version in self._known or not version.title.words:
            return
        self._known.add(version)
        for feature in _features(version):
            self._having[feature].append(len(self._versions))
        self._versions.append(version)

    def nearest(
        self, title: str, authors: Iterable[str], year: int | None
    ) -> tuple[int, float] | None:
        """Return the work most like this one, and how like it is, from 0 to 100."""
        wanted = ComparedWork(0, titles.parse_title(title), frozenset(authors), year)
        found = self._candidates(wanted, _features(wanted))
        scored = (
            (self._versions[n].id, version_similarity(wanted, self._versions[n])) for n in found
        )
        return max(scored, key=lambda pair: (pair[1], -pair[0]), default=None)

    def pairs(self, threshold: float = SUGGESTED) -> Iterator[tuple[int, int, float]]:
        """Return the works at least so like one another, lower id first; the most like first."""
        best: dict[tuple[int, int], float] = {}
        for version in self._versions:
            for number in self._candidates(version, _features(version), but=version.id):
                other = self._versions[number]
                score = version_similarity(version, other)
                pair = min(version.id, other.id), max(version.id, other.id)
                if score >= threshold and score > best.get(pair, 0):
                    best[pair] = score
        ordered = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return ((one, other, score) for (one, other), score in ordered)

    def _candidates(
        self, of: ComparedWork, features: set[str], but: int | None = None
    ) -> list[int]:
        """Return the versions that share the most of what is rare."""
        having = sorted((self._having[name] for name in features if name in self._having), key=len)
        shared: dict[int, int] = defaultdict(int)
        seen = 0
        for versions in having:
            seen += len(versions)
            if len(versions) > MOST_WITH or seen > ENOUGH:
                break
            for number in versions:
                shared[number] += MOST_WITH // len(versions)
        others = [(-weight, n) for n, weight in shared.items() if self._versions[n].id != but]
        return [number for _, number in nsmallest(MOST_COMPARED, others)]


def version_similarity(one: ComparedWork, other: ComparedWork) -> float:
    """Return how like two versions are, from 0 to 100: strangers' not at all."""
    shared = len(one.authors & other.authors)
    if one.authors and other.authors and not shared:
        return 0.0
    found = titles.title_similarity(one.title, other.title)
    if shared:
        part = shared / min(len(one.authors), len(other.authors))
        found = (1 - BY_AUTHORS) * found + BY_AUTHORS * part
    if one.year and other.year:
        found -= min(BY_YEARS, BY_YEAR * max(0, abs(one.year - other.year) - YEARS_FREE))
    return round(100 * max(0.0, found), 1)


def _features(of: ComparedWork) -> set[str]:
    """Return what like titles share: beginnings of words, and two of them in a row."""
    stems = [word[: titles.STEM] for word in of.title.words]
    rows = {" ".join(pair) for pair in pairwise(stems)}
    head = {f"{' '.join(of.title.head or of.title.words)}:"}
    return {*stems, *rows, *head, "|".join(sorted(of.authors))} - {""}
