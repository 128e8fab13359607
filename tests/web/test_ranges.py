"""Ranges of bytes: what RFC 9110 says of each, and that parts make up the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.ranges import ByteRange, UnsatisfiableError, requested_range


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (None, None),
        ("", None),
        ("bytes=0-9", (0, 10)),
        ("bytes=5-", (5, 100)),
        ("bytes=-5", (95, 100)),
        ("bytes=-500", (0, 100)),
        ("bytes=90-500", (90, 100)),
        ("Bytes = 0-0", None),
        ("BYTES=0-0", (0, 1)),
        ("bytes= 1 - 2 ", (1, 3)),
        # Several may be answered with the whole; what is malformed or unknown is ignored.
        ("bytes=0-1,5-6", None),
        ("bytes=9-5", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=٠-١", None),
        ("pages=1-2", None),
        (f"bytes=0-{'9' * 30}", None),
    ],
)
def test_a_range_is_read_as_the_standard_says(
    header: str | None, part: tuple[int, int] | None
) -> None:
    assert requested_range(header, 100) == (ByteRange(*part) if part else None)


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_after_the_end_is_refused(header: str) -> None:
    with pytest.raises(UnsatisfiableError):
        requested_range(header, 100)


@given(st.integers(1, 10_000), st.integers(0, 9_999), st.integers(0, 20_000))
def test_each_part_lies_within_the_file(size: int, first: int, length: int) -> None:
    for header in (f"bytes={first}-{first + length}", f"bytes={first}-", f"bytes=-{length + 1}"):
        try:
            part = requested_range(header, size)
        except UnsatisfiableError:
            assert first >= size
            continue
        assert part
        assert 0 <= part.start < part.stop <= size
        assert part.content_range(size) == f"bytes {part.start}-{part.stop - 1}/{size}"
