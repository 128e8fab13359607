"""Identifiers where databases and programs write them for lack of a better place."""

import pytest

from tests.support import formats

DOI = "10.1038/nature12345"
SICI = "10.1002/(sici)1097-0258(1998)17:15<1661::aid-sim968>3.0.co;2-2"


@pytest.mark.parametrize(
    "line",
    [
        f"M3  - {DOI}",
        f"M3  - doi: {DOI}",
        f"L3  - http://dx.doi.org/{DOI}",
        f"N1  - doi: {DOI}",
        f"N1  - {DOI}",
        f"U1  - DOI: {DOI}",
        f"L2  - https://doi.org/{DOI}",
        f"C1  - {DOI}",
        f"SN  - {DOI}",
    ],
)
def test_any_tag_of_ris_may_be_a_doi(line: str) -> None:
    entry = formats.ris_entry(line)
    record = formats.record_in(entry)
    assert (record.doi, record.note, record.genre, record.links) == (DOI, None, None, ())
    assert entry.extras == {}
    assert formats.record_in(formats.ris_entry("DO  - 10.1000/a", line)).doi == "10.1000/a"


@pytest.mark.parametrize(
    "field", [f"note = {{DOI: {DOI}}}", f"howpublished = {{doi:{DOI}}}", f"note = {{{DOI}.}}"]
)
def test_a_text_of_bibtex_may_be_a_doi(field: str) -> None:
    entry = formats.bibtex_entry(field)
    assert (formats.record_in(entry).doi, formats.record_in(entry).note) == (DOI, None)
    assert entry.extras == {}


@pytest.mark.parametrize("note", [f"DOI: {DOI}\nPMID: 123", f"PMID: 123; DOI: {DOI}"])
def test_a_line_of_a_note_may_be_a_doi(note: str) -> None:
    entries = (formats.bibtex_entry(f"note = {{{note}}}"), formats.csl_entry(note=note))
    for record in map(formats.record_in, entries):
        assert (record.doi, record.note) == (DOI, None)


@pytest.mark.parametrize("name", ["ee", "link", "bdsk-url-1"])
def test_fields_of_programs_may_have_a_doi(name: str) -> None:
    assert formats.record_in(formats.bibtex_entry(f"{name} = {{https://doi.org/{DOI}}}")).doi == DOI


@pytest.mark.parametrize(
    "written", [rf"\href{{https://doi.org/{DOI}}}{{{DOI}}}", rf"\url{{https://doi.org/{DOI}}}"]
)
def test_a_doi_may_be_in_a_macro(written: str) -> None:
    assert formats.record_in(formats.bibtex_entry(f"doi = {{{written}}}")).doi == DOI


@pytest.mark.parametrize("url", [DOI, f"doi.org/{DOI}", f"dx.doi.org/{DOI}", f"//doi.org/{DOI}"])
def test_a_url_may_be_a_doi(url: str) -> None:
    entries = (
        formats.bibtex_entry(f"url = {{{url}}}"),
        formats.ris_entry(f"UR  - {url}"),
        formats.ris_entry(f"LK  - {url}"),
        formats.csl_entry(URL=url),
    )
    for entry in entries:
        record = formats.record_in(entry)
        assert (record.doi, record.links, entry.warnings) == (DOI, (), ())


@pytest.mark.parametrize("text", [f"Erratum: {DOI}", f"See {DOI}", f"{DOI} and others"])
def test_a_doi_among_other_words_is_not_that_of_the_publication(text: str) -> None:
    entries = (
        formats.bibtex_entry(f"note = {{{text}}}"),
        formats.ris_entry(f"N1  - {text}"),
        formats.csl_entry(note=text),
    )
    for record in map(formats.record_in, entries):
        assert (record.doi, record.note) == (None, text)


@pytest.mark.parametrize(
    ("less", "greater"),
    [(r"{\textless}", r"{\textgreater}"), (r"\textless{}", r"\textgreater "), ("$<$", "$>$")],
)
def test_escaped_angles_of_a_doi_are_read(less: str, greater: str) -> None:
    written = SICI.replace("<", less).replace(">", greater)
    assert formats.record_in(formats.bibtex_entry(f"doi = {{{written}}}")).doi == SICI


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (r"https://a.org/$\sim$roe", "https://a.org/~roe"),
        (r"https://a.org/$ \sim $roe/\_x", "https://a.org/~roe/_x"),
        (r"https://a.org/\string~roe", "https://a.org/~roe"),
        (r"https://a.org/\texttildelow roe", "https://a.org/~roe"),
        (r"https://a.org/\char`\~roe", "https://a.org/~roe"),
        (r"https://a.org/x\textunderscore y$\_$z", "https://a.org/x_y_z"),
    ],
)
def test_an_escaped_tilde_of_a_url_is_read(written: str, url: str) -> None:
    record = formats.record_in(formats.bibtex_entry(f"url = {{{written}}}"))
    assert [link.url for link in record.links] == [url]
