"""Each setting is declared once, and the documentation is made of the declarations."""

import re
from pathlib import Path

import pytest

from app.settings import SETTINGS, Setting
from app.settings.reading import KNOWN, NO_SETTINGS, OTHERS

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(r"\bVITAE_([A-Z][A-Z_]*[A-Z])\b")


def test_no_setting_is_declared_twice() -> None:
    assert len(KNOWN) == len(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_default_is_of_its_kind_and_the_meaning_a_sentence(setting: Setting) -> None:
    assert setting.default is None or setting.kind.read(setting.default) == setting.default
    assert re.fullmatch(r"[A-Z“`].*\.", setting.meaning)
    assert "|" not in setting.meaning


def test_every_variable_that_we_use_is_known() -> None:
    files = [ROOT / "Makefile", ROOT / "wsgi.py", *(ROOT / ".ci").iterdir()]
    files += [file for folder in ("app", "tests") for file in (ROOT / folder).rglob("*.py")]
    # Tests of settings also set wrong ones.
    texts = [file.read_text() for file in files if "settings" not in str(file.relative_to(ROOT))]
    used = {name for text in texts for name in VARIABLE.findall(text)}
    assert used >= NO_SETTINGS
    assert used - {*KNOWN} - OTHERS - NO_SETTINGS == set()


def test_what_is_secret_by_name_is_secret() -> None:
    shown = {setting.name for setting in SETTINGS if not setting.is_secret}
    named = {name for name in shown if re.search("KEY|SECRET|TOKEN|PASS", name)}
    assert named == {"PASSWORD_RESET_LIFETIME"}
