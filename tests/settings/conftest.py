"""A folder for the settings of a site."""

from pathlib import Path

import pytest


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VITAE_INSTANCE", str(tmp_path))
    return tmp_path
