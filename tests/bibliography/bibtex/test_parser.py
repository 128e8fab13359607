"""Broken and hostile BibTeX: everything is read or reported with its line, nothing ever raises."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography import raw
from app.bibliography.bibtex import reader
from app.bibliography.entry import ParsedEntry

GOOD = "@misc{good, title = {Good}}"


def read(text: str) -> list[ParsedEntry]:
    return list(reader.read_bibtex(text))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("@article{k,\n year = 2024\n}", "line 1: the entry has no title"),
        ("@article{k,\n title = {{}}\n}", "line 1: the entry has no title"),
        ("@article{k,\n title = {T},\n nonsense\n}", "line 3: “nonsense” is not a field"),
        ("@article{k,\n title = {T},\n year = ,\n}", "line 3: “year” has no value"),
        ("@article{k,\n title = {T\n", "line 2: the value of “title” is not closed"),
        (
            "@article{k,\n title = {T,\n year = {2024}},\n}",
            "line 3: a comma is missing before “year”",
        ),
        (
            '@article{k,\n title = "T,\n year = "2024"\n}',
            "line 3: a comma is missing before “year”",
        ),
        ("@article{k,\n title = {T}},\n year = 2024\n}", "line 3: the entry ends before “year”"),
        ("@article k,\n title = {T}\n", "line 1: a brace is missing after “@article”"),
        ("@string{j = {Waves}", ""),
        ("@string{j {Waves}}", "line 1: this is not a BibTeX entry"),
        ("@string{j == {Waves}}", "line 1: “j” has no value"),
    ],
)
def test_an_error_has_its_line_and_does_not_affect_other_entries(text: str, problem: str) -> None:
    *broken, good = read(f"{text}\n{GOOD}")
    assert good.record
    assert good.record.title == "Good"
    assert [entry.record for entry in broken] == [None] * len(broken)
    assert [entry.error for entry in broken] == ([problem] if problem else [])


@pytest.mark.parametrize("indent", ["  ", "\t", " \t "])
def test_entries_may_be_indented(indent: str) -> None:
    text = f"{indent}@article{{one,\n title = {{A}}\n{indent}}}\n{indent}@book{{two, title={{B}}}}"
    found = read(text)
    assert [(entry.key, entry.line, entry.error) for entry in found] == [
        ("one", 1, ""),
        ("two", 4, ""),
    ]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("@misc{k,\n title = {T}\n year = 2024}", "line 3: a comma is missing before “year”"),
        ("@misc{k,\n year = 2024 title = {T}}", "line 2: a comma is missing before “title”"),
        ("@misc{k\n title = {T}}", "line 2: a comma is missing after the citation key"),
        ("@misc{title = {T}}", "the citation key is missing"),
        ("@misc{k,\n title = {T},\n", "the closing brace is missing"),
        ("@misc{k, title = {T}, url = {a}, url = {b}}", "line 1: there is more than one “url”"),
        ("@misc{k, title = {T}, year = {soon}}", "“soon” is not a year"),
        ("@misc{k, title = {T}, date = {soon}}", "the date “soon” can't be read"),
        ("@misc{k, title = {T}, vitae = {soon}}", "the field “vitae” can't be read"),
    ],
)
def test_irregular_entries_are_read_with_a_warning(text: str, warning: str) -> None:
    entry, good = read(f"{text}\n{GOOD}")
    assert entry.record
    assert entry.record.title == "T"
    assert entry.warnings == (warning,)
    assert good.record


def test_a_repeated_field_is_kept_under_a_numbered_name() -> None:
    (entry,) = read("@misc{k, title = {T}, hal = {a}, hal = {b}, hal = {a}}")
    assert dict(entry.extras) == {"hal": "a", "hal-2": "b"}


def test_a_repeated_key_gives_a_warning() -> None:
    one, other = read("@misc{k, title = {A}}\n@misc{k, title = {B}}")
    assert one.record
    assert other.record
    assert (one.warnings, other.warnings) == ((), ("the key “k” is used by an earlier entry",))


def test_percent_comments_and_extra_commas_are_ignored() -> None:
    (entry,) = read("@misc{k,,\n % year = {1999},\n title = {T}, , year = 2024,,}")
    assert entry.record
    assert (entry.record.year, entry.warnings) == (2024, ())


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text_has_no_entries(text: str) -> None:
    assert read(text) == []


def test_a_text_without_entries_is_reported() -> None:
    assert [entry.error for entry in read("Dear Ada")] == [
        "line 1: this text has no BibTeX entries"
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "junk",
    [
        "@a{" * 330_000,
        "@a{\n" * 250_000,
        "@a{}\n" * 200_000,
        "@" * 1_000_000,
        "@comment{" * 110_000,
        bytes(range(256)).decode("latin-1").replace("@", "") * 4_000,
    ],
)
def test_a_megabyte_of_junk_is_one_unreadable_entry(junk: str) -> None:
    (entry,) = read(junk)
    assert entry.error
    assert len(entry.source) <= reader.LONGEST_JUNK


@pytest.mark.slow
def test_exponentially_growing_macros_are_limited() -> None:
    strings = "\n".join(f"@string{{a{i + 1} = a{i} # a{i}}}" for i in range(15_000))
    found = read(f"@string{{a0 = {{0123456789}}}}\n{strings}\n@misc{{k, title = a14999}}\n{GOOD}")
    assert found[-1].record
    assert "a14999” can't be read or is too long" in found[-2].error
    assert sum(len(entry.source) for entry in found) < 1_000_000


@pytest.mark.slow
def test_a_long_macro_used_often_does_not_exhaust_memory() -> None:
    found = read(f"@string{{m = {{{'x' * 19_000}}}}}\n" + "@misc{k, title = m}\n" * 20_000)
    assert len(found) == 20_000
    assert sum(len(entry.source) for entry in found) < 10_000_000


def test_ten_thousand_nested_braces_are_read_or_reported() -> None:
    braces = "{" * 10_000
    (whole,) = read(f"@misc{{k, title = {braces}x{'}' * 10_000}}}")
    assert whole.record
    broken, good = read(f"@misc{{k, title = {braces}x\n{GOOD}")
    assert broken.error == "line 1: the value of “title” is not closed"
    assert good.record


@pytest.mark.slow
def test_a_too_long_value_is_reported() -> None:
    broken, good = read(f"@misc{{k, title = {{{'x ' * 1_000_000}}}}}\n{GOOD}")
    assert broken.error == "line 1: the value of “title” is longer than 200,000 characters"
    assert len(broken.source) <= raw.LONGEST
    assert good.record


@pytest.mark.slow
@given(st.text())
def test_arbitrary_text_never_raises(text: str) -> None:
    read(text)
    read(f"@misc{{k, title = {{T}}, {text}}}")


@given(st.data())
def test_mutated_entries_are_read_or_reported(data: st.DataObject) -> None:
    text = "\n".join(
        f"@article{{k{i},\n title = {{On {{T}}ides {i}}},\n author = {{Roe, Ada and Li, Kim}},\n"
        f" year = 20{i},\n month = mar # {{~1}},\n}}"
        for i in range(10, 14)
    )
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from('{}"@,=#%\\\n')) + text[at + 1 :]
    found = read(text)
    assert all(entry.record or entry.error for entry in found)
    assert all(one.line <= other.line for one, other in pairwise(found))
