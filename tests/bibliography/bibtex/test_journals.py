"""Names of journals and books: macros, whole names and subtitles."""

import pytest

from tests.support.bibtex_entries import bibtex_record, only_entry


@pytest.mark.parametrize(
    ("fields", "venue", "short"),
    [
        (r"journal = {\apj}", "The Astrophysical Journal", None),
        (r"journal = {{\aap}}", "Astronomy & Astrophysics", None),
        (
            r"journal = {\memsai{} Supplement}",
            "Memorie della Società Astronomica Italiana Supplement",
            None,
        ),
        (r"journal = {Physics of \TeX}", "Physics of TeX", None),
        (r"journal = {\raa}", "Research in Astronomy and Astrophysics", None),
        (r"journal = {\prx}", "Physical Review X", None),
        (r"journal = {\rmp}", "Reviews of Modern Physics", None),
        (r"journal = {\ptep}", "Progress of Theoretical and Experimental Physics", None),
        (r"journal = {\jgra}", "Journal of Geophysical Research: Space Physics", None),
        (r"journal = {\jgre}", "Journal of Geophysical Research: Planets", None),
        (r"journal = {\frass}", "Frontiers in Astronomy and Space Sciences", None),
        (r"journal = {\natastro}", "Nature Astronomy", None),
        (r"journal = {\MNRAS}", "Monthly Notices of the Royal Astronomical Society", None),
        (r"journal = {\ApJ}", "The Astrophysical Journal", None),
        ("journal = mnras", "Monthly Notices of the Royal Astronomical Society", None),
        ("journal = jacm", "Journal of the ACM", None),
        (r"journal = {\mwr}", "Monthly Weather Review", None),
        (r"journal = {\JAP}", "Journal of Applied Physics", None),
        ("journal = cmp", "Communications in Mathematical Physics", None),
        (r"journal = {\xyz}", "xyz", None),
        (
            "JOURNAL = {Adv. Tide.}, FJOURNAL = {Advances in Tides}",
            "Advances in Tides",
            "Adv. Tide.",
        ),
        ("journal = {Waves}, fjournal = {Waves}", "Waves", None),
        ("journal = {Waves}, abbrev_source_title = {Wav.}", "Waves", "Wav."),
        ("journaltitle = {Tides}, journalsubtitle = {Salt and Sea}", "Tides: Salt and Sea", None),
        ("journal = {Tides?}, journalsubtitle = {Yes}", "Tides? Yes", None),
    ],
)
def test_the_whole_name_of_a_journal_is_read(fields: str, venue: str, short: str | None) -> None:
    entry = only_entry(f"@article{{k, title = {{T}}, {fields}}}")
    assert entry.record
    assert (entry.record.venue, entry.record.venue_short) == (venue, short)
    assert (dict(entry.extras), entry.warnings) == ({}, ())


@pytest.mark.parametrize(
    ("kind", "fields", "venue"),
    [
        ("incollection", "booktitle = {Tides}, booksubtitle = {Salt}", "Tides: Salt"),
        ("inproceedings", "booktitle = {T}, booktitleaddon = {Talks}", "T. Talks"),
        ("incollection", "maintitle = {Tides}, mainsubtitle = {Salt}", "Tides: Salt"),
        ("inproceedings", "eventtitle = {Tides 2024}", "Tides 2024"),
    ],
)
def test_the_whole_name_of_a_book_is_read(kind: str, fields: str, venue: str) -> None:
    assert bibtex_record(fields, kind).venue == venue
