"""The owner's profile: read for its forms, and saved from them."""

from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import select
from werkzeug.urls import iri_to_uri

from app.bibliography.messages import message
from app.bibliography.names import names
from app.database import db
from app.models import Action, Noun, Person, PersonName, Profile, ProfileTopic, Topic
from app.models.profile import OwnerLink
from app.services.actor import Actor
from app.services.catalog import biography as catalog_biography
from app.services.catalog import owner, slugs
from app.services.catalog.selection import Arrangement
from app.services.catalog.translations import tables, texts
from app.services.editing import text_language as language_of_texts
from app.services.editing import topics
from app.services.history import recording as history_recording
from app.services.history.recording import Recording
from app.services.history.snapshots import RecordRef
from app.translations.collation import sorted_texts

Values = dict[str, Any]
NO_TRANSLATIONS: Values = {}
OF_PROFILE = ("position_title", "affiliation", "memberships")
OF_PERSON = ("name", "given_name", "family_name")


def records() -> list[RecordRef]:
    """Return the records of the profile: itself and its person."""
    person_id = owner.owner_id()
    return [(Noun.PROFILE, 1), *([(Noun.PERSON, person_id)] if person_id else [])]


def header() -> Values:
    """Return the values of the header's form, empty if the site has no profile."""
    profile = db.session.get(Profile, 1)
    if profile is None:
        return dict.fromkeys((*OF_PERSON, *OF_PROFILE, "orcid", "email", "other_names"), "") | {
            "links": [],
            "topics": [],
            **texts.form_texts(tables.PROFILE, None, OF_PROFILE),
        }
    person = profile.person
    return {
        **{field: getattr(person, field) for field in OF_PERSON},
        "other_names": "\n".join(
            sorted_texts(n.name for n in person.names if n.name != person.name)
        ),
        **{field: getattr(profile, field) for field in OF_PROFILE},
        "orcid": person.orcid or "",
        "email": profile.email or "",
        "links": [dict(link) for link in profile.links],
        "topics": [{"name": name} for name in _topic_names(profile)],
        **texts.form_texts(tables.PROFILE, profile.id, OF_PROFILE),
    }


def biography() -> Values:
    """Return the values of the biography's form."""
    profile = db.session.get(Profile, 1)
    return {
        "biography": profile.biography if profile else "",
        **texts.form_texts(tables.PROFILE, profile.id if profile else None, ["biography"]),
    }


def save_header(values: Values, actor: Actor, form_key: str | None) -> int | None:
    """Save the header; return the revision's id, or None if nothing differs."""
    with record_profile(actor, message("Edited the profile"), form_key) as recording:
        profile = watched_profile(values["name"], recording)
        person = profile.person
        for field in OF_PROFILE:
            setattr(profile, field, values[field])
        texts.write_texts(tables.PROFILE, profile.id, values)
        profile.email = values["email"] or None
        profile.links = [_link(row) for row in values["links"]]
        rename(person, values)
        person.orcid = values["orcid"] or None
        _set_topics(profile, [row["name"] for row in values["topics"]], recording)
    return recording.revision_id


def save_biography(
    text: str, actor: Actor, form_key: str | None, translations: Values = NO_TRANSLATIONS
) -> int | None:
    """Save the biography; return the revision's id, or None if nothing differs."""
    with record_profile(actor, message("Edited the biography"), form_key) as recording:
        profile = watched_profile("", recording)
        profile.biography = text
        catalog_biography.render(profile)
        texts.write_texts(tables.PROFILE, profile.id, translations)
    return recording.revision_id


def save_arrangement(arrangement: Arrangement, actor: Actor, form_key: str | None) -> int | None:
    """Show the list like this by default; return the revision's id, or None if it is so."""
    title = message("Changed the default view of publications")
    with record_profile(actor, title, form_key) as recording:
        profile = watched_profile("", recording)
        profile.list_group, profile.list_view, profile.list_sort = arrangement
    return recording.revision_id


def cv_choices() -> Values:
    """Return the citation style, paper and parts of the CV as the owner chose them."""
    profile = db.session.get_one(Profile, 1)
    return {"style": profile.cv_style, "paper": profile.cv_paper, "parts": profile.cv_parts}


def save_cv(values: Values, actor: Actor, form_key: str | None) -> int | None:
    """Save the choices of the CV; return the revision's id, or None if nothing differs."""
    with record_profile(actor, message("Changed the CV"), form_key) as recording:
        profile = watched_profile("", recording)
        profile.cv_style, profile.cv_paper = values["style"], values["paper"]
        profile.cv_parts = values["parts"]
    return recording.revision_id


def languages() -> Values:
    """Return the values of the form of the site's languages."""
    profile = db.session.get_one(Profile, 1)
    rows = [{"language": tag} for tag in profile.languages]
    return {"languages": rows, "text_language": profile.text_language}


def save_languages(
    tags: list[str], text_language: str, actor: Actor, form_key: str | None
) -> int | None:
    """Save the site's languages, and that of the texts; translations into others are kept."""
    with record_profile(actor, message("Changed the site's languages"), form_key) as recording:
        profile = watched_profile("", recording)
        if text_language != profile.text_language:
            recording.watch_everything()
            language_of_texts.exchange(profile.text_language, text_language)
        profile.languages, profile.text_language = tags, text_language
    return recording.revision_id


def record_profile(
    actor: Actor, title: str, form_key: str | None
) -> AbstractContextManager[Recording]:
    """Record a save of the profile."""
    return history_recording.recording(actor, Action.SAVE, title, form_key=form_key)


def watched_profile(name: str, recording: Recording) -> Profile:
    """Return the watched profile, creating one for `name` if there is none."""
    recording.watch(Noun.PROFILE, 1)
    profile = db.session.get(Profile, 1)
    if profile is None:
        taken = set(db.session.scalars(select(Person.slug)))
        parts = names.parse(name)
        person = Person(
            slug=slugs.make_slug(name, taken, "person"),
            name=name,
            given_name=parts.given,
            family_name=parts.family,
        )
        db.session.add(person)
        db.session.flush()
        recording.made(Noun.PERSON, person.id)
        profile = Profile(id=1, person=person, links=[], portrait=[])
        db.session.add(profile)
        db.session.flush()
    recording.watch(Noun.PERSON, profile.person_id)
    return profile


def _link(row: Values) -> OwnerLink:
    return {"kind": row["kind"], "label": row["label"], "url": iri_to_uri(row["url"])}


def rename(person: Person, values: Values) -> None:
    """Set the owner's name, its parts, and the other names used in publications."""
    parts = names.parse(values["name"])
    given, family = values.get("given_name", ""), values.get("family_name", "")
    if not family or (values["name"] != person.name and (given, family) == _parts(person)):
        given, family = parts
    person.name, person.given_name, person.family_name = values["name"], given, family
    wanted = list(dict.fromkeys([values["name"], *values["other_names"].splitlines()]))
    known = {variant.name: variant for variant in person.names}
    person.names = [known.get(name) or PersonName(name=name) for name in wanted if name.strip()]


def _parts(person: Person) -> tuple[str, str]:
    return person.given_name, person.family_name


def _topic_names(profile: Profile) -> list[str]:
    query = select(Topic.name).join(ProfileTopic).order_by(ProfileTopic.position)
    return list(db.session.scalars(query.where(ProfileTopic.profile_id == profile.id)))


def _set_topics(profile: Profile, wanted: list[str], recording: Recording) -> None:
    wanted = topics.spelt(wanted)
    if wanted == _topic_names(profile):
        return
    known = set(db.session.scalars(select(Topic.name)))
    found = topics.ensure_topics(wanted)
    db.session.flush()
    recording.made(Noun.TOPIC, *(found[name].id for name in wanted if name not in known))
    # Positions are unique, so the old rows are deleted first.
    profile.topics = []
    db.session.flush()
    profile.topics = [
        ProfileTopic(topic_id=found[name].id, position=n) for n, name in enumerate(wanted)
    ]
