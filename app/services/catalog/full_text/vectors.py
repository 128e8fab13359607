"""The index and the queries as PostgreSQL's text search has them.

Its vectors and queries are written out here, without a configuration of PostgreSQL's: words are
folded already, and its parser would split them by rules of its own.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, MetaData
from sqlalchemy.dialects.postgresql import TSVECTOR

from app.database import full_text
from app.services.catalog.full_text.query import Term

TABLE = full_text.TABLE.to_metadata(MetaData())
TABLE.append_column(Column("words", TSVECTOR, nullable=False))
WEIGHTS = {"title": "A", "authors": "B", "venue": "C"}
# The words of topics are stored again with a mark: there are more columns than weights.
MARKED, MARK = "topics", "#"
LAST_POSITION, MOST_POSITIONS = 16_383, 255


def vector(texts: Mapping[str, Any]) -> str:
    """Return the words of a work with their positions and weights, as PostgreSQL writes them."""
    places: dict[str, list[str]] = defaultdict(list)
    position = 0
    for name in full_text.COLUMNS:
        for word in texts[name].split():
            position = min(position + 1, LAST_POSITION)
            place = f"{position}{WEIGHTS.get(name, 'D')}"
            places[word].append(place)
            if name == MARKED:
                places[MARK + word].append(place)
        position = min(position + 1, LAST_POSITION)
    return " ".join(
        f"'{word}':{','.join(found[:MOST_POSITIONS])}" for word, found in places.items()
    )


def query(terms: tuple[Term, ...], excluded: tuple[Term, ...] = ()) -> str:
    """Return the query for works with all of some terms and none of others."""
    return " & ".join([*map(_term, terms), *(f"!({_term(term)})" for term in excluded)])


def either(terms: tuple[Term, ...]) -> str:
    """Return the query for works with any of some terms."""
    return " | ".join(map(_term, terms))


def _term(term: Term) -> str:
    mark = MARK if term.column == MARKED else ""
    weight = WEIGHTS.get(term.column, "")
    labels = [weight] * (len(term.words) - 1) + [weight + ("*" if term.is_prefix else "")]
    pairs = zip(term.words, labels, strict=True)
    words = [f"'{mark}{word}'{':' if label else ''}{label}" for word, label in pairs]
    return f"({' <-> '.join(words)})"
