"""What a button of its own has just done: the address that it led to says so, `?done=12`."""

from flask import request

LARGEST = 2**63 - 1
UNCHANGED = "unchanged"


def revision_id() -> int | None:
    """Return the id of the revision that the address names, None where it names none."""
    return request.args.get("done", type=_id)


def unchanged(address: str, is_unchanged: bool) -> str:
    """Return a form's address, which says so where there was nothing to save."""
    return f"{address}{'&' if '?' in address else '?'}{UNCHANGED}=1" if is_unchanged else address


def is_unchanged() -> bool:
    """Tell whether the address says that there was nothing to save."""
    return request.method == "GET" and UNCHANGED in request.args


def _id(text: str) -> int:
    number = int(text)
    if not 0 < number <= LARGEST:
        raise ValueError("no revision has such a number")
    return number
