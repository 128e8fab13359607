"""What has to give way for records that come back: former addresses, and slugs of their own."""

from collections.abc import Mapping

from sqlalchemy import select

from app.database import db
from app.models import Noun, WorkSlug
from app.services.catalog import slugs
from app.services.history import snapshots
from app.services.history.collisions import batches
from app.services.history.snapshots import MODELS, Record, State

Wanted = Mapping[Record, State]


def settled(wanted: Wanted) -> dict[Record, State]:
    """Return the states with those of works that give up a former address for one of them.

    A topic or person whose slug another has now gets a free one: no form could free it.
    """
    settled = {**wanted, **_given_up(wanted)}
    for noun in (Noun.TOPIC, Noun.PERSON):
        settled |= _renamed(noun, {key: state for key, state in wanted.items() if key[0] is noun})
    return settled


def _given_up(wanted: Wanted) -> dict[Record, State]:
    works = [state for (noun, _), state in wanted.items() if noun is Noun.WORK and state]
    taking = {slug for state in works for slug in (state["slug"], *state["former"])}
    holders: set[Record] = set()
    for some in batches(sorted(taking)):
        found = db.session.scalars(select(WorkSlug.work_id).where(WorkSlug.slug.in_(some)))
        holders |= {(Noun.WORK, id_) for id_ in found}
    return {
        key: state | {"former": [slug for slug in state["former"] if slug not in taking]}
        for key, state in snapshots.at(holders - wanted.keys()).items()
    }


def _renamed(noun: Noun, wanted: Wanted) -> dict[Record, State]:
    if not any(wanted.values()):
        return {}
    model = MODELS[noun]
    slugs_now = db.session.execute(select(model.id, model.slug))
    taken = {slug for id_, slug in slugs_now if (noun, id_) not in wanted}
    renamed: dict[Record, State] = {}
    for key, state in wanted.items():
        if state and state["slug"] in taken:
            slug = slugs.make(state["name"], taken, noun.value)
            renamed[key] = state | {"slug": slug}
        if state:
            taken.add(renamed.get(key, state)["slug"])
    return renamed
