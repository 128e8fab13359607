"""What the app knows in one place alone, lest two places come to differ."""

from pathlib import Path

import pytest

APP = Path(__file__).parent.parent / "app"


def mentioning(text: str) -> set[str]:
    sources = (file for file in APP.rglob("*.py") if "migrations" not in file.parts)
    return {str(f.relative_to(APP)) for f in sources if text in f.read_text(encoding="utf-8")}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # The second asks of any person whether something refers to her.
        ("Profile.person_id", {"services/recognising.py", "services/references.py"}),
    ],
)
def test_what_is_known_in_one_place(text: str, places: set[str]) -> None:
    assert mentioning(text) == places
