"""The same title by the same author in different years: one work or two."""

import time

import pytest
from flask import Flask

from app.bibliography.record import Record
from tests.support import database, factories, imports


def dated(year: int | None, *authors: str, doi: str | None = None) -> Record:
    return Record(title="On tides", authors=authors or ("Ada Roe",), year=year, doi=doi)


def years(*records: Record) -> list[list[int | None]]:
    return [[record.year for record in work] for work in imports.works(*records)]


@pytest.mark.parametrize("other", [2020, 2018, 2019, 2021, 2022, None])
def test_records_up_to_two_years_apart_or_undated_are_one_work(other: int | None) -> None:
    assert years(dated(2020), dated(other)) == [[2020, other]]
    assert years(dated(other), dated(2020)) == [[other, 2020]]


@pytest.mark.parametrize("other", [2017, 2023, 1990])
def test_records_more_than_two_years_apart_are_two_works(other: int) -> None:
    assert years(dated(2020), dated(other)) == [[2020], [other]]


def test_a_common_doi_joins_records_of_any_years() -> None:
    assert years(dated(1990, doi="10.1000/1"), dated(2020, doi="10.1000/1")) == [[1990, 2020]]


def test_an_undated_record_joins_the_first_of_two_works() -> None:
    assert years(dated(2020), dated(1990), dated(None)) == [[2020, None], [1990]]
    alone = dated(2020, "Kim Li"), dated(1990, "Ada Roe")
    assert years(*alone, dated(None, "Ada Roe", "Kim Li")) == [[2020, None], [1990]]
    assert years(dated(None), dated(None)) == [[None, None]]


def test_a_record_matching_two_works_of_one_year_joins_the_first() -> None:
    tie = dated(2020, "Ada Roe"), dated(2020, "Kim Li"), dated(2020, "Kim Li", "Ada Roe")
    assert years(*tie) == [[2020, 2020], [2020]]


def test_later_records_join_an_undated_one() -> None:
    assert years(dated(None), dated(1990), dated(2020)) == [[None, 1990, 2020]]


def test_editions_stay_separate_and_later_records_join_the_nearest() -> None:
    editions = dated(2010), dated(2020)
    later = [dated(year) for year in (2012, 2021, 2013, 2018, 2024)]
    assert years(*editions, *later) == [[2010, 2012], [2020, 2021, 2018], [2013], [2024]]


def test_loading_keeps_editions_separate_and_recognises_them_on_reload(app: Flask) -> None:
    first, later = factories.record(year=2010), factories.record(year=2020)
    factories.fill(app, first, later)
    assert database.versions(app) == [[("On tides", 2010)], [("On tides", 2020)]]
    factories.fill(app, later, factories.record(year=2021, venue="Annals of Salt"))
    assert database.versions(app)[0] == [("On tides", 2010)]
    assert [year for _, year in database.versions(app)[1]] == [2020, 2021]
    factories.fill(app, later, first)
    assert len(database.versions(app)) == 2


@pytest.mark.slow
def test_one_title_in_many_years_is_classified_quickly() -> None:
    records = [dated(1500 + n % 700, f"Author {n % 40}", "Ada Roe") for n in range(20_000)]
    began = time.process_time()
    assert len(imports.works(*records)) == 234
    assert time.process_time() - began < 5
