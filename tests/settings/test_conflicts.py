"""Settings that don't go together are named, and what comes of it."""

from typing import Any

import pytest

from app.settings import DEFAULTS, Readings
from app.settings.conflicts import find_conflicts


def test_the_defaults_go_together() -> None:
    assert find_conflicts(DEFAULTS) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"SESSION_IDLE": 50_000}, "SESSION_IDLE (50000) exceeds SESSION_LONGEST (43200): "),
        ({"SESSION_REMEMBERED": 60}, "SESSION_LONGEST (43200) exceeds SESSION_REMEMBERED (60): "),
        ({"PDF_LIMIT": 2**25}, "PDF_LIMIT (33554432) exceeds MAX_CONTENT_LENGTH (16777216): "),
        ({"MAX_FORM_MEMORY_SIZE": 2**25}, "MAX_FORM_MEMORY_SIZE (33554432) exceeds "),
        (
            {"SITE_URL": "http://ada.example/a", "TRUSTED_HOSTS": ["eve.example", ".example.org"]},
            "SITE_URL's host ada.example is not among TRUSTED_HOSTS",
        ),
        ({"SITE_URL": "https://ada.example"}, "SITE_URL begins with https://, and PROXIES is 0"),
        ({"PURGE_URL": "https://cdn.example/"}, "PURGE_URL needs SITE_URL"),
        ({"CACHE_STALE_WHILE_REVALIDATE": 9}, "CACHE_STALE_WHILE_REVALIDATE does nothing"),
    ],
)
def test_what_conflicts_is_said(given: dict[str, Any], said: str) -> None:
    (found,) = find_conflicts({**DEFAULTS, **given})
    assert found.startswith(said)


@pytest.mark.parametrize("trusted", [None, ["ada.example"], [".ada.example"], [".example"]])
def test_a_trusted_host_is_no_conflict(trusted: list[str] | None) -> None:
    given = {"SITE_URL": "https://ada.example", "PROXIES": 1, "TRUSTED_HOSTS": trusted}
    assert find_conflicts({**DEFAULTS, **given}) == []
    assert Readings([], {}, []).values == {}
