"""Settings, in rising priority: defaults, instance file, environment, create_app's argument."""

from pathlib import Path

import pytest

from app import create_app
from app.settings import SettingsError


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VITAE_INSTANCE", str(tmp_path))
    return tmp_path


def test_defaults(instance: Path) -> None:
    app = create_app()
    assert app.config["WORKS_PER_PAGE"] == 25
    assert app.config["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{instance / 'site.sqlite'}"


def test_settings_are_overridden_in_order_of_priority(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (instance / "config.py").write_text("WORKS_PER_PAGE = 10\nSHOW_ALL_LIMIT = 20\n")
    monkeypatch.setenv("VITAE_SHOW_ALL_LIMIT", "30")
    app = create_app({"DOCUMENT_LIMIT": 40})
    wanted = ("WORKS_PER_PAGE", "SHOW_ALL_LIMIT", "DOCUMENT_LIMIT")
    assert [app.config[name] for name in wanted] == [10, 30, 40]


def test_database_url_works_without_the_vitae_prefix(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////tmp/elsewhere.sqlite")
    assert create_app().config["SQLALCHEMY_DATABASE_URI"] == "sqlite:////tmp/elsewhere.sqlite"


def test_the_folder_of_the_site_is_created(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VITAE_INSTANCE", str(instance / "a" / "b"))
    create_app()
    assert (instance / "a" / "b").is_dir()


def test_a_folder_that_cannot_be_created_is_a_sentence(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (instance / "file").write_text("")
    folder = instance / "file" / "site"
    monkeypatch.setenv("VITAE_INSTANCE", str(folder))
    with pytest.raises(SettingsError, match=rf"^The folder {folder} can't be created \(Not a dir"):
        create_app()
    # A database elsewhere needs no folder here.
    create_app({"DATABASE_URL": f"sqlite:///{instance / 'site.sqlite'}"})
    assert not folder.exists()
