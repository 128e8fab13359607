"""The snapshots of history, for migrations that change what they hold."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

State = dict[str, Any]
ITEMS = sa.table(
    "revision_item",
    sa.column("revision_id"),
    sa.column("position"),
    sa.column("noun"),
    sa.column("before", sa.JSON),
    sa.column("after", sa.JSON),
)


def rewrite_snapshots(noun: str, rewritten: Callable[[State, State], State]) -> None:
    """Replace the snapshots of a noun by what `rewritten` makes of (snapshot, the other one)."""
    connection = op.get_bind()
    keys = sa.select(ITEMS.c.revision_id, ITEMS.c.position).where(ITEMS.c.noun == noun)
    for key in connection.execute(keys).all():
        one = sa.and_(ITEMS.c.revision_id == key.revision_id, ITEMS.c.position == key.position)
        before, after = connection.execute(sa.select(ITEMS.c.before, ITEMS.c.after).where(one)).one()
        states = {"before": rewritten(before, after), "after": rewritten(after, before)}
        if states != {"before": before, "after": after}:
            connection.execute(ITEMS.update().where(one).values(states))
