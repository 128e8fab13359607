"""What BibTeX entries take from elsewhere: macros, and the entries that they refer to."""

from app.bibliography.bibtex import reader
from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Record


def read(text: str) -> list[ParsedEntry]:
    return list(reader.read_bibtex(text))


def first(text: str) -> Record:
    record = read(text)[0].record
    assert record
    return record


def test_strings_are_put_in_and_joined() -> None:
    text = """@string{tw = "Tide"}
@STRING(j = tw # { and } # "Waves")
@article{k, title={T}, journal=J}"""
    (entry,) = read(text)
    assert entry.record
    assert entry.record.venue == "Tide and Waves"
    assert entry.source == "@string{j = {Tide and Waves}}\n\n@article{k, title={T}, journal=J}"


def test_the_last_definition_before_an_entry_counts() -> None:
    text = "@string{j={A}}@article{k, title={T}, journal=j}@string{j={B}}@article{l, title=j}"
    assert [entry.record and entry.record.title for entry in read(text)] == ["T", "B"]
    assert first(text).venue == "A"


def test_an_undefined_macro_stands_for_its_name() -> None:
    (entry,) = read("@phdthesis{k, title={T},\n school = PU}")
    assert entry.record
    assert entry.record.venue == "PU"
    assert entry.warnings == ("line 2: the macro “PU” is not defined",)


def test_a_paper_takes_what_it_lacks_from_its_proceedings() -> None:
    text = """@inproceedings{paper, title = {On tides}, crossref = {book}, publisher = {Mine}}

@proceedings{book, title = {Tides 2024}, year = 2024, publisher = {Theirs}, doi = {10.1000/b},
  editor = {Kim Li}}"""
    paper, book = read(text)
    assert paper.record
    assert book.record
    assert (paper.record.venue, paper.record.year, paper.record.publisher, paper.record.doi) == (
        ("Tides 2024", 2024, "Mine", None)
    )
    assert dict(paper.extras) == {"editor": "Kim Li"}
    assert book.record.title == "Tides 2024"
    assert first(paper.source) == paper.record


def test_xdata_are_shared_fields_and_no_entry() -> None:
    text = "@xdata{x, publisher = {Tide Press}}\n@book{b, title = {T}, xdata = {x}}"
    (entry,) = read(text)
    assert entry.record
    assert (entry.record.publisher, dict(entry.extras)) == ("Tide Press", {})


def test_a_missing_parent_gives_a_warning_and_is_kept() -> None:
    (entry,) = read("@inproceedings{k, title = {T}, crossref = {nowhere}}")
    assert entry.warnings == ("refers to the entry “nowhere”, which is missing",)
    assert dict(entry.extras) == {"crossref": "nowhere"}


def test_circles_are_survived() -> None:
    found = read("@book{a, title={A}, crossref={b}} @book{b, year=2024, crossref={a}}")
    assert found[0].record
    assert found[0].record.year == 2024
    assert found[1].record
    assert "circle" in found[1].warnings[0]


def test_a_chain_of_parents_ends_somewhere() -> None:
    chain = "\n".join(f"@book{{k{i}, title={{T}}, crossref={{k{i + 1}}}}}" for i in range(200))
    assert len(read(chain)) == 200


def test_comments_and_preambles_are_no_entries() -> None:
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
