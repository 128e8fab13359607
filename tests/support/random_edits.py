"""Random edits of a site through the services that its forms call."""

from collections.abc import Callable
from random import Random
from typing import Any

from sqlalchemy import select

from app.bibliography.document.sections import SectionKind
from app.bibliography.record import ContributorRole, Status, VenueKind
from app.database import db
from app.models import (
    Noun,
    Publication,
    Revision,
    RevisionItem,
    Section,
    SectionEntry,
    Supervision,
    Topic,
    Work,
    WorkState,
)
from app.services.actor import TERMINAL
from app.services.catalog import version_order
from app.services.catalog.translations import tables
from app.services.editing import bulk, merging, people, profile, splitting, topics, versions, works
from app.services.editing.sections import entries, sections
from app.services.history import undo as history_undo
from app.services.history.collisions import CannotRestoreError
from app.services.loading import new_site
from tests.support import random_texts
from tests.support.random_texts import text, translations

Edit = Callable[[Random], object]
NAMES = ("Ada Roe", "Kim Li", "Bo Ek", "A. Roe", "Zoë Ng", "Roe, Ada")
TOPICS = ("Tides", "Salt", "Wind", "Sea ice")
VENUES = ("", "Journal of Tides", "arXiv", "Annals", "Workshop on Salt")
# What a form would say in words beside the field, and what only a rare edit runs into.
REFUSED = (CannotRestoreError, version_order.NoSuchRecordError, version_order.OnlyVersionError)


def edit(name: str, seed: int) -> None:
    """Do one edit, if the site has what it takes; needs an application context."""
    try:
        EDITS[name](Random(seed))  # noqa: S311 (a test needs the same edits every time)
    except REFUSED:
        db.session.rollback()
    db.session.expunge_all()


def one_of(chance: Random, model: Any) -> Any:
    found = db.session.scalars(select(model).order_by(model.id)).all()
    if not found:
        raise version_order.NoSuchRecordError(model)
    return chance.choice(found)


def save_work(chance: Random) -> None:
    work = one_of(chance, Work)
    version = chance.choice([None, *(publication.id for publication in work.publications)])
    edited = works.edited_work(work.slug, version)
    french = translations(chance, tables.PUBLICATION)
    wanted = {**edited.values(), **some_fields(chance), **french}
    state = chance.choice([None, None, WorkState.DRAFT, WorkState.PUBLISHED])
    works.save(edited, wanted, state, TERMINAL, None)


def add_work(chance: Random) -> None:
    wanted = {
        **works.blank_values(),
        "title": text(chance, 3),
        **some_fields(chance),
        **translations(chance, tables.PUBLICATION),
        "slug": "",
    }
    works.add(wanted, chance.choice([None, WorkState.DRAFT]), TERMINAL, None)


def some_fields(chance: Random) -> dict[str, Any]:
    number = free_number(chance)
    fields: dict[str, Any] = {
        "title": text(chance, 4),
        "abstract": chance.choice(["", text(chance, 60)]),
        "authors": [author(chance) for _ in range(chance.randint(1, 12))],
        "topics": chance.sample(TOPICS, chance.randint(0, 3)),
        "new_topics": chance.choice(["", f"Topic {number % 3}"]),
        "links": [
            {"kind": "web", "label": text(chance, 1), "url": f"https://a.example/{number}"}
            for _ in range(chance.randint(0, 2))
        ],
        "venue": chance.choice(VENUES),
        "venue_short": chance.choice(["", "JT"]),
        "venue_kind": chance.choice(["", *VenueKind]),
        "genre": chance.choice(["", "Poster"]),
        "status": chance.choice(list(Status)).value,
        "doi": f"10.1000/{number}",
        "slug": f"work-{number}",
        "featured_position": chance.choice([None, 0, 1]),
    }
    chosen = chance.sample(sorted(fields), chance.randint(1, 4))
    year = chance.choice([None, 1999, 2024])
    month = chance.choice(["", "7"]) if year else ""
    return {name: fields[name] for name in chosen} | {"year": year, "month": month, "day": None}


def free_number(chance: Random) -> int:
    """Return a number that no DOI has yet: a form would refuse a DOI of another publication."""
    taken = set(db.session.scalars(select(Publication.doi)))
    while f"10.1000/{(number := chance.randint(0, 10**6))}" in taken:
        pass
    return number


def author(chance: Random) -> dict[str, Any]:
    marks = {mark: chance.random() < 0.2 for mark in ("equal", "corresponding", "owner")}
    role = chance.choice(list(ContributorRole))
    return {"name": chance.choice(NAMES), "role": role.value, **marks}


def delete_work(chance: Random) -> None:
    works.delete(one_of(chance, Work).slug, TERMINAL, None)


def join(chance: Random) -> None:
    first, second = one_of(chance, Work).slug, one_of(chance, Work).slug
    if first != second:
        merging.join(first, second, TERMINAL, None)


def split(chance: Random) -> None:
    version = one_of(chance, Publication)
    splitting.split(db.session.get_one(Work, version.work_id).slug, version.id, TERMINAL, None)


def show_version(chance: Random) -> None:
    version = one_of(chance, Publication)
    work = db.session.get_one(Work, version.work_id)
    act = chance.choice([versions.show, versions.show, versions.remove])
    act(work.slug, version.id, TERMINAL, None)


def add_version(chance: Random) -> None:
    work = one_of(chance, Work)
    values = {
        "title": text(chance, 3),
        "type": "article",
        "genre": "",
        "status": "under-review",
        "venue": chance.choice(VENUES),
        "year": 2020,
        "doi": "",
        "arxiv_id": "",
    }
    versions.add(work.slug, values, TERMINAL, None)


def edit_topic(chance: Random) -> None:
    topic = one_of(chance, Topic)
    ids = [id_ for id_ in db.session.scalars(select(Topic.id)) if id_ != topic.id]
    acts: list[Callable[[], object]] = [
        lambda: topics.rename(
            topic.id,
            free_name(topic.name, chance),
            TERMINAL,
            None,
            random_texts.names(chance),
        ),
        lambda: topics.move(topic.id, chance.choice(["up", "down"]), TERMINAL),
        lambda: topics.merge(topic.id, chance.choice(ids), TERMINAL) if ids else None,
        lambda: topics.delete(topic.id, TERMINAL),
    ]
    chance.choice(acts)()


def free_name(name: str, chance: Random) -> str:
    """Return the name with digits at its end that no other topic has."""
    taken = set(db.session.scalars(select(Topic.name)))
    while name in taken:
        name += str(chance.randint(0, 9))
    return name


def edit_profile(chance: Random) -> None:
    header = profile.header()
    values = {
        **header,
        "name": header["name"] or "Ada Roe",
        "position_title": text(chance, 2),
        "other_names": chance.choice(["", "A. Roe\nRoe"]),
        "topics": [{"name": name} for name in chance.sample(TOPICS, 2)],
        **translations(chance, tables.PROFILE),
    }
    profile.save_header(values, TERMINAL, None)
    french = translations(chance, tables.PROFILE)
    profile.save_biography(text(chance, 9), TERMINAL, None, french)


def edit_person(chance: Random) -> None:
    names = chance.sample(NAMES, 2)
    given = {
        **people.new_values(),
        "name": names[0],
        "level": text(chance, 1),
        **translations(chance, tables.SUPERVISION),
        "is_unnamed": chance.random() < 0.3,
        "supervisors": [{"name": names[1], "role": "co"}],
    }
    if chance.random() < 0.5:
        people.add(given, TERMINAL, None)
        return
    id_ = one_of(chance, Supervision).id
    if chance.random() < 0.4:
        people.delete(id_, TERMINAL)
    else:
        people.save(id_, given, TERMINAL, None)


def edit_section(chance: Random) -> None:
    if chance.random() < 0.4:
        kind, name = chance.choice(list(SectionKind)), f"Section {chance.getrandbits(32)}"
        sections.add(kind, name, TERMINAL, None, random_texts.names(chance))
        return
    id_ = one_of(chance, Section).id
    acts: list[Callable[[], object]] = [
        lambda: sections.save(
            id_, {"name": f"Part {id_}", **random_texts.names(chance)}, TERMINAL, None
        ),
        lambda: sections.move(id_, chance.choice(["up", "down"]), TERMINAL),
        lambda: sections.delete(id_, TERMINAL),
    ]
    chance.choice(acts)()


def edit_entry(chance: Random) -> None:
    section = one_of(chance, Section)
    new = entries.new_values(section.id)
    given = {**new, "what": text(chance, 2), **translations(chance, tables.ENTRY)}
    if chance.random() < 0.5:
        entries.add(section.id, given, TERMINAL, None)
        return
    id_ = one_of(chance, SectionEntry).id
    if chance.random() < 0.3:
        entries.delete(id_, TERMINAL)
    else:
        entries.save(id_, given, TERMINAL, None)


def edit_many(chance: Random) -> None:
    ids = [work_id for work_id in db.session.scalars(select(Work.id)) if chance.random() < 0.6]
    acts: list[Callable[[], object]] = [
        lambda: bulk.publish(ids, TERMINAL, None),
        lambda: bulk.hide(ids, TERMINAL, None),
        lambda: bulk.add_topic(ids, chance.choice(TOPICS), TERMINAL, None),
        lambda: bulk.remove(ids[:2], TERMINAL, None),
    ]
    chance.choice(acts)()


def start_over(chance: Random) -> None:
    new_site.start_over(chance.choice(NAMES[:3]), TERMINAL, None)


def undo(chance: Random) -> None:
    latest = select(Revision).order_by(Revision.id.desc()).limit(6)
    found = list(db.session.scalars(latest))
    if found:
        history_undo.undo(chance.choice(found), TERMINAL)


def restore(chance: Random) -> None:
    ids = list(db.session.execute(select(RevisionItem.revision_id, RevisionItem.position)))
    if ids:
        item = db.session.get_one(RevisionItem, tuple(chance.choice(ids)))
        revision = db.session.get_one(Revision, item.revision_id)
        history_undo.restore((Noun(item.noun), item.record_id), revision, TERMINAL)


EDITS: dict[str, Edit] = {
    "save": save_work,
    "add": add_work,
    "delete": delete_work,
    "join": join,
    "split": split,
    "show version": show_version,
    "add version": add_version,
    "topic": edit_topic,
    "profile": edit_profile,
    "person": edit_person,
    "section": edit_section,
    "entry": edit_entry,
    "many": edit_many,
    "start": start_over,
    "undo": undo,
    "restore": restore,
}
# What people do most is done most.
MOSTLY = ("save", "save", "add", *sorted(EDITS.keys() - {"start"})) * 5 + ("start",)
