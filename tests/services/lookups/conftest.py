"""A fake look-up host whose responses each test defines."""

from collections.abc import Iterator

import pytest

from tests.support.fake_hosts import Host, fake_host


@pytest.fixture
def host() -> Iterator[Host]:
    with fake_host() as host:
        yield host
