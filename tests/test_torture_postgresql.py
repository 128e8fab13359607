"""Trials of `make torture` on PostgreSQL, with the server killed as well."""

from pathlib import Path

import pytest

from tests.bench.sites import Site
from tests.support.postgresql import Cluster
from tests.torture import __main__ as torture
from tests.torture import sites
from tests.torture.editor import Editor
from tests.torture.killed_saves import lost, saving
from tests.torture.server import served

pytestmark = pytest.mark.slow
TRIALS = ["killed_saves", "killed_imports", "mixed_load", "two_servers"]


@pytest.fixture(scope="module")
def template(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sites.make_site(tmp_path_factory.mktemp("torture") / "template", server=cluster)


@pytest.mark.parametrize("name", TRIALS)
def test_nothing_is_lost_and_nothing_fails(template: Site, tmp_path: Path, name: str) -> None:
    for row in torture.run(name, template, tmp_path, seed=1, short=True):
        assert list(row.faults) == [], row.what


def test_a_site_outlives_its_database_server(
    cluster: Cluster, template: Site, tmp_path: Path
) -> None:
    site = sites.copied(template, tmp_path / "site")
    with served(site) as server:
        editors = [Editor(server.host, c, n) for n, c in enumerate(sites.cookies(site))]
        for how in ("fast", "kill"):
            with saving(editors):
                cluster.stop(how)
            assert server.status("/readyz") == 503
            cluster.start()
            assert lost(site, editors) == []
            assert server.status("/readyz") == 200
            assert editors[0].save().status == 200
        statuses = {status for editor in editors for status in editor.statuses}
    assert statuses <= {0, 200, 503}, statuses
    assert sites.damage(site) == []
