"""What a button of its own has just done: the address that it led to says so, `?done=12`."""

from flask import request

LARGEST = 2**63 - 1


def revision_id() -> int | None:
    """Return the id of the revision that the address names, None where it names none."""
    return request.args.get("done", type=_id)


def _id(text: str) -> int:
    number = int(text)
    if not 0 < number <= LARGEST:
        raise ValueError("no revision has such a number")
    return number
