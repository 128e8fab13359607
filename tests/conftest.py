"""A fresh, migrated database for every test, from one that is migrated once."""

import gc
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
from tests.support.examples import FEW, QUICK, RANDOM
from tests.support.file_copies import FileCopies
from tests.support.on_postgresql import (
    cluster,
    leave_out,
    own_server,
    pytest_addoption,
    pytest_configure,
    pytest_configure_node,
    pytest_unconfigure,
    server,
)
from tests.support.prepared_sites import prepared
from tests.support.server_databases import ServerDatabases
from tests.support.shared_app import SharedApp, make_app

# Shared machines stall: how long an example takes says nothing of the code.
settings.register_profile(RANDOM, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A change is judged by the same examples as the one before; new ones are looked for by hand.
settings.register_profile("vitae", settings.get_profile(RANDOM), derandomize=True)
settings.register_profile(QUICK, settings.get_profile("vitae"), max_examples=FEW)
settings.load_profile("vitae")


# What pytest finds in this module.
__all__ = [
    "cluster",
    "own_server",
    "pytest_addoption",
    "pytest_configure",
    "pytest_configure_node",
    "pytest_unconfigure",
    "server",
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run slow tests first, so that no process is left with one at the end."""
    leave_out(config, items)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Exempt what the imports created from garbage collection."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let fixtures reuse prepared sites, unless the test patches code."""
    prepared.is_open = "monkeypatch" not in getattr(item, "fixturenames", ())


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call() -> None:
    """Make loads in the test itself real."""
    prepared.is_open = False


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
    if prepared.copying is None:
        prepared.copying = FileCopies(file)
    return file


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates compiled once, for the few tests that have an application of their own."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture(scope="session")
def shared(
    server: ServerDatabases | None,
    compiled: BytecodeCache,
    tmp_path_factory: pytest.TempPathFactory,
) -> SharedApp:
    nowhere = tmp_path_factory.mktemp("shared") / "nowhere.sqlite"
    return SharedApp(make_app(server.url if server else f"sqlite:///{nowhere}", compiled))


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Path:
    """A migrated SQLite file that no other test has seen; on PostgreSQL, its test is left out."""
    return Path(shutil.copy(migrated, tmp_path / "site.sqlite"))


@pytest.fixture
def database_url(request: pytest.FixtureRequest, server: ServerDatabases | None) -> Iterator[str]:
    """The address of a migrated database that no other test has seen."""
    if server is None:
        yield f"sqlite:///{request.getfixturevalue('database')}"
        return
    with server.own() as url:
        yield url


@pytest.fixture
def app(
    request: pytest.FixtureRequest, shared: SharedApp, server: ServerDatabases | None
) -> Iterator[Flask]:
    """An application on a fresh database, with nothing left of earlier tests."""
    yield shared.begin(server.url if server else request.getfixturevalue("database_url"))
    shared.end()
    if server:
        server.empty()


@pytest.fixture
def own_app(database_url: str, compiled: BytecodeCache) -> Iterator[Flask]:
    """An application for one test alone, which may add routes and listeners to it."""
    app = make_app(database_url, compiled)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
