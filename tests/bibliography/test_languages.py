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
        ("English and French", "en"),
        ("français, anglais", "fr"),
        ("eng/ger", "en"),
        ("Inglés y español", "en"),
        ("English (US)", "en-US"),
        ("English (Tidal)", "en"),
        ("American English", "en-US"),
        ("langenglish", "en"),
        ("langngerman", "de"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ger", "de"),
        ("Deutsch", "de"),
        ("español", "es"),
        ("American", "en-US"),
        ("en-GB", "en-GB"),
        ("EN_gb", "en-GB"),
        ("eng-GB", "en-GB"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("swa", "sw"),
        ("uk", "uk"),
        ("grc", "grc"),
        ("Marathi", "mr"),
        ("Tagalog", "tl"),
        ("Uzbek", "uz"),
        ("Sinhalese", "si"),
        ("Kinyarwanda", "rw"),
        ("Old English", "ang"),
        ("Ancient Greek", "grc"),
        ("Greek, Ancient (to 1453)", "grc"),
        ("Serbo-Croatian", "sh"),
        ("Serbo-croatian, Latin", "sh"),
        ("Old Tidal", None),
        ("English-like sounds", None),
        ("mul", None),
        ("xx", None),
        ("n/a", None),
        ("", None),
    ],
)
def test_languages_become_codes(text: str, code: str | None) -> None:
    assert language_code(text) == code
