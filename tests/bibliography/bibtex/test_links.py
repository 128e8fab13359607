"""Links of BibTeX entries: URLs in fields and texts, and short DOIs."""

import pytest

from app.bibliography.record import LinkKind
from tests.support.bibtex_entries import bibtex_record, only_entry


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pdf", LinkKind.PDF),
        ("code", LinkKind.CODE),
        ("video", LinkKind.VIDEO),
        ("url_slides", LinkKind.SLIDES),
        ("poster", LinkKind.POSTER),
        ("url", LinkKind.WEB),
        ("website", LinkKind.WEB),
        ("hal", LinkKind.WEB),
        ("url_paper", LinkKind.PDF),
    ],
)
def test_urls_become_links_of_the_kind_of_their_field(name: str, kind: LinkKind) -> None:
    (link,) = bibtex_record(rf"{name} = {{\url{{https://example.org/a\_b\%20c.pdf}}}}").links
    assert (link.url, link.kind) == ("https://example.org/a_b%20c.pdf", kind)


def test_values_that_are_no_url_or_repeat_the_doi_stay_extras() -> None:
    text = (
        "@article{k, title = {T}, hal = {hal-01}, pdf = {/a.pdf}, url = {https://doi.org/10.1/x}}"
    )
    entry = only_entry(text.replace("10.1/", "10.1000/"))
    assert entry.record
    assert (entry.record.links, entry.record.doi) == ((), "10.1000/x")
    assert list(entry.extras) == ["hal", "pdf", "url"]


@pytest.mark.parametrize(
    ("fields", "url", "kept"),
    [
        (r"howpublished = {\url{https://a.org/talk\_1}}", "https://a.org/talk_1", []),
        ("howpublished = {Available online at: https://a.org/x.}", "https://a.org/x", []),
        ("howpublished = {[Online]. Available: https://a.org/x}", "https://a.org/x", []),
        ("howpublished = {www.a.org/x}", "https://www.a.org/x", []),
        (r"howpublished = {\url{www.a.org/x}}", "https://www.a.org/x", []),
        (r"howpublished = {\url{a.org/x}}", "https://a.org/x", []),
        ("howpublished = {a.org/x}", "https://a.org/x", []),
        ("howpublished = {Available at: www.a.org/x}", "https://www.a.org/x", []),
        ("note = {Available at www.a.org/x.}", "https://www.a.org/x", []),
        (r"url = {\href{http://a.org/x}{Here}}", "http://a.org/x", []),
        ("url = {<https://a.org/x>}", "https://a.org/x", []),
        (r"howpublished = {Talk, \url{https://a.org/x}}", "https://a.org/x", ["howpublished"]),
        (r"note = {\url{https://a.org/x}}", "https://a.org/x", []),
        (r"note = {\url{https://a.org/x}}, url = {https://a.org/x}", "https://a.org/x", []),
        ("doi = {10/fg6rf9}", "https://doi.org/10/fg6rf9", []),
        ("doi = {https://doi.org/10/FG6rf9}", "https://doi.org/10/fg6rf9", []),
    ],
)
def test_urls_in_texts_and_short_dois_become_links(fields: str, url: str, kept: list[str]) -> None:
    entry = only_entry(f"@misc{{k, title = {{T}}, {fields}}}")
    assert entry.record
    assert [link.url for link in entry.record.links] == [url]
    assert (entry.record.doi, entry.record.note, list(entry.extras)) == (None, None, kept)


def test_a_note_that_says_more_keeps_its_url() -> None:
    found = bibtex_record(r"note = {Best paper, \url{https://a.org/x}}")
    assert (found.note, found.links) == (r"Best paper, \url{https://a.org/x}", ())


@pytest.mark.parametrize("name", ["howpublished", "note"])
def test_identifiers_are_found_in_the_urls_of_texts(name: str) -> None:
    found = bibtex_record(rf"{name} = {{Available at \url{{https://doi.org/10.1000/x}}}}", "misc")
    assert (found.doi, found.links, found.note) == ("10.1000/x", (), None)
    assert (
        bibtex_record(rf"{name} = {{\url{{https://arxiv.org/abs/2401.01234}}}}").arxiv_id
        == "2401.01234"
    )
