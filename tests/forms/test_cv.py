"""The rows of the CV's parts."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from app.forms.cv import CvForm

PARTS = [{"part": key, "shown": True} for key in ("biography", "awards", "publications")]


def form(**sent: str) -> CvForm:
    data = MultiDict({"parts": "rows", **{k.replace("_", "-"): v for k, v in sent.items()}})
    return CvForm(data, data={"parts": PARTS, "style": "apa", "paper": "a4"}, meta={"token": "x"})


def keys(rows: list[dict[str, Any]]) -> list[str]:
    return [row["part"] for row in rows]


def test_parts_are_in_the_order_sent_and_shown_if_ticked() -> None:
    sent = form(parts_0_part="awards", parts_1_part="publications", parts_1_shown="1")
    rows = sent.parts.data
    assert keys(rows) == ["awards", "publications", "biography"]
    assert [row["shown"] for row in rows] == [False, True, True]


def test_unknown_and_repeated_parts_are_dropped() -> None:
    sent = form(parts_0_part="none", parts_1_part="awards", parts_2_part="awards")
    assert sorted(keys(sent.parts.data)) == sorted(keys(PARTS))


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ("parts.1.up", ["awards", "biography", "publications"]),
        ("parts.1.down", ["biography", "publications", "awards"]),
        ("parts.0.up", keys(PARTS)),
        ("parts.9.up", keys(PARTS)),
        ("parts.1.remove", keys(PARTS)),
        ("parts.add", keys(PARTS)),
    ],
)
def test_parts_can_only_be_moved(button: str, expected: list[str]) -> None:
    sent = form(**{f"parts_{n}_part": key for n, key in enumerate(keys(PARTS))})
    sent.parts.press(button)
    assert keys(sent.parts.data) == expected
