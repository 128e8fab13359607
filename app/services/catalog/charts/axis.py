"""The scales of charts: round numbers at even distances, few enough to be read."""

from itertools import count


def ticks(first: int, last: int, most: int) -> list[int]:
    """Return the multiples of 1, 2, 5, 10, 20 … from `first` to `last`, at most so many."""
    for step in (factor * 10**power for power in count() for factor in (1, 2, 5)):
        found = range(-(-first // step) * step, last + 1, step)
        if len(found) <= most:
            break
    return list(found)


def percent(part: float, whole: float) -> str:
    """Return a share as an attribute of SVG, without digits that nobody sees."""
    return f"{round(100 * part / whole, 2):g}%"
