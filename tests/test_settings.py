"""Settings are checked when the site starts; what is wrong is said in a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import create_app
from app.config import DEFAULTS
from app.settings import SettingsError


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VITAE_INSTANCE", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("WORKS_PER_PAGE = 10\nSHOW_ALL_LIMIT = = 20\n", 2, "invalid syntax"),
        ("LOOKUPS = False\n\nPROXIES = one\n", 3, "NameError: name 'one' is not defined"),
        ("import os\nPROXIES = os.none\n", 2, "AttributeError: module 'os' has no attribute"),
        ("def number():\n    return 1 / 0\nPROXIES = number()", 2, "ZeroDivisionError"),
        ("WORKS_PER_PAGE = (10\n", 1, "'(' was never closed"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_line(
    instance: Path, text: str, line: int, reason: str
) -> None:
    (instance / "config.py").write_text(text)
    with pytest.raises(SettingsError) as error:
        create_app()
    assert str(error.value).startswith(f"{instance / 'config.py'}, line {line}: {reason}")


NUMBERS = [name for name, value in DEFAULTS.items() if type(value) is int]
SWITCHES = [name for name, value in DEFAULTS.items() if type(value) is bool]
TEXTS = [name for name, value in DEFAULTS.items() if type(value) is str]
WRONG_NUMBERS = ("abc", "", "-1", "2.5", "1e3", "true", "null", "[]", "NaN", "9" * 30)
WRONG_ADDRESSES = (
    *("", "ada.example", "//ada.example", "ftp://ada.example", "https://", "https:///ada"),
    *("https://ada.example?a=1", "https://ada.example/#a", "https://ada@eve.example"),
    *(
        "https://a.example/b c",
        'https://a.example/"',
        "https://a.example/<b>",
        "https://a.example//b",
    ),
)
HOSTS = ["ada.example", ".example.org", "127.0.0.1"]
WRONG = {
    **dict.fromkeys(NUMBERS, WRONG_NUMBERS),
    **dict.fromkeys(SWITCHES, ("abc", "", "2", "null", "no")),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_in_the_environment_is_a_sentence(
    instance: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for text in WRONG[name]:
        monkeypatch.setenv(f"VITAE_{name}", text)
        with pytest.raises(SettingsError, match=rf"^VITAE_{name} takes (a whole|true or)"):
            create_app()


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_wrong_type_in_the_file_is_a_sentence(instance: Path, name: str) -> None:
    for text in ("[]", "{1: 2}", "2.5", "'two\\nlines'", "b'x'"):
        (instance / "config.py").write_text(f"{name} = {text}")
        with pytest.raises(SettingsError, match=f"^{name} takes "):
            create_app()


def test_a_sentence_names_what_a_setting_takes(instance: Path) -> None:
    (instance / "config.py").write_text("WORKS_PER_PAGE = 'abc'")
    with pytest.raises(SettingsError) as error:
        create_app()
    assert str(error.value) == ("WORKS_PER_PAGE takes a whole number from 1 to 1,000, not 'abc'.")


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_may_look_like_a_number(
    instance: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(f"VITAE_{name}", "0012")
    assert create_app().config[name] == "0012"


@pytest.mark.parametrize("name", SWITCHES)
def test_a_switch_is_true_or_false(
    instance: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for text, value in {"true": True, "False": False, "1": True, "0": False}.items():
        monkeypatch.setenv(f"VITAE_{name}", text)
        assert create_app().config[name] is value


@pytest.mark.parametrize("source", ["file", "environment"])
def test_a_misspelt_setting_is_named(
    instance: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    if source == "file":
        (instance / "config.py").write_text("WORKS_PER_PAEG = 10\nMY_OWN = 1")
    else:
        monkeypatch.setenv("VITAE_WORKS_PER_PAEG", "10")
    with pytest.raises(SettingsError, match=r"WORKS_PER_PAEG\. Did you mean WORKS_PER_PAGE"):
        create_app()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("site.sqlite", "DATABASE_URL takes an address"),
        ("postgres://host/name", "DATABASE_URL takes an address"),
        ("postgresql://ada:secret@host:port/name", "DATABASE_URL takes an address"),
        ("oracle+none://host", "DATABASE_URL takes an address"),
        ("mysql+pymysql://host/x", "DATABASE_URL (takes an address|needs the library pymysql)"),
        ("postgresql+pg8000://host/x", "DATABASE_URL needs the library pg8000"),
    ],
)
def test_an_address_of_no_database_is_a_sentence(instance: Path, url: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=f"^{reason}") as error:
        create_app({"DATABASE_URL": url})
    assert "secret" not in str(error.value)


@pytest.mark.slow
def test_servers_and_commands_end_in_the_sentence(instance: Path) -> None:
    (instance / "config.py").write_text("PROXIES = -1")
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "account", "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert done.stderr == "Error: PROXIES takes a whole number from 0 to 100, not -1.\n"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("SITE_URL", "https://ada.example/", "https://ada.example"),
        ("SITE_URL", "http://[::1]:5000", "http://[::1]:5000"),
        ("SITE_URL", "https://Site.example/~ada/", "https://Site.example/~ada"),
        ("TRUSTED_HOSTS", "ada.example", ["ada.example"]),
        ("TRUSTED_HOSTS", "Ada.example, .example.org 127.0.0.1", HOSTS),
    ],
)
def test_addresses_are_read(
    instance: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: object
) -> None:
    (instance / "config.py").write_text(f"{name} = {text!r}")
    assert create_app().config[name] == value
    monkeypatch.setenv(f"VITAE_{name}", text)
    assert create_app({name: value}).config[name] == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("SITE_URL", text) for text in WRONG_ADDRESSES),
        *(
            ("TRUSTED_HOSTS", text)
            for text in ("", " , ", "https://a.example", "a.example:80", "a..b")
        ),
    ],
)
def test_a_wrong_address_is_a_sentence(
    instance: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(f"VITAE_{name}", text)
    with pytest.raises(SettingsError, match=rf"^VITAE_{name} takes (an address|host names)"):
        create_app()
