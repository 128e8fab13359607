"""BibTeX macros, cross-references and everything between the entries."""

from app.bibliography.bibtex import reader
from app.bibliography.entry import ParsedEntry
from app.bibliography.record import ContributorRole, Record


def read(text: str) -> list[ParsedEntry]:
    return list(reader.read_bibtex(text))


def first(text: str) -> Record:
    record = read(text)[0].record
    assert record
    return record


def test_string_macros_are_expanded_and_concatenated() -> None:
    text = """@string{tw = "Tide"}
@STRING(j = tw # { and } # "Waves")
@article{k, title={T}, journal=J}"""
    (entry,) = read(text)
    assert entry.record
    assert entry.record.venue == "Tide and Waves"
    assert entry.source == "@string{j = {Tide and Waves}}\n\n@article{k, title={T}, journal=J}"


def test_outer_blanks_of_macros_count() -> None:
    text = """@string{trans = "Transactions on "}
@string{sep = { and }, none = {}}
@article{k, title={T}, author="Roe, Ada" # sep # "Li, Kim", journal=trans # none # "Tides"}"""
    (entry,) = read(text)
    assert entry.record
    assert entry.record.authors == ("Ada Roe", "Kim Li")
    assert entry.record.venue == "Transactions on Tides"
    assert first(entry.source).authors == ("Ada Roe", "Kim Li")


def test_an_entry_uses_the_last_macro_definition_before_it() -> None:
    text = "@string{j={A}}@article{k, title={T}, journal=j}@string{j={B}}@article{l, title=j}"
    assert [entry.record and entry.record.title for entry in read(text)] == ["T", "B"]
    assert first(text).venue == "A"


def test_an_undefined_macro_becomes_its_name_with_a_warning() -> None:
    (entry,) = read("@phdthesis{k, title={T},\n school = PU}")
    assert entry.record
    assert entry.record.venue == "PU"
    assert entry.warnings == ("line 2: the macro “PU” is not defined",)


def test_a_paper_inherits_missing_fields_from_its_proceedings() -> None:
    text = """@inproceedings{paper, title = {On tides}, crossref = {book}, publisher = {Mine}}

@proceedings{book, title = {Tides 2024}, year = 2024, publisher = {Theirs}, doi = {10.1000/b},
  editor = {Kim Li}}"""
    paper, book = read(text)
    assert paper.record
    assert book.record
    assert (paper.record.venue, paper.record.year, paper.record.publisher, paper.record.doi) == (
        ("Tides 2024", 2024, "Mine", None)
    )
    assert dict(paper.extras) == {}
    assert paper.record.names_of(ContributorRole.EDITOR) == ["Kim Li"]
    assert book.record.title == "Tides 2024"
    assert first(paper.source) == paper.record


def test_a_part_inherits_the_subtitle_of_its_book() -> None:
    book = "@book{book, title = {Tides}, subtitle = {Salt}}"
    assert first(f"@inbook{{k, title={{T}}, crossref={{book}}}} {book}").venue == "Tides: Salt"
    text = f"@inbook{{k, title={{T}}, booktitle={{Own}}, crossref={{book}}}} {book}"
    assert first(text).venue == "Own"
    assert first(f"@book{{k, title={{T}}, crossref={{book}}}} {book}").title == "T"


def test_xdata_fields_are_inherited_and_xdata_is_not_an_entry() -> None:
    text = "@xdata{x, publisher = {Tide Press}}\n@book{b, title = {T}, xdata = {x}}"
    (entry,) = read(text)
    assert entry.record
    assert (entry.record.publisher, dict(entry.extras)) == ("Tide Press", {})


def test_a_missing_crossref_gives_a_warning_and_is_kept() -> None:
    (entry,) = read("@inproceedings{k, title = {T}, crossref = {nowhere}}")
    assert entry.warnings == ("refers to the entry “nowhere”, which is missing",)
    assert dict(entry.extras) == {"crossref": "nowhere"}


def test_circular_crossrefs_give_a_warning() -> None:
    found = read("@book{a, title={A}, crossref={b}} @book{b, year=2024, crossref={a}}")
    assert found[0].record
    assert found[0].record.year == 2024
    assert found[1].record
    assert "circle" in found[1].warnings[0]


def test_a_long_chain_of_crossrefs_is_read() -> None:
    chain = "\n".join(f"@book{{k{i}, title={{T}}, crossref={{k{i + 1}}}}}" for i in range(200))
    assert len(read(chain)) == 200


def test_comments_and_preambles_are_skipped() -> None:
    text = """Words of mine about me@example.org
@comment{jabref-meta: {a}}
@comment{
@article{hidden, title = {No}}
}
@preamble{"\\newcommand{\\x}{y}"}
@article{shown, title = {Yes}}
more words"""
    assert [(entry.key, entry.line) for entry in read(text)] == [("shown", 7)]


def test_windows_line_ends_a_byte_order_mark_and_parentheses_are_read() -> None:
    text = """\ufeff@article(k,\r
  title = "On (high) {"}tides{"}",\r
  year = 2024\r
)\r
@misc{l, title = {B}}"""
    entries = read(text)
    assert [entry.line for entry in entries] == [1, 5]
    assert first(text).title == 'On (high) {"}tides{"}'
    assert first(text).year == 2024
