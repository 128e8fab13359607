"""The trials of `make torture`, a few rounds each."""

from pathlib import Path

import pytest

from tests.bench.sites import Site
from tests.torture import __main__ as torture
from tests.torture import killed_saves, report, sites
from tests.torture.editor import Editor
from tests.torture.report import Row

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sites.make_site(tmp_path_factory.mktemp("torture") / "template")


@pytest.mark.parametrize("name", torture.TRIALS)
def test_nothing_is_lost_and_nothing_fails(template: Site, tmp_path: Path, name: str) -> None:
    rows = torture.run(name, template, tmp_path, seed=1, short=True)
    assert rows
    for row in rows:
        assert list(row.faults) == [], row.what
        assert row.skipped or any(digit in row.done for digit in "123456789"), row.what


def test_the_table_names_what_went_wrong() -> None:
    rows = [Row("saves", "3 kills", "1 lost", ["lost"]), report.skipped("disk full", "no mount")]
    assert report.markdown(rows).splitlines()[2:] == [
        "| saves | 3 kills | 1 lost | WRONG |",
        "| disk full | nothing | no mount | skipped |",
    ]
    assert [line.split()[-1] for line in report.text(rows).splitlines()[1:]] == ["WRONG", "skipped"]


def test_a_lost_save_is_found(template: Site, tmp_path: Path) -> None:
    site = sites.copied(template, tmp_path / "site")
    editor = Editor("", "")
    editor.tried = editor.acknowledged = 1
    editor.statuses = [200]
    (named, counted) = killed_saves.lost(site, [editor])
    assert named.endswith("instead of Editor 0, save 1")
    assert counted == "the history of editor 0 has fewer saves"
