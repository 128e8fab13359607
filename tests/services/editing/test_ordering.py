import pytest

from app.services.editing import ordering


@pytest.mark.parametrize(
    ("item", "direction", "order"),
    [
        ("b", "up", "bac"),
        ("b", "down", "acb"),
        ("a", "up", "abc"),
        ("c", "down", "abc"),
        ("c", "up", "acb"),
    ],
)
def test_an_item_moves_by_one_unless_it_is_at_the_end(
    item: str, direction: str, order: str
) -> None:
    items = list("abc")
    assert ordering.move(items, item, direction) == (order != "abc")
    assert "".join(items) == order
