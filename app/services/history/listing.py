"""What a change concerns in the list: works, and the names of people, venues and topics."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.models import Noun
from app.services.catalog.listing.refresh import ListingChanges
from app.services.history.snapshots import RecordRef, State, field_name

# The changed fields of a venue and of a topic that words are searched in.
NAMES = {"name", "short_name"}


def listing_changes(
    before: Mapping[RecordRef, State], items: Iterable[dict[str, Any]]
) -> ListingChanges:
    """Return what to refresh: all watched works, and what the revision's other items concern."""
    changes = ListingChanges(works={id_ for noun, id_ in before if noun is Noun.WORK})
    for item in items:
        noun, id_ = item["noun"], item["record_id"]
        fields = item["before"].keys() | item["after"].keys()
        if noun is Noun.PROFILE and "person_id" in fields:
            changes.is_everything = True
        elif noun is Noun.PERSON:
            changes.people.add(id_)
            changes.former_names |= _names(before.get((noun, id_), {}))
        elif not item["is_made"] and any(field_name(one).field in NAMES for one in fields):
            changes.venues |= {id_} if noun is Noun.VENUE else set()
            changes.topics |= {id_} if noun is Noun.TOPIC else set()
    return changes


def _names(state: State) -> set[str]:
    return {state["slug"], state["name"], *state["names"]} if state else set()
