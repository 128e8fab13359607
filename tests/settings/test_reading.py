"""Settings are checked when the site starts; what is wrong is said in a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import create_app
from app.settings import DEFAULTS, SETTINGS, SettingsError
from app.settings.addresses import DATABASE, FRAMING_HOSTS
from app.settings.kinds import LINE


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
TEXTS = [setting.name for setting in SETTINGS if setting.kind in (LINE, FRAMING_HOSTS)]
WRONG_NUMBERS = ("abc", "", "-1", "2.5", "1e3", "true", "null", "[]", "NaN", "9" * 30)
WRONG_ADDRESSES = (
    *("", "ada.example", "//ada.example", "ftp://ada.example", "https://", "https:///ada"),
    *("https://ada.example?a=1", "https://ada.example/#a", "https://ada@eve.example"),
    *(
        "https://a.example/b c",
        'https://a.example/"',
        "https://a.example/<b>",
        "https://a.example//b",
        "https://a.example/b/../c",
        "https://a.example/%C3%A9",
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
        with pytest.raises(SettingsError) as error:
            create_app()
        assert str(error.value).startswith(f"{instance / 'config.py'}, line 1: {name} takes ")


def test_a_sentence_names_what_a_setting_takes(instance: Path) -> None:
    (instance / "config.py").write_text("import os\nif True:\n    WORKS_PER_PAGE = 'abc'\n")
    with pytest.raises(SettingsError) as error:
        create_app()
    assert str(error.value) == (
        f"{instance / 'config.py'}, line 3: WORKS_PER_PAGE takes a whole number from 1 to 1,000,"
        " not 'abc'."
    )


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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("WORKS_PER_PAEG", "Did you mean WORKS_PER_PAGE?"),
        ("proxies", "Did you mean VITAE_PROXIES?"),
        ("INSTANCES", "Did you mean VITAE_INSTANCE?"),
        ("XYZ", "`flask --app wsgi settings` lists all."),
        ("PROXIES__X", "Did you mean VITAE_PROXIES?"),
    ],
)
def test_an_unknown_variable_is_refused_with_the_closest_name(
    instance: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    monkeypatch.setenv(f"VITAE_{name}", "10")
    with pytest.raises(SettingsError) as error:
        create_app()
    wanted = said.replace("mean WORKS", "mean VITAE_WORKS")
    assert str(error.value) == f"There is no setting VITAE_{name}. {wanted}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("WORKS_PER_PAEG", "Did you mean WORKS_PER_PAGE?"),
        ("MY_OWN", "Names of your own are written in small letters."),
    ],
)
def test_an_unknown_name_in_the_file_is_refused_with_its_line(
    instance: Path, name: str, said: str
) -> None:
    (instance / "config.py").write_text(f"import os\nmy_own = 1\n{name} = 10\n")
    with pytest.raises(SettingsError) as error:
        create_app()
    place = f"{instance / 'config.py'}, line 3"
    assert str(error.value) == f"{place}: There is no setting {name}. {said}"


def test_settings_of_the_libraries_are_known(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (instance / "config.py").write_text("SESSION_COOKIE_NAME = 'x'\nSQLALCHEMY_ECHO = False\n")
    monkeypatch.setenv("VITAE_SQLALCHEMY_ENGINE_OPTIONS__pool_size", "3")
    monkeypatch.setenv("VITAE_TRAP_BAD_REQUEST_ERRORS", "false")
    app = create_app()
    assert app.config["SESSION_COOKIE_NAME"] == "x"
    assert app.config["SQLALCHEMY_ENGINE_OPTIONS"] == {"pool_size": 3}
    assert app.config["TRAP_BAD_REQUEST_ERRORS"] is False


def test_all_that_is_wrong_is_said_at_once(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (instance / "config.py").write_text("PROXIES = -1\nFEED_ENTRIES = 0\n")
    monkeypatch.setenv("VITAE_LOOKUPS", "maybe")
    with pytest.raises(SettingsError) as error:
        create_app()
    assert [line.split()[-1] for line in str(error.value).splitlines()] == ["-1.", "0.", "'maybe'."]


def test_the_last_assignment_of_a_name_is_the_one_that_is_named(instance: Path) -> None:
    (instance / "config.py").write_text("PROXIES = 1\nPROXIES: int = 2\nPROXIES -= 3\n")
    with pytest.raises(SettingsError, match=r"config\.py, line 3: PROXIES takes"):
        create_app()


def test_a_secret_is_in_no_message(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (instance / "config.py").write_text("LOOKUP_OPENALEX_KEY = b'hush'\n")
    monkeypatch.setenv("VITAE_DATABASE_URL", "postgres+none://ada:hush@host/name")
    with pytest.raises(SettingsError) as error:
        create_app()
    assert len(str(error.value).splitlines()) == 2
    assert "hush" not in str(error.value)


def test_an_empty_variable_of_the_database_is_none(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VITAE_DATABASE_URL", "")
    assert create_app().config["DATABASE_URL"] is None


def test_an_address_as_hosting_providers_write_it_leads_to_postgresql() -> None:
    address = DATABASE.read("postgres://ada:a%40b@host/postgres://")
    assert address == "postgresql://ada:a%40b@host/postgres://"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("site.sqlite", "DATABASE_URL takes an address"),
        ("postgresql://ada:secret@host:port/name", "DATABASE_URL takes an address"),
        ("oracle+none://host", "DATABASE_URL takes an address"),
        ("mysql+pymysql://host/x", "DATABASE_URL takes an address"),
        ("postgresql+pg8000://host/x", "DATABASE_URL needs the library pg8000, .*postgresql.txt"),
    ],
)
def test_an_address_of_no_database_is_a_sentence(instance: Path, url: str, reason: str) -> None:
    with pytest.raises(SettingsError, match=f"^{reason}") as error:
        create_app({"DATABASE_URL": url})
    assert "secret" not in str(error.value)


@pytest.mark.slow
def test_servers_and_commands_end_in_the_sentence(instance: Path) -> None:
    file = instance / "config.py"
    file.write_text("PROXIES = -1")
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "account", "list"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    said = f"{file}, line 1: PROXIES takes a whole number from 0 to 100, not -1."
    assert done.stderr == f"Error: {said}\n"


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
