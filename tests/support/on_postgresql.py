"""`pytest --postgresql`: the tests run on a server of their own, started once for all processes.

Tests that ask for the file of an SQLite database are left out then, and those that ask for the
server otherwise.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.postgresql import Cluster, NoServerError, Server
from tests.support.prepared_sites import prepared
from tests.support.server_databases import ServerDatabases

OPTION, FOLDER = "--postgresql", "postgresql_folder"
OF_FILES, OF_SERVERS = {"database", "migrated"}, {"cluster", "own_server"}
# What these look at is the same whatever stores it, and they take long.
OF_NO_DATABASE = (
    "cli/test_settings.py",
    "services/guide/",
    "services/lookups/test_client.py",
    "services/lookups/test_find.py",
    "services/lookups/test_probe.py",
    "views/public/works/test_coins.py",
    "views/public/works/test_metadata.py",
    "views/test_guide.py",
)
TESTS = Path(__file__).parents[1]
CLUSTER = pytest.StashKey[Cluster]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption(OPTION, action="store_true", help="run the tests on PostgreSQL")


def pytest_configure(config: pytest.Config) -> None:
    """Start the server, unless another process has."""
    # A test's thread or application may end without closing one, as with SQLite's.
    config.addinivalue_line(
        "filterwarnings", "ignore:.*was deleted while still open:ResourceWarning"
    )
    if config.getoption(OPTION) and not hasattr(config, "workerinput"):
        try:
            config.stash[CLUSTER] = Cluster()
        except NoServerError as error:
            pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell another process where the server is."""
    if cluster := node.config.stash.get(CLUSTER, None):
        node.workerinput[FOLDER] = str(cluster.folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server."""
    if cluster := config.stash.get(CLUSTER, None):
        cluster.close()


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of the other database, and on PostgreSQL those of none."""
    is_server = config.getoption(OPTION)
    others = OF_FILES if is_server else OF_SERVERS
    left_out = [
        item
        for item in items
        if others & {*getattr(item, "fixturenames", ())} or (is_server and _is_of_none(item))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in {*left_out}]


def _is_of_none(item: pytest.Item) -> bool:
    return item.path.relative_to(TESTS).as_posix().startswith(OF_NO_DATABASE)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> ServerDatabases | None:
    """The databases of this process, if the tests run on PostgreSQL."""
    if not request.config.getoption(OPTION):
        return None
    found = getattr(request.config, "workerinput", {})
    folder = Path(found[FOLDER]) if found else request.config.stash[CLUSTER].folder
    databases = ServerDatabases(Server(folder), found.get("workerid", "main"))
    prepared.copying = databases
    return databases


@pytest.fixture
def own_server(server: ServerDatabases | None) -> Server:
    """The server of these tests: for tests that only PostgreSQL can pass."""
    assert server, "such a test is left out on SQLite"
    return server.server


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server for the tests of one module, which may stop it."""
    own = Cluster()
    yield own
    own.close()
