"""Reading arXiv API responses, with made-up data in the same format."""

import pytest

from app.bibliography.answers import arxiv
from app.bibliography.answers.json import UnreadableAnswerError
from app.bibliography.record import Link, LinkKind, PublicationType, Record, VenueKind

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"
      xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/tides</id>
  <title>arXiv Query: search_query=&amp;id_list=2410.00001</title>
  <link href="https://arxiv.org/api/query?id_list=2410.00001" type="application/atom+xml"/>
  <opensearch:totalResults>1</opensearch:totalResults>
  {entry}
</feed>"""
ENTRY = r"""<entry>
    <id>http://arxiv.org/abs/2410.00001v3</id>
    <title>Tides of order $O(n^2)$ &amp; the
  moons of Erd\H{o}s</title>
    <updated>2025-02-01T09:00:00Z</updated>
    <link href="https://arxiv.org/abs/2410.00001v3" rel="alternate" type="text/html"/>
    <link href="http://arxiv.org/pdf/2410.00001v3" rel="related" type="application/pdf"
          title="pdf"/>
    <summary>We measure tides,
and find that 50% of them are low.</summary>
    <category term="physics.ao-ph" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <published>2024-10-01T17:59:59Z</published>
    <arxiv:comment>9 pages</arxiv:comment>
    <arxiv:primary_category term="physics.ao-ph"/>
    <arxiv:journal_ref>J. Tides 3 (2025) 1-9</arxiv:journal_ref>
    <author><name>Ada Roe</name></author>
    <author><name>Gabriela Núñez</name><arxiv:affiliation>Cape</arxiv:affiliation></author>
    <author><name>Tide Gauge Collaboration</name></author>
    <arxiv:doi>10.1000/tides</arxiv:doi>
  </entry>"""
ERROR = """<entry>
    <id>https://arxiv.org/api/errors#incorrect_id_format_for_x</id>
    <title>Error</title>
    <summary>incorrect id format for x</summary>
  </entry>"""
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "a billion laughs": f'<!DOCTYPE feed [<!ENTITY l0 "ha">{LAUGHS}]><feed>&l9;</feed>',
    "a file of ours": '<!DOCTYPE f [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed>&x;</feed>',
    "HTML": "<!doctype html><html><body><p>Down for maintenance",
    "another feed": '<rss version="2.0"><channel/></rss>',
    "an Atom without its namespace": "<feed/>",
    "half of it": FEED.format(entry=ENTRY)[:900],
    "a deep one": FEED.format(entry=f"<entry>{'<a>' * 100_000}{'</a>' * 100_000}</entry>"),
    "nothing": "",
    "a null": "\0",
    "half a character": "\ud800",
}


def record(entry: str = ENTRY) -> Record:
    (found,) = arxiv.read_arxiv(FEED.format(entry=entry))
    assert found.record, found.error
    assert found.record.source == found.source
    return found.record


def test_a_preprint_is_read() -> None:
    found = record()
    assert found == Record(
        title=r"Tides of order $O(n^2)$ & the moons of Erd\H{o}s",
        type=PublicationType.ARTICLE,
        authors=("Ada Roe", "Gabriela Núñez", "{Tide Gauge Collaboration}"),
        venue="arXiv",
        venue_kind=VenueKind.REPOSITORY,
        year=2024,
        month=10,
        day=1,
        arxiv_id="2410.00001",
        abstract="We measure tides, and find that 50% of them are low.",
        links=(Link(url="https://arxiv.org/pdf/2410.00001v3", kind=LinkKind.PDF),),
        source=found.source,
    )


def test_fields_without_a_place_in_the_record_are_kept_as_extras() -> None:
    (found,) = arxiv.read_arxiv(FEED.format(entry=ENTRY))
    assert found.extras == {
        "doi": "10.1000/tides",
        "journal_ref": "J. Tides 3 (2025) 1-9",
        "comment": "9 pages",
        "categories": "physics.ao-ph cs.LG",
    }


def test_the_source_of_an_entry_can_be_parsed_alone() -> None:
    (found,) = arxiv.read_arxiv(FEED.format(entry=ENTRY))
    assert "arxiv:doi" in found.source
    assert arxiv.read_arxiv(found.source) == [found]


def test_an_old_arxiv_id_is_read() -> None:
    old = ENTRY.replace("2410.00001v3", "math/0309136v1")
    assert record(old).arxiv_id == "math/0309136"


def test_a_feed_without_entries_gives_no_entries() -> None:
    assert arxiv.read_arxiv(FEED.format(entry="")) == []


def test_an_error_returned_as_an_entry_is_reported() -> None:
    (found,) = arxiv.read_arxiv(FEED.format(entry=ERROR))
    assert (found.record, found.error) == (None, "incorrect id format for x")


@pytest.mark.parametrize(
    "broken", [ENTRY.replace("Tides of order", "")[:30] + "</id></entry>", "<entry/>"]
)
def test_an_entry_without_a_title_has_an_error(broken: str) -> None:
    (found,) = arxiv.read_arxiv(FEED.format(entry=broken))
    assert found.record is None
    assert found.error


@pytest.mark.parametrize("published", ["", "soon", "2024", "2024-99-99T00:00:00Z", "²024-01-01"])
def test_an_invalid_date_is_ignored(published: str) -> None:
    (found,) = arxiv.read_arxiv(FEED.format(entry=ENTRY.replace("2024-10-01T17:59:59Z", published)))
    assert found.record is not None
    assert found.record.month is None


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_an_unreadable_response_is_refused(text: str) -> None:
    with pytest.raises(UnreadableAnswerError):
        arxiv.read_arxiv(text)
