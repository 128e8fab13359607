"""Articles that are online before they have a volume, in each format."""

import pytest

from app.bibliography.record import PublicationType, Status
from app.bibliography.statuses.online_first import settle_online_first
from tests.support import formats

ARTICLE = PublicationType.ARTICLE_JOURNAL


@pytest.mark.parametrize(
    "venue",
    [
        "Tides, Online first",
        "Tides (OnlineFirst)",
        "Tides Early Access",
        "Tides [Early View]",
        "Tides -- advance online publication",
        "Tides, published online 3 May 2020",
        "Tides: Epub ahead of print",
        "Tides, ahead-of-print",
        "Tides, Articles in Advance",
        "Tides, FirstView",
        "Tides (Latest Articles)",
    ],
)
def test_an_article_online_first_is_published_in_its_journal(venue: str) -> None:
    records = formats.articles(venue)
    for record in (*records, *formats.read_again(records)):
        assert (record.type, record.status, record.venue) == (ARTICLE, Status.PUBLISHED, "Tides")


@pytest.mark.parametrize(
    "venue", ["Tides Online", "First View of Tides", "Access", "Early Tides", "Online First"]
)
def test_such_words_may_be_part_of_a_name(venue: str) -> None:
    assert {record.venue for record in formats.articles(venue)} == {venue}


def test_a_conference_may_have_such_a_name() -> None:
    record = formats.record_in(
        formats.bibtex_entry("booktitle = {Tides ASAP Articles}", "inproceedings")
    )
    assert record.venue == "Tides ASAP Articles"


@pytest.mark.parametrize(
    "text",
    ["ahead-of-print", "Online First", "Early Access", "advance online", "online", "n/a", "--"],
)
@pytest.mark.parametrize(
    ("name", "field", "tag", "variable"),
    [
        ("volume", "volume", "VL", "volume"),
        ("issue", "number", "IS", "issue"),
        ("pages", "pages", "SP", "page"),
    ],
)
def test_what_stands_for_a_number_is_none(
    text: str, name: str, field: str, tag: str, variable: str
) -> None:
    entries = (
        formats.bibtex_entry(f"journal = {{Tides}}, {field} = {{{text}}}"),
        formats.ris_entry("T2  - Tides", f"{tag}  - {text}"),
        formats.csl_entry(container_title="Tides", **{variable: text}),
    )
    for record in map(formats.record_in, entries):
        assert (getattr(record, name), record.status) == (None, Status.PUBLISHED)


@pytest.mark.parametrize(
    ("volume", "issue", "kept"),
    [
        ("0", "0", (None, None)),
        ("0", None, (None, None)),
        ("12", "0", ("12", "0")),
        ("0", "3", ("0", "3")),
        ("B", "Online", ("B", None)),
    ],
)
def test_zero_is_no_number_by_itself(
    volume: str, issue: str | None, kept: tuple[str | None, str | None]
) -> None:
    fields = settle_online_first({"volume": volume, "issue": issue})
    assert (fields["volume"], fields["issue"]) == kept


@pytest.mark.parametrize(
    "lines",
    [["N1  - Article in Press"], ["M3  - Article in Press"], ["N1  - In Press, Journal Pre-proof"]],
)
def test_an_article_in_press_is_not_published_yet(lines: list[str]) -> None:
    record = formats.record_in(formats.ris_entry("T2  - Tides", *lines))
    assert (record.status, record.venue, record.note) == (Status.IN_PRESS, "Tides", None)
