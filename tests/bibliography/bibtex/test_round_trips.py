"""BibTeX round trips of generated records and real files, field by field."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.bibliography import latex
from app.bibliography.bibtex import reader, writer
from app.bibliography.record import (
    Author,
    ContributorRole,
    Link,
    LinkKind,
    PublicationType,
    Record,
    Status,
    VenueKind,
)
from app.bibliography.text.translation import TRANSLATED, Translation
from tests.support import samples
from tests.support.bibtex_entries import only_entry

LETTERS = st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u1680\u3164")
LINES = st.text(LETTERS, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)
LATEX = st.lists(
    st.sampled_from(
        [
            "on",
            "Tides",
            "BERT",
            "PoisonBench:",
            "{BERT}",
            "{B}ayesian",
            "{{NASA}}",
            "B{ER}T",
            *(r"\emph{Big BERT}", r"\LaTeX", r"\'{e}t\'e", r"$x^{BERT}$", "{", "}", r"\{"),
            "$",
            "@",
            "=",
            *(
                r"\&",
                "%",
                "x_{AB}",
                "co-BERT's",
                "“quoted”",
                '"',
                "~",
                "--",
                "\\",
                "year = {2000},",
            ),
        ]
    ),
    min_size=1,
).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)]))
TITLES = (LATEX | LINES).filter(lambda text: any(c.isalnum() for c in latex.to_text(text)))
TEXTS = st.lists(TITLES, min_size=1, max_size=3).map("\n".join) | TITLES.map(lambda t: t + "\n\nz")
NAMES = LINES | st.sampled_from(
    [
        *(
            "Ada Roe",
            "Gabriel {García Márquez}",
            "{The Tide Team}",
            "Ludwig van Roe",
            "Tom Roe Jr.",
        ),
        *("Roe, Ada", "Ada and Roe", r"G{\'e}raldine Roe", "others", "Plato", "danah boyd"),
        *(r"Ada \{x\} {Roe Li}", r"Ada {\^{} Roe}", r"Ana Mu\~noz", r"Th\'{\^e} Roe"),
    ]
)
AUTHORS = NAMES | st.builds(
    Author,
    NAMES,
    st.booleans(),
    st.booleans(),
    role=st.sampled_from(ContributorRole),
)
URLS = st.sampled_from(
    [
        *(
            "https://example.org",
            "http://example.org/a_b%20c?x=1&y=~z#top",
            "https://example.org/{x}",
        ),
        *(
            "https://doi.org/10.1000/x",
            "https://arxiv.org/abs/2410.08811",
            r"https://example.org/\a",
        ),
    ]
)
RECORDS = st.builds(
    Record,
    title=TITLES,
    type=st.sampled_from(PublicationType),
    genre=st.none() | LINES | st.sampled_from(["Master's thesis", "Poster", "Editorial", "Talk"]),
    status=st.sampled_from(Status),
    authors=st.lists(AUTHORS, max_size=3).map(tuple),
    venue=st.none() | LINES | st.sampled_from(["arXiv", "CoRR", "bioRxiv", "Workshop on Tides"]),
    venue_short=st.none() | LINES,
    venue_kind=st.none() | st.sampled_from(VenueKind),
    year=st.none() | st.integers(1500, 2200),
    month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 28),
    volume=st.none() | LINES | st.just("abs/2410.08811"),
    issue=st.none() | LINES,
    pages=st.none() | st.sampled_from(["1--10", "e12", "12", "S1--S9", "1--2, 4--9"]),
    publisher=st.none() | LINES,
    doi=st.none()
    | st.sampled_from(["10.1000/tides_1(2)<x>", "10.48550/arxiv.2410.08811", "10.1000/a{b"]),
    arxiv_id=st.none() | st.sampled_from(["2410.08811", "math/0309136"]),
    isbn=st.none() | LINES,
    citation_key=st.from_regex(r"[a-z]{1,9}[0-9]{4}", fullmatch=True),
    language=st.none() | st.sampled_from(["en", "pt-BR"]),
    abstract=st.none() | TEXTS,
    note=st.none() | TEXTS,
    topics=st.lists(LINES, max_size=2, unique=True).map(tuple),
    links=st.lists(
        st.builds(Link, URLS, st.sampled_from(LinkKind), st.none() | LINES), max_size=3
    ).map(tuple),
    work=st.none() | st.just("on-tides"),
    translations=st.lists(
        st.builds(
            Translation, st.sampled_from(["fr", "pt-BR"]), st.sampled_from(TRANSLATED), TEXTS
        ),
        max_size=2,
    ).map(tuple),
)


def bare(record: Record | None) -> Record:
    """Return the record without its source and with all authors as Author objects."""
    assert record
    return msgspec.structs.replace(record, source=None, authors=record.people)


@given(RECORDS)
@example(Record(title="On tides", genre="Master's thesis", venue="\ufa2a", citation_key="a1"))
@example(Record(title="On tides", genre="Master's thesis", venue="Le\u0301", citation_key="a1"))
def test_a_record_survives_a_round_trip(record: Record) -> None:
    entry = only_entry(writer.write_bibtex([record], lossless=True))
    # The work is written only if it keeps versions together.
    assert bare(entry.record) == msgspec.structs.replace(bare(record), work=None)
    assert dict(entry.extras) == {}
    assert entry.warnings == ()


@given(RECORDS)
def test_braces_are_always_balanced(record: Record) -> None:
    depth = 0
    for brace in re.findall(r"[{}]", writer.write_bibtex([record], lossless=True)):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0


# Some entries start right after the brace of another; macros and comments are not entries.
BEGIN = re.compile(r"[\s}]*@(?!string|preamble|comment|xdata)\w+\s*[{(]", re.IGNORECASE)


@pytest.mark.slow
@pytest.mark.parametrize(("file", "count"), samples.counted_bibliographies())
class TestRealFiles:
    def test_every_entry_is_read_with_its_line(self, file: Path, count: int) -> None:
        text = samples.text(file)
        begins = [i for i, line in enumerate(text.split("\n"), 1) if BEGIN.match(line)]
        found = list(reader.read_bibtex(text))
        assert [entry.line for entry in found] == begins
        assert len(found) == count
        assert [entry.error for entry in found if not entry.record] == []

    def test_every_entry_survives_a_round_trip(self, file: Path, count: int) -> None:
        for entry in reader.read_bibtex(samples.text(file)):
            assert entry.record
            back = only_entry(writer.write_bibtex([entry.record], lossless=True))
            assert bare(back.record) == bare(entry.record)
            assert dict(back.extras) == dict(entry.extras)
            assert back.keywords == entry.keywords

    def test_every_source_can_be_parsed_alone(self, file: Path, count: int) -> None:
        for entry in reader.read_bibtex(samples.text(file)):
            again, *parents = reader.read_bibtex(entry.source)
            has_parent = "crossref" in entry.source and "crossref" not in entry.extras
            assert len(parents) == has_parent
            assert again.record == entry.record
            assert again.extras == entry.extras

    def test_a_file_keeps_its_order_in_a_round_trip(self, file: Path, count: int) -> None:
        records = [e.record for e in reader.read_bibtex(samples.text(file)) if e.record]
        back = list(reader.read_bibtex(writer.write_bibtex(records)))
        assert [
            entry.warnings for entry in back if re.search("before|earlier", "".join(entry.warnings))
        ] == []
        assert [bare(e.record).title for e in back] == [record.title for record in records]
        assert len({entry.key for entry in back}) == count
