"""A query as a condition on works, for SQLite's FTS5 and PostgreSQL's text search."""

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Float,
    Select,
    String,
    case,
    false,
    literal_column,
    or_,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import BindParameter
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from app.database.full_text import COLUMNS, TABLE
from app.models import Work
from app.models.work import dated_within
from app.services.catalog.full_text import vectors
from app.services.catalog.full_text.query import Query, Term, parse_query
from app.services.catalog.year_ranges import YearRanges

# What a word counts for in the title, the authors, the venue, the topics, the numbers and the
# abstract; on PostgreSQL in all others, the venue, the authors and the title.
WEIGHTS = (10.0, 4.0, 2.0, 2.0, 1.0, 1.0)
RANKS = "{0.1, 0.2, 0.4, 1.0}"
# The sign keeps SQLite from running the search again for each work.
ROW_ID: ColumnElement[int] = literal_column("+work_text.rowid")
# All terms, none of the excluded ones, or any of those.
Terms = tuple[tuple[Term, ...], tuple[Term, ...], bool]


class SearchTerms(TypeDecorator[Terms]):
    """Terms, sent to the database in the language of its own queries."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """Write the terms for SQLite or PostgreSQL."""
        wanted, excluded, either = value
        if dialect.name != "sqlite":
            return vectors.either(wanted) if either else vectors.query(wanted, excluded)
        if either:
            return " OR ".join(map(_fts5, wanted))
        return " NOT ".join([f"({' AND '.join(map(_fts5, wanted))})", *map(_fts5, excluded)])


class Matches(FunctionElement[bool]):
    """Whether a row of the index matches; of no type, since FTS5 allows no comparison with 1."""

    inherit_cache = True


class Score(FunctionElement[float]):
    """How far a matching row is from the query: the best come first."""

    inherit_cache = True
    type = Float()


@compiles(Matches, "sqlite")
def _match(element: Matches, compiler: SQLCompiler, **options: Any) -> str:
    return f"work_text MATCH {compiler.process(element.clauses, **options)}"


@compiles(Matches, "postgresql")
def _match_vector(element: Matches, compiler: SQLCompiler, **options: Any) -> str:
    terms = compiler.process(element.clauses, **options)
    return f"work_text.words @@ CAST({terms} AS tsquery)"


@compiles(Score, "sqlite")
def _score(_element: Score, _compiler: SQLCompiler, **_options: Any) -> str:
    return f"bm25(work_text, {', '.join(map(str, WEIGHTS))})"


@compiles(Score, "postgresql")
def _score_vector(element: Score, compiler: SQLCompiler, **options: Any) -> str:
    terms = compiler.process(element.clauses, **options)
    return f"-ts_rank('{RANKS}', work_text.words, CAST({terms} AS tsquery))"


def works_with(q: str) -> Select[int]:
    """Return the ids of the works that a search finds."""
    query = parse_query(q)
    if query.wanted and not (query.years or query.excluded_years):
        return select(TABLE.c.rowid).where(matches(query))
    return select(Work.id).where(*_conditions(query))


def can_rank(q: str) -> bool:
    """Return whether a search has words that works match better or worse."""
    return bool(parse_query(q).wanted)


def ranked(q: str, condition: ColumnElement[bool]) -> Select[int, float]:
    """Return the ids and scores of the works that a search finds, if they meet a condition."""
    query = parse_query(q)
    score = Score(_bind(query.wanted)).label("score")
    found = select(Work.id, score).join(TABLE, Work.id == ROW_ID)
    return found.where(condition, matches(query), *_year_conditions(query))


def with_titles_first(q: str, condition: ColumnElement[bool]) -> Select[int, int]:
    """Return the same ids, with 0 for the works whose titles have the words and 1 for others."""
    query = parse_query(q)
    titled = select(TABLE.c.rowid).where(Matches(_bind(tuple(map(_in_title, query.wanted)))))
    score = case((Work.id.in_(titled), 0), else_=1).label("score")
    return select(Work.id, score).where(condition, *_conditions(query))


def matches(query: Query) -> ColumnElement[bool]:
    """Return the condition on rows of the index: all wanted terms and no excluded one."""
    return Matches(_bind(query.wanted, query.excluded))


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    if query.is_empty:
        return [false()]
    conditions = _year_conditions(query)
    if query.wanted:
        conditions.append(Work.id.in_(select(TABLE.c.rowid).where(matches(query))))
    elif query.excluded:
        some = Matches(_bind(query.excluded, either=True))
        conditions.append(Work.id.not_in(select(TABLE.c.rowid).where(some)))
    return conditions


def _year_conditions(query: Query) -> list[ColumnElement[bool]]:
    conditions = [_in_years(query.years)] if query.years else []
    return conditions + ([~_in_years(query.excluded_years)] if query.excluded_years else [])


def _in_years(years: YearRanges) -> ColumnElement[bool]:
    return or_(*(dated_within(*span) for span in years))


def _bind(
    wanted: tuple[Term, ...], excluded: tuple[Term, ...] = (), either: bool = False
) -> BindParameter[Terms]:
    return BindParameter(None, (wanted, excluded, either), type_=SearchTerms(), unique=True)


def _in_title(term: Term) -> Term:
    return term if term.column else replace(term, column="title")


def _fts5(term: Term) -> str:
    # Words hold neither quotation marks nor spaces.
    column = f"{{{term.column}}} : " if term.column in COLUMNS else ""
    return f'{column}"{" ".join(term.words)}"{" *" if term.is_prefix else ""}'
