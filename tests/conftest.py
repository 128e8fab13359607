"""A fresh, migrated database for every test, from one that is migrated once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache, FileSystemBytecodeCache

from app import create_app
from app.database import db

# Shared machines stall: how long an example takes says nothing of the code.
settings.register_profile("vitae", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vitae")


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the developer's own site and settings out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("VITAE_")]:
            if name != "VITAE_REQUIRE_VNU":
                patch.delenv(name)
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("VITAE_INSTANCE", str(tmp_path_factory.mktemp("instance")))
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "site.sqlite"
    app = create_app({"DATABASE_URL": f"sqlite:///{file}"})
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    return file


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates compiled once: each test has an application, and would compile its own."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture
def app(migrated: Path, compiled: BytecodeCache, tmp_path: Path) -> Iterator[Flask]:
    file = tmp_path / "site.sqlite"
    shutil.copy(migrated, file)
    app = create_app({"DATABASE_URL": f"sqlite:///{file}", "TESTING": True})
    app.jinja_env.bytecode_cache = compiled
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
