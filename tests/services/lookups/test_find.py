"""From an identifier to entries, or to an error message."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.bibliography.record import PublicationType
from app.services.lookups import find as lookups_find
from app.services.lookups import identifiers
from app.services.lookups import sources as lookups_sources
from app.services.lookups.addresses import is_public
from app.services.lookups.client import ORIGINS
from app.services.lookups.find import LookupFailedError, LookupResult
from app.services.lookups.identifiers import IdentifierKind
from tests.bibliography.answers.test_arxiv import ENTRY, ERROR, FEED, HOSTILE
from tests.bibliography.answers.test_openalex import authorship, work
from tests.bibliography.answers.test_orcid import external, summary
from tests.support.fake_hosts import Answer, Host, sources

DOI, ARXIV, ORCID, OPENALEX = "10.1000/tides", "2410.00001", "0000-0002-1825-0097", "A5000000001"
PATHS = {
    DOI: f"/{DOI}",
    ARXIV: "/api/query",
    ORCID: f"/v3.0/{ORCID}/works",
    OPENALEX: "/works",
}
CROSSREF = {
    "type": "journal-article",
    "title": "On <i>Tides</i>",
    "author": [{"given": "Ada", "family": "Roe", "sequence": "first", "affiliation": []}],
    "container-title": "Journal of Tides",
    "issued": {"date-parts": [[2024, 5]]},
    "DOI": "10.1000/tides",
    "reference": [{"key": "1", "unstructured": "Another on tides."}],
}


@pytest.fixture(autouse=True)
def inside(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def find(host: Host, text: str, **settings: Any) -> LookupResult:
    return lookups_find.look_up(text, sources(host, **settings))


def refused(host: Host, text: str, **settings: Any) -> str:
    with pytest.raises(LookupFailedError) as caught:
        find(host, text, **settings)
    return str(caught.value)


def titles(found: LookupResult) -> list[str]:
    return [entry.record.title for entry in found.entries if entry.record]


def in_json(value: object) -> Answer:
    return Answer(json.dumps(value).encode(), headers={"Content-Type": "application/json"})


def page(*works: dict[str, Any], count: int = 0, cursor: str | None = None) -> Answer:
    return in_json({"meta": {"count": count, "next_cursor": cursor}, "results": works})


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("https://doi.org/10.1000/Tides", IdentifierKind.DOI, DOI),
        (" doi:10.1000/tides.", IdentifierKind.DOI, DOI),
        ("arXiv:2410.00001v3", IdentifierKind.ARXIV, ARXIV),
        ("math/0309136", IdentifierKind.ARXIV, "math/0309136"),
        ("https://arxiv.org/pdf/2410.00001.pdf", IdentifierKind.ARXIV, ARXIV),
        ("https://doi.org/10.48550/arXiv.2410.00001", IdentifierKind.ARXIV, ARXIV),
        ("https://orcid.org/0000-0002-1825-0097", IdentifierKind.ORCID, ORCID),
        ("ORCID iD: 0000000218250097", IdentifierKind.ORCID, ORCID),
        ("a5000000001", IdentifierKind.OPENALEX, OPENALEX),
        ("https://openalex.org/authors/A5000000001", IdentifierKind.OPENALEX, OPENALEX),
        ("https://api.openalex.org/people/a5000000001/", IdentifierKind.OPENALEX, OPENALEX),
        (
            "https://openalex.org/works?filter=authorships.author.id:a5000000001",
            IdentifierKind.OPENALEX,
            OPENALEX,
        ),
    ],
)
def test_identifiers_are_recognised_by_kind(text: str, kind: IdentifierKind, value: str) -> None:
    assert identifiers.parse_identifier(text) == (kind, value)


@pytest.mark.parametrize("text", ["", "tides", "0000-0002-1825-0098", "W5000000001", "10.1000"])
def test_an_invalid_identifier_is_refused_with_an_explanation(host: Host, text: str) -> None:
    assert "A DOI looks like 10.1000/182" in refused(host, text)
    assert host.asked == []


def test_look_ups_can_be_turned_off(app: Flask, host: Host) -> None:
    app.config["LOOKUPS"] = False
    assert "turned off" in refused(host, DOI)
    assert host.asked == []


def test_the_settings_reach_the_client(app: Flask) -> None:
    app.config.update(LOOKUP_TIMEOUT=9, LOOKUP_LIMIT=7, LOOKUP_CONTACT="a@example.org")
    client = lookups_find.configured_sources().client
    assert (client.timeout, client.limit, client.contact) == (9, 7, "a@example.org")
    assert client.origins == ORIGINS
    assert client.gate.allows is is_public


def test_a_doi_finds_its_record(host: Host) -> None:
    host.play(PATHS[DOI], Answer(status=302, headers={"Location": "/v1/works/tides"}))
    host.play("/v1/works/tides", in_json(CROSSREF))
    found = find(host, f"https://doi.org/{DOI}")
    assert found.name == "DOI 10.1000/tides"
    (entry,) = found.entries
    assert entry.record
    assert entry.record.title == r"On \emph{Tides}"
    assert entry.record.type is PublicationType.ARTICLE_JOURNAL
    assert (entry.record.year, entry.record.month, entry.record.doi) == (2024, 5, DOI)
    assert "Another on tides" not in entry.source
    assert host.asked[0][1]["Accept"] == "application/vnd.citationstyles.csl+json"


def test_a_lone_surrogate_in_a_title_is_replaced(host: Host) -> None:
    host.play(PATHS[DOI], in_json(CROSSREF | {"title": "\ud800Tides"}))
    assert titles(find(host, DOI)) == ["\ufffdTides"]


@pytest.mark.parametrize("title", ["", None, {"a": 1}, float("nan")])
def test_a_doi_response_without_a_title_is_unreadable(host: Host, title: object) -> None:
    host.play(PATHS[DOI], in_json(CROSSREF | {"title": title}))
    assert "DOI 10.1000/tides can't be read" in refused(host, DOI)


def test_special_characters_in_a_doi_are_escaped_in_the_request(host: Host) -> None:
    host.play("/10.1000/a%3Cb%3E%23c", in_json(CROSSREF))
    assert len(find(host, "10.1000/a<b>#c").entries) == 1


def test_an_arxiv_number_finds_its_record(host: Host) -> None:
    host.play(PATHS[ARXIV], Answer(FEED.format(entry=ENTRY).encode()))
    found = find(host, "arXiv:2410.00001v2")
    assert found.name == "arXiv 2410.00001"
    assert found.entries[0].extras["doi"] == "10.1000/tides"
    assert host.asked[0][0] == "/api/query?id_list=2410.00001&max_results=1"


def test_an_unknown_arxiv_number_is_not_found(host: Host) -> None:
    host.play(PATHS[ARXIV], Answer(FEED.format(entry="").encode()))
    assert refused(host, ARXIV) == "Nothing found for arXiv 2410.00001."
    host.play(PATHS[ARXIV], Answer(FEED.format(entry=ERROR).encode()))
    assert "incorrect id format" in refused(host, ARXIV)


def test_a_plain_text_rate_limit_response_from_arxiv_is_recognised(host: Host) -> None:
    host.play(PATHS[ARXIV], Answer(b"Rate exceeded."))
    assert refused(host, ARXIV).endswith("Try again in 60 seconds.")


@pytest.mark.slow
@pytest.mark.parametrize("text", [*HOSTILE.values()][:-1], ids=[*HOSTILE][:-1])
def test_hostile_feeds_are_unreadable(host: Host, text: str) -> None:
    host.play(PATHS[ARXIV], Answer(text.encode()))
    assert "can't be read" in refused(host, ARXIV)


def test_an_orcid_id_finds_the_works_of_its_record(host: Host) -> None:
    group = {
        "external-ids": {"external-id": [external("doi", DOI), external("arxiv", ARXIV)]},
        "work-summary": [summary()],
    }
    host.play(PATHS[ORCID], in_json({"group": [group]}))
    found = find(host, ORCID)
    assert (found.name, titles(found)) == (f"ORCID iD {ORCID}", ["On Tides"])
    (entry,) = found.entries
    assert entry.record
    assert (entry.record.doi, entry.record.arxiv_id) == (DOI, ARXIV)
    assert lookups_sources.NO_AUTHORS in entry.warnings
    assert host.asked[0][1]["Accept"] == "application/json"


def test_an_orcid_record_without_works_finds_nothing(host: Host) -> None:
    host.play(PATHS[ORCID], in_json({"group": []}))
    assert refused(host, ORCID) == f"Nothing found for ORCID iD {ORCID}."


def test_an_openalex_author_id_finds_all_works(host: Host) -> None:
    second = work(title="More Tides", doi=None, authorships=[authorship("Ada Roe")], locations=[])
    host.play(PATHS[OPENALEX], page(work(), count=2, cursor="next="), page(second, count=2))
    found = find(host, OPENALEX, contact="ada@example.org")
    assert (found.name, found.missing) == (f"OpenAlex {OPENALEX}", 0)
    assert titles(found) == ["On Tides", "More Tides"]
    first, other = (path for path, _ in host.asked)
    assert "cursor=%2A&mailto=ada%40example.org" in first
    assert f"filter=authorships.author.id%3A{OPENALEX}" in first
    assert "cursor=next%3D" in other


@pytest.mark.slow
def test_the_number_of_works_beyond_the_page_limit_is_reported(host: Host) -> None:
    host.play(PATHS[OPENALEX], page(work(), count=999, cursor="again"))
    found = find(host, OPENALEX)
    assert (len(found.entries), found.missing) == (lookups_sources.PAGES, 989)


def test_pages_before_a_failure_are_kept(host: Host) -> None:
    host.play(PATHS[OPENALEX], page(work(), count=7, cursor="next"), Answer(status=500))
    found = find(host, OPENALEX)
    assert (titles(found), found.missing) == (["On Tides"], 6)


def test_an_oversized_page_is_requested_again_in_smaller_pages(host: Host) -> None:
    host.play(PATHS[OPENALEX], Answer(b" " * 3_000_000), page(work(), count=1))
    assert titles(find(host, OPENALEX)) == ["On Tides"]
    assert ["per-page=100" in path for path, _ in host.asked] == [True, False]


@pytest.mark.slow
@pytest.mark.parametrize("text", PATHS)
@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"<!doctype html><title>Log in</title>", headers={"Content-Type": "text/html"}),
        Answer(b""),
        Answer(b"[" * 100_000),
        Answer(b'"tides"'),
        Answer(b"null"),
    ],
    ids=["HTML", "empty", "deep", "a string", "null"],
)
def test_an_unexpected_response_is_unreadable(host: Host, text: str, answer: Answer) -> None:
    host.play(PATHS[text], answer)
    assert "The response from 127.0.0.1 can't be read" in refused(host, text)


@pytest.mark.parametrize("text", PATHS)
def test_an_unknown_record_is_named_in_the_error_message(host: Host, text: str) -> None:
    kind, value = identifiers.parse_identifier(text) or ("", "")
    assert f"has no record of {kind} {value}" in refused(host, text)
