"""Which examples properties are tried on: the same each time, few in `make quick`, or new ones."""

from hypothesis import settings

QUICK, RANDOM = "quick", "random"
FEW = 5


def at_most(count: int) -> int:
    """Return `count`, or few where the tests run with the profile of `make quick`."""
    return min(count, FEW) if settings.get_current_profile_name() == QUICK else count
