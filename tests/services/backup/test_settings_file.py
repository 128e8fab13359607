"""The settings of a backup: they come back, but never lead a site to another database."""

import os
from pathlib import Path

import pytest
from flask import Flask

from app.services.backup import create, restore, settings_file, staging
from app.services.backup.restore import Restored
from app.services.backup.settings_file import SettingsOutcome

ELSEWHERE = "DATABASE_URL = 'sqlite:////srv/elsewhere.sqlite'\n"
PLAIN = "WORKS_PER_PAGE = 10\n"


@pytest.fixture
def settings(instance: Path) -> Path:
    return instance / "config.py"


def back_up_and_restore(
    app: Flask, settings: Path, backed_up: str, present: str, mode: int | None = None
) -> Restored:
    settings.write_text(backed_up)
    with app.app_context():
        file = create.make_backup(settings.with_name("mine.zip")).file
    settings.unlink()
    if present:
        settings.write_text(present)
        settings.chmod(mode or 0o600)
    with app.app_context(), staging.staged(file) as staged:
        return restore.replace_site(staged)


@pytest.mark.parametrize("present", ["", "WORKS_PER_PAGE = 99\n"])
def test_settings_of_another_database_are_put_beside_the_own(
    app: Flask, settings: Path, present: str
) -> None:
    result = back_up_and_restore(app, settings, ELSEWHERE, present)
    assert result.settings is SettingsOutcome.OTHER_DATABASE
    assert (settings.read_text() if settings.exists() else "") == present
    aside = settings.with_name("config.py.restored")
    assert aside.read_text() == ELSEWHERE
    assert aside.stat().st_mode & 0o777 == 0o600


def test_settings_that_would_lead_back_to_the_default_database_are_put_beside(
    app: Flask, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    default = "sqlite:////srv/default.sqlite"
    monkeypatch.setattr(settings_file, "database_address", lambda given, _: given or default)
    result = back_up_and_restore(app, settings, PLAIN, ELSEWHERE)
    assert result.settings is SettingsOutcome.OTHER_DATABASE
    assert settings.read_text() == ELSEWHERE


def test_a_variable_that_names_the_database_wins_over_both(
    app: Flask, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = str(app.config["SQLALCHEMY_DATABASE_URI"])
    monkeypatch.setenv("VITAE_DATABASE_URL", address)
    assert back_up_and_restore(app, settings, ELSEWHERE, PLAIN).settings is SettingsOutcome.RESTORED
    assert settings.read_text() == ELSEWHERE


@pytest.mark.parametrize(("former", "mode"), [(None, 0o600), (0o640, 0o640)])
def test_restored_settings_are_as_private_as_those_before(
    app: Flask, settings: Path, former: int | None, mode: int
) -> None:
    umask = os.umask(0o022)
    try:
        back_up_and_restore(app, settings, PLAIN, "WORKERS = 1\n" if former else "", former)
    finally:
        os.umask(umask)
    assert settings.read_text() == PLAIN
    assert settings.stat().st_mode & 0o777 == mode
