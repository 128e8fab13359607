"""Recognising the same venue under two names."""

import pytest

from app.bibliography.matching import venues


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ICLR", "International Conference on Learning Representations"),
        ("ICML", "Proceedings of the 42nd International Conference on Machine Learning"),
        ("NeurIPS", "Advances in Neural Information Processing Systems"),
        ("NAACL", "North American Chapter of the Association for Computational Linguistics"),
        ("J. Neural Eng.", "Journal of Neural Engineering"),
        ("Neural Computation", "neural computation"),
        ("Proc. Int. Conf. on Tides", "Proceedings of the Third International Conference on Tides"),
        ("Tides at Sea (TAS)", "TAS 2024"),
        ("Conference", "Tides"),
    ],
)
def test_two_names_of_one_venue_may_be_the_same(one: str, other: str) -> None:
    assert venues.may_be_same(one, other)
    assert venues.may_be_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Sixth International Conference on the Mathematics of Neuroscience and AI",
            "Proceedings of the Conference on Empirical Methods in Natural Language Processing",
        ),
        ("Journal of Tides", "Journal of Dunes"),
        ("ICLR", "International Conference on Machine Learning"),
        ("Neural Networks", "Neural Computation"),
    ],
)
def test_different_venues_are_not_the_same(one: str, other: str) -> None:
    assert not venues.may_be_same(one, other)
    assert not venues.may_be_same(other, one)
