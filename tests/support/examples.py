"""How many examples a test tries that says so itself: as it says, or few in `make quick`."""

from hypothesis import settings

QUICK = "quick"
FEW = 5


def at_most(count: int) -> int:
    """Return `count`, or few where the tests run with the profile of `make quick`."""
    return min(count, FEW) if settings.get_current_profile_name() == QUICK else count
