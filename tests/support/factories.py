"""Documents made for a test, and sites filled with them."""

from random import Random
from typing import Any

import msgspec
from flask import Flask

from app.bibliography.document import reader
from app.bibliography.document.reader import Document
from app.database import db
from app.services.loading import document
from app.services.loading.document import Loaded
from tests.support.prepared_sites import prepared

LETTERS = "eeeeetttaaaoooiiinnnssshhrrddllcumwfgypbvk"
LONG_ABSTRACT = (
    "We weigh every tide of one summer by hand, and find that the sea forgets. "
    "Three buoys were moored off the cape; two came back. \\emph{Salt} was measured at 21.5\\% "
    "and the residual follows $x_1 + x_2$ over the whole season. The third buoy was found a year "
    "later on another coast, its log intact, and it tells the same story as the other two. "
    "We release the log and the code that reads it."
)


def record(**fields: Any) -> dict[str, Any]:
    """Return a publication of a profile document; `fields` override the defaults."""
    return {
        "title": "On tides",
        "type": "article-journal",
        "authors": ["Ada Roe", "Kim Li"],
        "venue": "Journal of Tides",
        "year": 2024,
        **fields,
    }


PREPRINT = record(type="article", venue="arXiv", year=2023, arxiv_id="2301.00001v2")


def profile_document(*records: dict[str, Any], **parts: Any) -> Document:
    """Return a document of Ada Roe's with these publications."""
    return reader.read_document(document_bytes(*records, **parts))


def document_bytes(*records: dict[str, Any], **parts: Any) -> bytes:
    """Return the same as a file's content; `profile` adds keys to the profile."""
    profile = {"name": "Ada Roe", "position": "Professor", **parts.pop("profile", {})}
    return msgspec.json.encode({"vitae": 1, "profile": profile, "publications": records, **parts})


def fill(app: Flask, *records: dict[str, Any], **parts: Any) -> Loaded:
    """Load such a document into the site of `app`."""
    content = document_bytes(*records, **parts)
    with app.app_context():
        return prepared.load(
            db.engine,
            content,
            lambda: document.load_document(reader.read_document(content)),
        )


def many(count: int, **fields: Any) -> list[dict[str, Any]]:
    """Return `count` different publications, ten to a year, on one of three topics each."""
    return [
        record(
            title=f"Study number {index}",
            year=2024 - index // 10,
            topics=[f"Topic {index % 3}"],
            abstract=LONG_ABSTRACT,
            **fields,
        )
        for index in range(count)
    ]


def varied(count: int) -> list[dict[str, Any]]:
    """Return `count` publications of words that compress worse than any real ones."""
    chance = Random(7)  # noqa: S311 (a test needs the same texts every time, not secret ones)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(2, 11))) for _ in range(1500)]

    def text(length: int) -> str:
        return " ".join(chance.choices(words, weights=range(1500, 0, -1), k=length)).capitalize()

    return [
        record(
            title=text(9),
            authors=[*(text(2).title() for _ in range(chance.randint(1, 5))), "Ada Roe"],
            venue=f"{text(2)} {index % 30}",
            year=2024 - index // 12,
            arxiv_id=f"24{chance.randint(1, 12):02}.{index:05}",
            doi=f"10.1000/tides.{index:05}",
            topics=sorted({f"Topic of {words[chance.randint(0, 8)]}" for _ in range(3)}),
            abstract=f"{text(25)} and $x_{index}$ {text(90)}",
        )
        for index in range(count)
    ]
