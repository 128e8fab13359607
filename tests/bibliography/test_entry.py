"""Bibliography formats and parsed entries."""

import pytest

from app.bibliography.entry import Format, ParsedEntry


@pytest.mark.parametrize(
    ("kind", "label", "suffix", "mimetype"),
    [
        (Format.BIBTEX, "BibTeX", ".bib", "application/x-bibtex"),
        (Format.RIS, "RIS", ".ris", "application/x-research-info-systems"),
        (Format.CSL, "CSL-JSON", ".json", "application/vnd.citationstyles.csl+json"),
        (Format.DOCUMENT, "Profile document", ".json", "application/json"),
    ],
)
def test_a_format_has_a_label_a_suffix_and_a_media_type(
    kind: Format, label: str, suffix: str, mimetype: str
) -> None:
    assert (kind.label, kind.suffix, kind.mimetype) == (label, suffix, mimetype)


def test_an_entry_has_no_warnings_by_default() -> None:
    entry = ParsedEntry(1, "x")
    assert (entry.record, entry.error, entry.warnings, entry.keywords) == (None, "", (), ())
    assert (entry.key, entry.extras) == ("", {})
