"""Finished answers by address: bounded in bytes, and only of one version of the data."""

from collections import OrderedDict
from collections.abc import Hashable

from app.serving.finished_answer import FinishedAnswer

Key = tuple[Hashable, ...]
# Of the memory for all answers, what one may take.
LARGEST_SHARE = 4


class AnswerCache:
    """Keeps answers of the current version, and drops those that were not used for longest."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._version: Hashable = None
        self._answers: OrderedDict[Key, FinishedAnswer] = OrderedDict()
        self.used = 0

    def find(self, version: Hashable, address: Key, accept: str) -> FinishedAnswer | None:
        """Return the answer of a version, or None."""
        if version != self._version:
            self._forget()
            self._version = version
        key = self._key(address, accept)
        if found := self._answers.get(key):
            self._answers.move_to_end(key)
        return found

    def keep(self, version: Hashable, address: Key, accept: str, answer: FinishedAnswer) -> None:
        """Keep an answer that was made of this version or a newer one."""
        if version != self._version or answer.size > self._capacity // LARGEST_SHARE:
            return
        key = self._key(address, accept)
        self._drop(key)
        self._answers[key] = answer
        answer.is_kept = True
        self.recount(answer)

    def recount(self, answer: FinishedAnswer) -> None:
        """Count the bytes that an answer grew by, and make room for them."""
        if answer.is_kept:
            self.used += answer.size - answer.counted
            answer.counted = answer.size
            while self.used > self._capacity:
                self._drop(next(iter(self._answers)))

    def _key(self, address: Key, accept: str) -> Key:
        # The first answer at an address says whether there may be others.
        first = self._answers.get(address)
        if first is None or first.accept is None or first.accept == accept:
            return address
        return (*address, accept)

    def _forget(self) -> None:
        for key in list(self._answers):
            self._drop(key)

    def _drop(self, key: Key) -> None:
        if dropped := self._answers.pop(key, None):
            self.used -= dropped.counted
            dropped.is_kept, dropped.counted = False, 0
