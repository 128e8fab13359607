"""Codes of languages that bibliographies name in words."""

import pytest

from app.bibliography.languages import language_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("English", "en"),
        ("ENGLISH.", "en"),
        ("Français", "fr"),
        ("ngerman", "de"),
        ("Brazilian", "pt-BR"),
        ("中文", "zh"),
        ("eng", "en"),
        ("fre", "fr"),
        ("en", "en"),
        ("en_US", "en-US"),
        ("pt-BR", "pt-BR"),
        ("English and French", None),
        ("Old Tidal", None),
        ("", None),
    ],
)
def test_languages_become_codes(text: str, code: str | None) -> None:
    assert language_code(text) == code
