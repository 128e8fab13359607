"""Profile documents of made-up works, the same ones in every run."""

import json
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from tests.bench import words

OWNER = "Marit Solheim"
YEARS = range(2007, 2027)
SEED = 2026


def write(file: Path, works: int) -> None:
    """Write the document of an owner with so many works."""
    content = {
        "vitae": 1,
        "profile": _profile(),
        "people": _people(),
        "topics": words.TOPICS,
        "publications": publications(works),
    }
    file.write_text(json.dumps(content), encoding="utf-8")


def publications(works: int) -> list[dict[str, Any]]:
    """Return the first so many publications."""
    # A seed is wanted here: two runs must compare the same pages.
    random = Random(SEED)  # noqa: S311
    titles: set[str] = set()
    return [_publication(random, titles, number) for number in range(works)]


def _profile() -> dict[str, Any]:
    return {
        "name": OWNER,
        "other_names": ["M. Solheim"],
        "memberships": ["Core Academic Member"],
        "position": "Professor",
        "affiliation": "University by the Sea, Department of Statistics",
        "research_topics": words.TOPICS[:3],
        "email": "marit@example.org",
        "links": [{"label": "Code", "url": "https://example.org/code"}],
        "biography": "\n\n".join(words.BIOGRAPHY),
    }


def _people() -> list[dict[str, Any]]:
    people = [
        {"name": f"{given} {family}", "level": "PhD", "role": "principal", "started_on": "2023"}
        for given, family in zip(words.GIVEN[:8], words.FAMILY[:8], strict=True)
    ]
    return people[:5] + [{**person, "ended_on": "2025"} for person in people[5:]]


def _publication(random: Random, titles: set[str], number: int) -> dict[str, Any]:
    venue, kind, form = random.choice(words.VENUES)
    year, month = random.choice(YEARS), random.randint(1, 12)
    return {
        "title": _title(random, titles),
        "type": form,
        "authors": _authors(random),
        "venue": venue,
        "venue_kind": kind,
        "year": year,
        "month": month,
        "arxiv_id": f"{year % 100:02}{month:02}.{number:05}",
        "abstract": _abstract(random),
        "topics": random.sample(words.TOPICS, random.randint(1, 3)),
        "links": [
            {"kind": kind, "url": f"https://example.org/{kind}/{number}"}
            for kind in ("code", "slides")
            if random.random() < 0.25
        ],
    }


def _title(random: Random, titles: set[str]) -> str:
    """Return a title that no earlier work has: equal ones would become versions of one work."""
    while True:
        title = random.choice(words.PATTERNS).format(
            quality=random.choice(words.QUALITIES),
            method=random.choice(words.METHODS),
            subject=random.choice(words.SUBJECTS),
        )
        if title not in titles:
            titles.add(title)
            return title


def _authors(random: Random) -> list[str]:
    wanted, authors = random.randint(3, 12), {OWNER}
    while len(authors) < wanted:
        initial = random.choice(("", "", "J. "))
        authors.add(f"{random.choice(words.GIVEN)} {initial}{random.choice(words.FAMILY)}")
    # A set's order differs from run to run.
    return random.sample(sorted(authors), wanted)


def _abstract(random: Random) -> str:
    """Return 900 to 1,400 characters; two in five have a formula, as real ones do."""
    sentences = _sentences(random, random.randint(900, 1200))
    if random.random() < 0.4:
        place = random.randrange(len(sentences))
        sentences.insert(place, _filled(random, random.choice(words.FORMULAS)))
    return " ".join(sentences)


def _sentences(random: Random, length: int) -> list[str]:
    sentences: list[str] = []
    patterns = cycle(random.sample(words.SENTENCES, len(words.SENTENCES)))
    while sum(map(len, sentences)) < length:
        sentences.append(_filled(random, next(patterns)))
    return sentences


def _filled(random: Random, pattern: str) -> str:
    return pattern.format(
        method=random.choice(words.METHODS).lower(),
        subject=random.choice(words.SUBJECTS).lower(),
        number=random.randint(11, 99),
    )
