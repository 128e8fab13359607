"""A site of 50 MB is backed up, destroyed and restored, row by row."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from app.services.backup import create, restore, staging
from tests.support.site_files import differing_rows, grow


@pytest.mark.slow
def test_a_site_of_50_mb_comes_back_row_by_row(app: Flask, instance: Path) -> None:
    site, copy = instance / "site.sqlite", instance / "copy.sqlite"
    grow(site, 50)
    shutil.copy(site, copy)
    assert site.stat().st_size > 50_000_000
    with app.app_context():
        file = create.make_backup().file
    grow(site, 1)
    # The counter of topic ids differs, too: one row in each.
    assert differing_rows(site, copy) == 5 + 2_500 + 2
    with app.app_context(), staging.staged(file) as staged:
        restore.replace_site(staged)
    assert differing_rows(site, copy) == 0
