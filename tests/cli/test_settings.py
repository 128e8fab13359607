"""`flask --app wsgi settings`: what is set, where, and what it means; no secrets."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskCliRunner

from app.cli import settings
from app.settings import SETTINGS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VITAE_INSTANCE", str(tmp_path))
    return tmp_path


@pytest.fixture
def runner() -> FlaskCliRunner:
    return settings.only_settings().test_cli_runner()


def test_each_setting_is_listed_with_its_value_and_meaning(
    instance: Path, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (instance / "config.py").write_text("\nPDF_LIMIT = 2048\n")
    monkeypatch.setenv("VITAE_PROXIES", "1")
    result = runner.invoke(args=["settings"])
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert f"PDF_LIMIT = 2048 (2 kB) set in {instance / 'config.py'}, line 2; default:" in shown
    assert "PROXIES = 1 set in VITAE_PROXIES; default: 0 Number of trusted" in shown
    assert "SESSION_IDLE = 7200 (2 hours, default) Seconds without use" in shown
    for one in SETTINGS:
        assert f"{one.name} = " in shown
        assert one.meaning in shown
    assert max(map(len, result.stdout.splitlines())) <= max(80, len(str(instance)) + 60)


def test_secrets_are_not_shown(
    instance: Path, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (instance / "config.py").write_text("SECRET_KEY = LOOKUP_OPENALEX_KEY = 'hush'\n")
    monkeypatch.setenv(
        "VITAE_DATABASE_URL", "postgresql+psycopg://ada:hush@db.example/vitae?password=hush&a=b"
    )
    for options in ([], ["--json"]):
        result = runner.invoke(args=["settings", *options])
        assert "hush" not in result.output
        assert "postgresql+psycopg://ada:***@db.example/vitae?a=b&password=hidden" in result.output
        assert "(not shown)" in result.output
        assert "SECRET_KEY" in result.output


def test_a_wrong_setting_is_named_beside_the_list(
    instance: Path, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    (instance / "config.py").write_text("PROXIES = -1\n")
    monkeypatch.setenv("VITAE_SESSION_IDLE", "50000")
    result = runner.invoke(args=["settings"])
    assert result.exit_code == 1
    place = f"{instance / 'config.py'}, line 1"
    assert f"PROXIES = 0\n    wrong, see below; set in {place}; default: 0" in result.stdout
    assert "Note: SESSION_IDLE (50000) exceeds SESSION_LONGEST" in result.stdout
    assert result.stderr.startswith(f"Error: {place}: PROXIES takes a whole number")


def test_programs_get_the_same_as_json(instance: Path, runner: FlaskCliRunner) -> None:
    (instance / "config.py").write_text("PROXIES = -1\nWORKERS = 3\n")
    result = runner.invoke(args=["settings", "--json"])
    found = json.loads(result.stdout)
    by_name: dict[str, Any] = {one["name"]: one for one in found["settings"]}
    assert list(by_name) == [one.name for one in SETTINGS]
    assert by_name["WORKERS"] == {
        "name": "WORKERS",
        "value": 3,
        "default": 2,
        "source": f"{instance / 'config.py'}, line 2",
        "meaning": by_name["WORKERS"]["meaning"],
        "problem": None,
    }
    assert found["problems"] == [by_name["PROXIES"]["problem"]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PROXIES = -1\n", "line 1: PROXIES takes a whole number from 0 to 100, not -1."),
        ("PROXIES = (1\n", "line 1: '(' was never closed."),
    ],
)
def test_the_command_works_while_no_other_does(instance: Path, text: str, said: str) -> None:
    (instance / "config.py").write_text(text)
    for command, printed in [("settings", "Settings of the site in"), ("check", "")]:
        done = subprocess.run(  # noqa: S603 (our own command)
            [sys.executable, "-m", "flask", "--app", "wsgi", command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert done.stdout.startswith(printed)
        assert done.stderr == f"Error: {instance / 'config.py'}, {said}\n"
    assert [*instance.iterdir()] == [instance / "config.py"]
