"""Titles and abstracts in fields that name their language, as HAL and people write them."""

import pytest
from msgspec import structs

from app.bibliography.bibtex import reader, writer
from app.bibliography.bibtex.titles import names_a_language
from app.bibliography.record import Record
from tests.support.bibtex_entries import only_entry

Texts = dict[tuple[str, str], str]
# What HAL asks for where a thesis is deposited: it has no plain title.
THESIS = """@phdthesis{roe,
  x-title_en = {On {Tides}}, x-title_fr = {Sur les marées}, author = {Roe, Ada},
  x-abstract_en = {We weigh.}, x-abstract_fr = {Nous
    pesons.}, school = {Le Cap}, year = 2020, x-language = {fr}
}"""


def read(source: str) -> Record:
    record = only_entry(source).record
    assert record
    return record


def article(fields: str) -> Record:
    return read(f"@article{{a, author = {{Roe, Ada}}, year = 2020, {fields}}}")


def translations(record: Record) -> Texts:
    return {(one.field, one.language): one.text for one in record.translations}


def test_a_thesis_from_hal_has_its_texts_in_both_languages() -> None:
    found = read(THESIS)
    assert (found.language, found.title) == ("fr", "Sur les marées")
    assert found.abstract == "Nous pesons."
    english = {("title", "en"): "On {Tides}", ("abstract", "en"): "We weigh."}
    assert translations(found) == english


def test_the_first_title_is_the_original_where_no_language_is_told() -> None:
    found = article("x-title_fr = {Sur les marées}, x-title_en = {On tides}")
    assert (found.language, found.title) == ("en", "On tides")
    assert translations(found) == {("title", "fr"): "Sur les marées"}


@pytest.mark.parametrize(
    "name",
    ["abstract_fr", "abstract-fr", "abstractfr", "abstract_french", "x-abstract_fr", "Abstract_FR"],
)
def test_a_second_abstract_is_read_by_the_language_of_its_field(name: str) -> None:
    found = article(f"title = {{On tides}}, abstract = {{We weigh.}}, {name} = {{Nous pesons.}}")
    assert (found.language, found.abstract) == (None, "We weigh.")
    assert translations(found) == {("abstract", "fr"): "Nous pesons."}


@pytest.mark.parametrize(
    "name",
    [
        *("abstract_id", "title_no", "abstract_url", "title_short", "titleaddon", "abstracts"),
        *("abstract2", "abstract_xx", "title_fr_old", "resume", "origtitle", "abstractor"),
    ],
)
def test_a_field_that_names_no_language_remains_an_extra(name: str) -> None:
    source = f"@article{{a, title = {{On tides}}, {name} = {{Nous pesons.}}}}"
    entry = only_entry(source)
    assert entry.record
    assert entry.record.translations == ()
    assert name == "titleaddon" or entry.extras[name] == "Nous pesons."
    assert not names_a_language(name) or name == "abstract_xx"


def test_a_text_in_the_language_of_the_entry_is_its_own() -> None:
    fields = "title = {Sur les marées}, langid = {french}, abstract_fr = {Nous pesons.}"
    assert article(fields).abstract == "Nous pesons."
    both = article(f"{fields}, abstract = {{Autre.}}")
    assert (both.abstract, both.translations) == ("Autre.", ())
    again = article("title = {T}, abstract = {Un.}, abstract_fr = {Un.}")
    assert again.translations == ()


def test_papers_do_not_inherit_the_titles_of_their_proceedings() -> None:
    child = "@inproceedings{a, title = {On tides}, crossref = {p}}"
    parent = "@proceedings{p, title = {Proceedings}, title_fr = {Actes}, abstract_fr = {Tout}}"
    first = next(iter(reader.read_bibtex(f"{child}\n{parent}")))
    assert first.record
    assert first.record.translations == ()


@pytest.mark.parametrize("lossless", [True, False])
def test_what_was_read_is_written_and_read_again(lossless: bool) -> None:
    fields = (
        "title = {On tides}, title-fr = {Sur les {M}arées}, abstract_fr = {Nous \\emph{pesons}.}"
    )
    for found in (read(THESIS), article(fields)):
        written = writer.write_bibtex([found], lossless=lossless)
        assert "abstract_fr = {" in written
        again = read(written)
        assert translations(again) == translations(found)
        assert (again.title, again.language, again.abstract) == (
            found.title,
            found.language,
            found.abstract,
        )
        assert writer.write_bibtex([again], lossless=lossless) == written


def test_an_edited_text_is_not_written_as_it_was() -> None:
    changed = structs.replace(read(THESIS), title="Autre", translations=())
    written = writer.write_bibtex([changed], lossless=True)
    assert "x-abstract_fr = {" in written
    for gone in ("x-title_fr", "x-title_en", "x-abstract_en"):
        assert gone not in written
    again = read(written)
    assert (again.title, again.translations) == ("Autre", ())


def test_a_text_that_the_record_never_had_is_kept() -> None:
    fields = "title = {T}, langid = {french}, abstract = {Autre.}, abstract_fr = {Nous pesons.}"
    assert "abstract_fr = {Nous pesons.}" in writer.write_bibtex([article(fields)])
