"""Entries that belong to one which is left out: who stands in its place."""


class StandIns:
    """Knows which entries are left out, and what stands in the place of each by now."""

    def __init__(self) -> None:
        self._heads: dict[int, int | None] = {}
        self._through: dict[int, int] = {}

    def leave_out(self, position: int, leader: int | None) -> None:
        """Leave out an entry; `leader` is the earlier one that it would have been a version of."""
        if leader is None:
            self._heads[position] = None
        else:
            self._through[position] = self._through.get(leader, leader)

    def is_left(self, position: int | None) -> bool:
        """Tell whether an entry is left out."""
        return position in self._heads or position in self._through

    def of(self, leader: int | None, position: int) -> int | None:
        """Return what an entry belongs to where its leader is left out; None where it is not.

        The first to belong to a work of which nothing else is left stands for itself.
        """
        if leader is None or not self.is_left(leader):
            return None
        first = self._through.get(leader, leader)
        if first not in self._heads:
            return first
        head = self._heads[first] = position if (was := self._heads[first]) is None else was
        return head
