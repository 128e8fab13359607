"""Check the whole site, and fix what can be fixed."""

from collections.abc import Sequence

from app.database import db, transactions
from app.services import purging
from app.services.consistency import listed, records, rendered, structure
from app.services.consistency.fault import Fault


def check_site() -> list[Fault]:
    """Return all that is wrong; where the database itself is, only that."""
    if found := structure.check_structure():
        return found
    with transactions.reading():
        found = records.check_records()
    # What is derived from wrong records would be wrong, too.
    if not found:
        with transactions.reading():
            found = listed.check_listing()
    with transactions.reading():
        return found + rendered.check_rendered() + _check_cache()


def _check_cache() -> list[Fault]:
    error = purging.last_error()
    return [Fault(error.removesuffix("."))] if error else []


def fix_faults(faults: Sequence[Fault]) -> list[Fault]:
    """Fix what can be fixed; return what is wrong afterwards."""
    while any(one.fix for one in faults):
        before = [one.message for one in faults]
        for one in faults:
            if one.fix:
                db.session.rollback()
                one.fix()
        faults = check_site()
        if [one.message for one in faults] == before:
            break
    return list(faults)
