"""Unique values (addresses, DOIs, names) that a restored record and another one both need."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.bibliography.messages import message, with_values
from app.database import db
from app.database.bulk import batches, write
from app.models import Noun, Publication, Topic, TopicSlug, Work, WorkSlug
from app.services.catalog import slugs
from app.services.catalog.translations import tables, texts
from app.services.history import snapshots
from app.services.history.snapshot_queries import MODELS
from app.services.history.snapshots import RecordRef, State
from app.translations.text import lazy_gettext, translated

UNIQUE: dict[Noun, tuple[str, ...]] = {
    Noun.TOPIC: ("slug", "name"),
    Noun.VENUE: ("name",),
    Noun.PERSON: ("slug", "orcid"),
    Noun.WORK: ("slug",),
    Noun.SECTION: ("slug", "name"),
}
# Their names are unique in each language.
TRANSLATED_NAMES = (Noun.TOPIC, Noun.SECTION)
# The key of its error, its column, the holder's id and name columns, and the wanted values.
Claim = tuple[str, Any, Any, Any, list[Any]]
ERRORS = {
    "version": message(
        "A version of it now belongs to “%(holder)s”. Join the two works or undo their split first."
    ),
    "slug": message(
        "Its web address now belongs to “%(holder)s”. Change that first, then try again."
    ),
    "name": message("Its name now belongs to “%(holder)s”. Change that first, then try again."),
    "orcid": message(
        "Its ORCID iD now belongs to “%(holder)s”. Change that first, then try again."
    ),
    "doi": message("Its DOI now belongs to “%(holder)s”. Change that first, then try again."),
}
ERASED = lazy_gettext("Part of it was deleted permanently.")


class CannotRestoreError(Exception):
    """A record can't be restored; the message tells the user why."""


def check_unique_values(wanted: Mapping[RecordRef, State]) -> None:
    """Raise CannotRestoreError if another record now has a unique value of these states."""
    for noun, fields in UNIQUE.items():
        states = [state for (kind, _), state in wanted.items() if kind is noun and state]
        restored_ids = {id_ for kind, id_ in wanted if kind is noun}
        model = MODELS[noun]
        claims = [
            (
                field,
                getattr(model, field),
                model.id,
                model.slug if noun is Noun.WORK else model.name,
                [state[field] for state in states],
            )
            for field in fields
        ]
        if noun in TRANSLATED_NAMES:
            claims.append(_translated_names(noun, states))
        for claim in (_work_claims(states) if noun is Noun.WORK else []) + claims:
            _check_claim(claim, restored_ids)


def release_unique_values(
    wanted: Mapping[RecordRef, State], present: Mapping[RecordRef, State]
) -> None:
    """Replace unique values that other records of these states need with placeholders."""
    for noun, fields in UNIQUE.items():
        changing = [
            id_
            for (kind, id_), state in wanted.items()
            if kind is noun
            and present[kind, id_]
            and any(present[kind, id_][field] != state.get(field) for field in fields)
        ]
        # No form accepts this character, so no name or address contains it.
        rows = [
            {"of": id_, **{field: f"\x01{id_}" for field in fields if field != "orcid"}}
            for id_ in changing
        ]
        write(MODELS[noun], rows, **({"orcid": None} if noun is Noun.PERSON else {}))


def _translated_names(noun: Noun, states: list[State]) -> Claim:
    model = tables.BY_NOUN[noun].model
    names = [
        texts.key(language, text)
        for state in states
        for name, text in state.items()
        if (language := snapshots.field_name(name).language)
    ]
    in_language = model.language + "." + model.text
    return "name", in_language, model.record_id, model.text, names


def _work_claims(states: list[State]) -> list[Claim]:
    slugs = [slug for state in states for slug in (state["slug"], *state["former"])]
    former = [slug for state in states for slug in state["former"]]
    versions = [id_ for state in states for id_ in state["publications"]]
    dois = [state[f"{id_}.doi"] for state in states for id_ in state["publications"]]
    work_id, title = Publication.work_id, Publication.title_text
    return [
        # Checked first: no other advice helps while another work has the version.
        ("version", Publication.id, work_id, title, versions),
        ("slug", Work.slug, Work.id, Work.slug, former),
        ("slug", WorkSlug.slug, WorkSlug.work_id, WorkSlug.slug, slugs),
        ("doi", Publication.doi, work_id, title, dois),
    ]


def _check_claim(claim: Claim, restored_ids: set[int]) -> None:
    key, column, holder_id, name, values = claim
    for some in batches([value for value in values if value is not None]):
        held = select(holder_id, name).where(column.in_(some)).order_by(holder_id)
        for id_, holder in db.session.execute(held):
            if id_ not in restored_ids:
                raise CannotRestoreError(translated(with_values(ERRORS[key], holder=holder)))


Wanted = Mapping[RecordRef, State]


def resolve_collisions(wanted: Wanted) -> dict[RecordRef, State]:
    """Return the states, and those of works and topics that must give up a former address.

    A topic, person or section whose slug is taken gets a free one, since no form can change slugs.
    """
    resolved = {**wanted, **_without_taken_addresses(Noun.WORK, WorkSlug.work_id, wanted)}
    resolved |= _without_taken_addresses(Noun.TOPIC, TopicSlug.topic_id, wanted)
    for noun in (Noun.TOPIC, Noun.PERSON, Noun.SECTION):
        resolved |= _with_free_slugs(
            noun, {key: state for key, state in wanted.items() if key[0] is noun}
        )
    return resolved | _without_slugs_in_use(
        {key: state for key, state in resolved.items() if key[0] is Noun.TOPIC}
    )


def _without_taken_addresses(noun: Noun, holder: Any, wanted: Wanted) -> dict[RecordRef, State]:
    """Return the states of works or topics that must give up a former address."""
    states = [state for (kind, _), state in wanted.items() if kind is noun and state]
    taking = {slug for state in states for slug in (state["slug"], *state["former"])}
    holders: set[RecordRef] = set()
    for some in batches(sorted(taking)):
        found = db.session.scalars(select(holder).where(holder.class_.slug.in_(some)))
        holders |= {(noun, id_) for id_ in found}
    return {
        key: state | {"former": [slug for slug in state["former"] if slug not in taking]}
        for key, state in snapshots.current_states(holders - wanted.keys()).items()
    }


def _without_slugs_in_use(topics: Wanted) -> dict[RecordRef, State]:
    """Return the states of topics without former slugs that a topic has now."""
    restored = {key: state for key, state in topics.items() if state and state["former"]}
    if not restored:
        return {}
    rows = db.session.execute(select(Topic.id, Topic.slug))
    used = {slug for id_, slug in rows if (Noun.TOPIC, id_) not in topics}
    used |= {state["slug"] for state in topics.values() if state}
    return {
        key: state | {"former": [slug for slug in state["former"] if slug not in used]}
        for key, state in restored.items()
    }


def _with_free_slugs(noun: Noun, wanted: Wanted) -> dict[RecordRef, State]:
    if not any(wanted.values()):
        return {}
    model = MODELS[noun]
    rows = db.session.execute(select(model.id, model.slug))
    taken = {slug for id_, slug in rows if (noun, id_) not in wanted}
    renamed: dict[RecordRef, State] = {}
    for key, state in wanted.items():
        if state and state["slug"] in taken:
            slug = slugs.make_slug(state["name"], taken, noun.value)
            renamed[key] = state | {"slug": slug}
        if state:
            taken.add(renamed.get(key, state)["slug"])
    return renamed
