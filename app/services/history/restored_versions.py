"""Versions brought back from snapshots, thousands at once: as rows, rendered anew."""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Authorship, Publication, PublicationLink, Venue
from app.services.catalog import stored_html
from app.services.history import collisions
from app.services.history.snapshots import State
from app.services.history.version_rows import AUTHOR, LINK, numbered
from app.services.history.work_snapshots import PUBLICATION

AT_ONCE = 500


def write(works: Mapping[int, State], owner_id: int | None) -> None:
    """Write all versions of these works, in their order."""
    venues = {venue.id: venue for venue in db.session.scalars(select(Venue))}
    for some in collisions.batches(sorted(works), AT_ONCE):
        made = [one for id_ in some for one in _versions(id_, works[id_], venues)]
        for one in made:
            stored_html.render(one, owner_id)
        collisions.insert(Publication, (_row(one) for one in made))
        collisions.insert(Authorship, (vars(row) for one in made for row in one.authorships))
        collisions.insert(PublicationLink, (row for one in made for row in one.links))


def _versions(work_id: int, state: State, venues: Mapping[int, Venue]) -> Iterator[Any]:
    for position, id_ in enumerate(state["publications"]):
        fields = {field: state[f"{id_}.{field}"] for field in PUBLICATION}
        authors = state[f"{id_}.authors"]
        yield SimpleNamespace(
            id=id_,
            work_id=work_id,
            position=position,
            venue=venues[fields["venue_id"]] if fields["venue_id"] else None,
            authorships=[SimpleNamespace(**row) for row in numbered(id_, AUTHOR, authors)],
            links=list(numbered(id_, LINK, state[f"{id_}.links"])),
            **fields,
        )


def _row(version: Any) -> State:
    apart = ("venue", "authorships", "links")
    return {field: value for field, value in vars(version).items() if field not in apart}
