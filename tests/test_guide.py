"""The links of the README and of the guide lead somewhere, and every page can be found."""

from pathlib import Path

import pytest

from tests.support import guide

FILES = [guide.README, *guide.PAGES]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(guide.ROOT)))
def test_every_link_leads_to_a_file_and_a_heading(file: Path) -> None:
    for target in guide.targets(file):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        found = (file.parent / path).resolve() if path else file
        assert found.is_file(), target
        assert guide.ROOT in found.parents, target
        assert not anchor or anchor in guide.anchors(found), target


@pytest.mark.parametrize("file", guide.PAGES, ids=lambda file: str(file.relative_to(guide.GUIDE)))
def test_every_page_has_one_title_and_no_heading_twice(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(guide.anchors(file)) == len(set(guide.anchors(file)))


def test_every_page_is_reached_from_the_overview() -> None:
    reached: set[Path] = set()
    waiting = [guide.OVERVIEW]
    while waiting:
        file = waiting.pop()
        if file in reached:
            continue
        reached.add(file)
        paths = [target.partition("#")[0] for target in guide.targets(file)]
        found = [(file.parent / path).resolve() for path in paths if path.endswith(".md")]
        waiting += [path for path in found if path in guide.PAGES]
    assert set(guide.PAGES) - reached == set(), "link these from app/guide/README.md"
