"""What visitors get of a site in two languages, and what is kept of it."""

from flask import Flask

from app.serving.front import Front
from tests.support.languages import speak
from tests.support.rsgi import get, kept


def test_each_language_is_kept_under_its_own_address(site: Flask, front: Front) -> None:
    speak(site, "en", "fr")
    client = site.test_client()
    for number, address in enumerate(("/", "/fr/", "/fr/?topic=topic-1", "/fr/feed.atom"), 1):
        expected = client.get(address, base_url="http://site.example").data
        assert [get(front, address).body for _ in range(2)] == [expected] * 2
        assert kept(front) == number


def test_what_only_redirects_or_is_not_found_is_not_kept(site: Flask, front: Front) -> None:
    speak(site, "en", "fr")
    client = site.test_client()
    for address in ("/fr", "/en/", "/ar/", "/fr/?utm=1", "/fr/publications.bib"):
        expected = client.get(address, base_url="http://site.example")
        assert get(front, address).status == expected.status_code
    assert kept(front) == 0
