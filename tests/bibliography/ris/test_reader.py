"""Reading RIS from reference managers, publishers and hand-written files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography import fit, ris
from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Link, LinkKind, PublicationType, Record, VenueKind

WHOLE = """TY  - JOUR
AU  - Roe, Ada B.
AU  - van der Li, Tom, Jr.
AU  - The Tide Team,
TI  - On <i>tides</i> &amp; 50% salt
T2  - Tide Letters &amp; Notes
J2  - Tide Lett.
PY  - 2024
DA  - 2024/05/12/
VL  - 7
IS  - 2
SP  - 101
EP  - 110
DO  - https://doi.org/10.5555/CAPE.77
SN  - 1234-5678
UR  - https://cape.example/77; https://cape.example/data
UR  - https://doi.org/10.5555/cape.77
L1  - https://cape.example/77.pdf
L1  - internal-pdf://77.pdf
LA  - en
AB  - Waves go on,
and on.
N1  - Read twice
KW  - salt
KW  - waves; tides
ID  - roe2024
ER  - 
"""


ON_PREPRINTS = ("article", "Preprints.org", None)


def one(text: str) -> ParsedEntry:
    (entry,) = ris.read(text)
    return entry


def record_of(*lines: str, kind: str = "JOUR") -> Record:
    entry = one("\n".join([f"TY  - {kind}", "TI  - Tides", *lines, "ER  - "]))
    assert entry.record is not None, entry.error
    return entry.record


def test_a_complete_entry_is_read() -> None:
    entry = one(WHOLE)
    assert entry.record == Record(
        title=r"On \emph{tides} \& 50\% salt",
        type=PublicationType.ARTICLE_JOURNAL,
        authors=("Ada B. Roe", "Tom van der Li Jr.", "{The Tide Team}"),
        venue="Tide Letters & Notes",
        venue_short="Tide Lett.",
        year=2024,
        month=5,
        day=12,
        volume="7",
        issue="2",
        pages="101--110",
        doi="10.5555/cape.77",
        citation_key="roe2024",
        language="en",
        abstract="Waves go on,\nand on.",
        note="Read twice",
        links=(
            Link("https://cape.example/77"),
            Link("https://cape.example/data"),
            Link("https://cape.example/77.pdf", LinkKind.PDF),
        ),
        source=WHOLE.rstrip("\n"),
    )
    assert entry.keywords == ("salt", "waves", "tides")
    assert entry.extras == {
        "SN": "1234-5678",
        "UR": "https://doi.org/10.5555/cape.77",
        "L1": "internal-pdf://77.pdf",
    }
    assert (entry.line, entry.key) == (1, "roe2024")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffTY  - JOUR\nTI  - Tides\nER  - ",
        "TY  - JOUR\r\nTI  - Tides\r\nER  - \r\n",
        "TY  - JOUR\rTI  - Tides\rER  -",
        "TY  - JOUR\nTI  - Tides",
        "TY - JOUR\nTI - Tides\nER -",
        "ty  - jour\nti  - Tides\ner  -",
        "   TY  - JOUR\n   TI  - Tides\n   ER  - ",
        "TY-JOUR\nTI- Tides\nER-".replace("-JOUR", "- JOUR"),
        "Provider: Cape\nContent: text/plain\n\nTY  - JOUR\nTI  - Tides\nER  - \n\n",
        "1.\nTY  - JOUR\nTI  - Tides\nER  - \n\n[2]\n=====\n",
        "TY  - JOUR\nT1  - Tides\nER  - ",
        "TY  - JOUR\nTI  -\nT1  - Tides\nER  - ",
    ],
)
def test_carelessly_written_entries_are_read(text: str) -> None:
    record = one(text).record
    assert record is not None
    assert (record.title, record.type) == ("Tides", "article-journal")


def test_entries_without_an_end_tag_are_read_with_their_line() -> None:
    text = "\nTY  - JOUR\nTI  - One\nTY  - BOOK\nTI  - Two\nER  - \n\n\nTY  - CHAP\nTI  - Three\n"
    found = [(e.line, e.record.title) for e in ris.read(text) if e.record]
    assert found == [(2, "One"), (4, "Two"), (9, "Three")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("TY  - JOUR\nAU  - Roe, Ada\nER  - ", "line 1: the title is missing"),
        ("\n\nTY  - JOUR", "line 3: the title is missing"),
        ("TI  - Tides\nER  - ", "line 1: this is outside any entry"),
        ("hello", "line 1: this is outside any entry"),
        ("TY  - JOUR\nTI  - " + "x" * 250_000, "line 1: the title is too long"),
    ],
)
def test_a_broken_entry_has_an_error(text: str, problem: str) -> None:
    entry = one(text)
    assert entry.error.startswith(problem)
    assert entry.source == text.lstrip("\n")


@pytest.mark.slow
def test_a_too_long_title_is_refused_without_converting_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(fit, "to_text")
    assert one("TY  - JOUR\nTI  - " + r"\a" * 150_000).error == "line 1: the title is too long"


def test_a_line_that_looks_like_a_tag_continues_a_well_formed_field() -> None:
    record = record_of("AB  - What it", "is - a wave - and what", "AI - the machine - is")
    assert record.abstract == "What it\nis - a wave - and what\nAI - the machine - is"


@pytest.mark.parametrize(("word", "code"), [("English", "en"), ("fre", "fr"), ("en", "en")])
def test_languages_become_codes(word: str, code: str) -> None:
    assert record_of(f"LA  - {word}").language == code


def test_a_short_doi_becomes_a_link() -> None:
    record = record_of("DO  - 10/fg6rf9")
    assert [link.url for link in record.links] == ["https://doi.org/10/fg6rf9"]
    assert "DO  -" not in ris.write([record])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("AU  - Ada Roe", ("Ada Roe",)),
        ("A1  - Roe, Ada", ("Ada Roe",)),
        ("AU  - Roe, A.; Li, K.", ("A. Roe", "K. Li")),
        ("AU  - García Márquez, Gabriel", ("Gabriel {García Márquez}",)),
        ("AU  - Tides, Inc.,", ("{Tides, Inc.}",)),
        ("AU  - Plato", ("Plato",)),
        ("AU  - World Health Organization", ("{World Health Organization}",)),
        ("AU  - Silva, Joao, Filho", ("Joao {Silva} Filho",)),
        ("AU  - ", ()),
    ],
)
def test_authors_are_parsed(line: str, names: tuple[str, ...]) -> None:
    assert record_of(line).authors == names


@pytest.mark.parametrize(
    "line",
    [
        "UR  - https://arxiv.org/abs/2410.08811v2",
        "AN  - arXiv:2410.08811",
        "M1  - arXiv:2410.08811",
        "N1  - arXiv:2410.08811",
        "DO  - 10.48550/arXiv.2410.08811",
        "T2  - arXiv preprint arXiv:2410.08811",
    ],
)
def test_arxiv_ids_are_found_in_any_field(line: str) -> None:
    record = record_of(line, kind="GEN")
    assert (record.arxiv_id, record.venue) == ("2410.08811", "arXiv")
    assert (record.links, record.note) == ((), None)


@pytest.mark.parametrize(
    ("kind", "lines", "placed"),
    [
        ("JOUR", ["T2  - HAL preprint hal-01234567"], ("article", "HAL", "hal-01234567")),
        ("UNPB", ["N1  - HAL preprint hal-01234567"], ("article", "HAL", "hal-01234567")),
        ("GEN", ["UR  - https://hal.science/hal-01234567v1"], ("article", "HAL", "hal-01234567")),
        ("UNPB", ["DB  - bioRxiv"], ("article", "bioRxiv", None)),
        ("JOUR", ["DO  - 10.1101/2020.01.01.123456"], ("article", "bioRxiv", None)),
        ("JOUR", ["T2  - Preprints"], ("article-journal", "Preprints", None)),
        ("JOUR", ["T2  - Preprints", "DO  - 10.20944/preprints1"], ON_PREPRINTS),
    ],
)
def test_preprint_servers_are_found_in_any_tag(
    kind: str, lines: list[str], placed: tuple[str, str, str | None]
) -> None:
    record = record_of(*lines, kind=kind)
    assert (record.type, record.venue, record.issue) == placed
    (again,) = ris.read(ris.write([record]))
    assert again.record
    assert (again.record.type, again.record.venue) == placed[:2]


def test_a_server_is_not_also_the_publisher() -> None:
    record = record_of("PB  - SSRN", kind="UNPB")
    assert (record.venue, record.publisher) == ("SSRN", None)
    record = record_of("PB  - Cape Press", "T2  - SSRN", kind="UNPB")
    assert (record.venue, record.publisher) == ("SSRN", "Cape Press")


def test_the_meaning_of_a_tag_depends_on_the_type() -> None:
    assert record_of("PB  - Cape University", kind="THES").venue == "Cape University"
    assert record_of("T2  - Tide Workshop", kind="CONF").venue_kind is VenueKind.WORKSHOP
    assert record_of("SN  - 978-3-16-148410-0", kind="BOOK").isbn == "978-3-16-148410-0"
    assert record_of("SN  - 9783161484100 (pbk)", kind="BOOK").isbn == "9783161484100"
    assert record_of("SP  - e12").pages == "e12"
    assert record_of("SP  - 1-10", "EP  - 10").pages == "1--10"


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "TY  - JOUR",
                "ER  - ",
                "TI  - x",
                "ti - y",
                "",
                "  ",
                "AU  - a, b; c",
                "DO  - 10.1/x",
                "UR  - http://",
                "DA  - 9999/99",
                "SP  - -",
                "SN  - 9",
                "junk",
                "A: b",
                "T2  - arXiv:1",
                "LA  - zz-",
            ]
        )
    ).map("\n".join)
)
def test_arbitrary_text_is_read_or_reported_and_never_raises(text: str) -> None:
    assert all(entry.record or entry.error for entry in ris.read(text))


HOSTILE = {
    "a long line": "TY  - JOUR\nTI  - " + "x" * 2_000_000,
    "many authors": "TY  - JOUR\n" + "AU  - Roe, Ada\n" * 15_000,
    "many continuations": "TY  - JOUR\nAB  - a\n" + "b\n" * 500_000,
    "spaces": "TY" + " " * 1_000_000 + "- JOUR",
    "addresses": "TY  - JOUR\nUR  - " + "http://a; " * 100_000,
    "semicolons": "TY  - JOUR\nAU  - " + "a;" * 30_000,
    "blank lines": "\n" * 1_000_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_few_unreadable_entries(text: str) -> None:
    found = list(ris.read(text))
    assert len(found) <= 2
    assert all(entry.record is None for entry in found)
