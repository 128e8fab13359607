"""Reading the publications of a profile document one by one."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography import formats
from app.bibliography.document import reader
from app.bibliography.entry import Format, ParsedEntry
from tests.support import samples

HEAD = '"vitae": 1, "profile": {"name": "Ada Roe"}'
GOOD = '{"title": "On tides"}'
LISTED = '{"title": "On tides", "authors": ["Ada Roe"], "authors_as_listed": "Ada Roe"}'


def read(text: str) -> list[ParsedEntry]:
    return list(formats.read_entries(Format.DOCUMENT, text))


def titles(entries: list[ParsedEntry]) -> list[str | None]:
    return [entry.record.title if entry.record else None for entry in entries]


def whole(*publications: str, head: str = HEAD) -> str:
    inside = ",\n".join(publications)
    return f'{{{head},\n"publications": [\n{inside}\n]}}'


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"title": "On salt", "year": 1066}', "year: must be 1500 or more"),
        ('{"year": 2024}', "the key “title” is missing"),
        ('{"title": "On salt", "yaer": 2024}', "“yaer” is not an allowed key"),
        ('{"title": "On salt", "doi": "soon"}', "doi: “soon” is not a DOI such as 10.1000/182"),
        ('{"title": "On salt", "month": 3}', "month: a month needs its year"),
        ('{"title": "On salt" "year": 2024}', "a comma or a closing } is missing"),
        (
            '{"title": "On salt", "authors": ["A", 3]}',
            "authors[1]: expected text or keys in braces { }, got a whole number",
        ),
        ('"On salt"', "this is not an object in braces { }"),
        (
            '{"title": ' + "[" * 5_000 + "]" * 5_000 + "}",
            "brackets and braces are nested too deeply",
        ),
    ],
)
def test_a_broken_publication_is_reported_without_affecting_the_others(
    broken: str, reason: str
) -> None:
    before, entry, after = read(whole(GOOD, broken, GOOD))
    assert (entry.line, entry.error) == (4, f"line 4: {reason}")
    assert entry.source == broken
    assert titles([before, entry, after]) == ["On tides", None, "On tides"]


def test_a_broken_entry_of_a_listing_does_not_affect_the_others() -> None:
    text = whole(LISTED, '{"title": "On salt", "year": "soon"}', head='"person": {"name": "Ada"}')
    good, broken = read(text)
    assert titles([good]) == ["On tides"]
    assert broken.error == "line 4: year: expected a whole number, got text"


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ('"vitae": 1, "profile": {}', "profile: the key “name” is missing"),
        (f'{HEAD}, "people": [{{"nam": "B"}}]', "people[0]: “nam” is not an allowed key"),
        (f'{HEAD}, "works": [3]', "works[0]: expected keys in braces { }, got a whole number"),
        ('"vitae": 1,\n"profile": {"name" "Ada"}', "line 2: a colon is missing after the key"),
    ],
)
def test_errors_outside_the_publications_are_reported_without_affecting_them(
    head: str, problem: str
) -> None:
    first, *others = read(whole(GOOD, GOOD, head=head))
    assert (first.error, first.record) == (problem, None)
    assert titles(others) == ["On tides", "On tides"]


def test_an_error_after_the_publications_is_reported_with_its_line() -> None:
    text = whole(GOOD, GOOD).removesuffix("}") + ',\n"topics": [}'
    assert read(text)[0].error.startswith("line 6: ")
    assert titles(read(text)[1:]) == ["On tides", "On tides"]


def test_an_unknown_document_version_is_refused() -> None:
    (entry,) = read(whole(GOOD, head='"vitae": 2, "profile": {"name": "Ada"}'))
    assert entry.error.startswith("vitae: ")


def test_a_truncated_file_loses_only_its_last_publication() -> None:
    text = whole(GOOD, '{"title": "On salt", "year": 20')
    good, cut = read(text.removesuffix("\n]}"))
    assert titles([good, cut]) == ["On tides", None]
    assert "the file ends before" in cut.error


def test_a_file_truncated_between_publications_is_reported() -> None:
    problem, good = read(whole(GOOD).removesuffix("\n]}"))
    assert "the file ends before" in problem.error
    assert titles([good]) == ["On tides"]


@pytest.mark.parametrize("text", [GOOD, LISTED])
def test_a_single_publication_is_read_without_a_document(text: str) -> None:
    assert titles(read(text)) == ["On tides"]
    assert read(text.replace('"title"', '"title": 3, "x"'))[0].error.startswith("line 1: ")


def test_publications_read_one_by_one_equal_those_of_the_document() -> None:
    content = samples.EMBEDDED.read_text()
    records = reader.read_document(content.encode()).publications
    assert [entry.record for entry in read(content)] == [one.record for one in records]
    assert [entry.source for entry in read(content)] == [record.source for record in records]


def test_joined_sources_stay_separate() -> None:
    publication = msgspec.json.encode({"title": "T", "source": "@a{b}\x1e@c{d}\x07"}).decode()
    assert [entry.source for entry in read(whole(publication))] == ["@a{b}\x1e@c{d}"]


@given(st.text(alphabet='{}[]",:\\ \nab1', max_size=60))
def test_arbitrary_text_between_publications_never_raises(broken: str) -> None:
    read(whole(GOOD, broken, GOOD))
