"""Settings, in rising priority: defaults, instance file, environment, create_app's argument."""

from pathlib import Path

import pytest

from app import create_app


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
