"""Load the profile of a profile document and its owner."""

from typing import Any

from app.bibliography import urls
from app.bibliography.document.cv import CvLayout
from app.bibliography.document.languages import Given
from app.bibliography.document.reader import Document, DocumentError, ProfilePart
from app.bibliography.names import names as person_names
from app.database import db
from app.models import Person, PersonName, Profile, ProfileTopic
from app.models.profile import PortraitFile
from app.models.translation import ProfileTranslation
from app.services.catalog import biography
from app.services.catalog import owner as catalog_owner
from app.services.catalog.selection import STANDARD
from app.services.editing import people, portrait, topics
from app.services.editing.portrait import PortraitError
from app.services.loading.languages import Languages, MissingTexts, add_languages
from app.services.loading.topics import TopicNames


def load_profile(
    document: Document, picture: bytes | None, languages: Languages, names: TopicNames
) -> int:
    """Fill the empty fields of the site's profile; return the owner's person id."""
    part = document.profile
    found = db.session.get(Profile, 1)
    profile = found or _new_profile(part)
    add_languages(profile, document, languages.own, is_new=found is None)
    _fill(profile, part, languages)
    _fill_topics(profile, list(map(names.own_name, part.research_topics)))
    _fill_person(profile.person, part)
    if picture and not profile.portrait:
        profile.portrait = _portrait(picture)
    return profile.person_id


def is_owners_name(name: str) -> bool | None:
    """Return whether a name is one of the owner's, or None if the site has no owner yet."""
    owner = catalog_owner.owner()
    return person_names.fold(name) in owner.variants if owner else None


def _new_profile(part: ProfilePart) -> Profile:
    guessed = person_names.parse(part.name)
    given = guessed.given if part.given_name is None else part.given_name
    owner = people.new_person(
        part.name, person_names.Name(given, part.family_name or guessed.family), set()
    )
    db.session.flush()
    profile = Profile(id=1, person=owner, person_id=owner.id, topics=[], links=[], portrait=[])
    profile.list_group, profile.list_view, profile.list_sort = STANDARD
    profile.cv_style, profile.cv_paper, profile.cv_parts = CvLayout().style, CvLayout().paper, []
    db.session.add(profile)
    return profile


def _fill(profile: Profile, part: ProfilePart, languages: Languages) -> None:
    texts: dict[str, Given] = {
        "memberships": languages.lines(part.memberships),
        "position_title": part.position,
        "affiliation": part.affiliation,
        "biography": part.biography,
    }
    wanted: dict[str, Any] = {
        **{field: languages.text(given) for field, given in texts.items()},
        "email": part.email,
        "links": [
            {"kind": link.kind, "label": link.label, "url": url}
            for link in part.links
            if (url := urls.encoded(link.url))
        ],
    }
    for field, value in wanted.items():
        if value and not getattr(profile, field):
            setattr(profile, field, value)
    _fill_choices(profile, part)
    if profile.biography:
        biography.render(profile)
    translations = MissingTexts(ProfileTranslation, {"biography": biography.to_html})
    for field, given in texts.items():
        translations.add(profile, field, languages.others(given))
    translations.write()


def _fill_choices(profile: Profile, part: ProfilePart) -> None:
    if (profile.list_group, profile.list_view, profile.list_sort) == STANDARD:
        shown = part.list_view
        profile.list_group, profile.list_view = shown.group, shown.view
        profile.list_sort = shown.sort
    if part.cv.parts and not profile.cv_parts:
        profile.cv_parts = [{"part": one.part, "shown": one.shown} for one in part.cv.parts]
    if (profile.cv_style, profile.cv_paper) == (CvLayout().style, CvLayout().paper):
        profile.cv_style, profile.cv_paper = part.cv.style, part.cv.paper


def _fill_topics(profile: Profile, names: list[str]) -> None:
    if names and not profile.topics:
        known = topics.ensure_topics(names)
        db.session.flush()
        profile.topics = [
            ProfileTopic(topic_id=known[name].id, position=position)
            for position, name in enumerate(dict.fromkeys(names))
        ]


def _fill_person(owner: Person, part: ProfilePart) -> None:
    if part.orcid and not owner.orcid:
        owner.orcid = part.orcid
    known = {own.name for own in owner.names}
    for name in dict.fromkeys((part.name, owner.name, *part.other_names)):
        if name not in known:
            owner.names.append(PersonName(name=name))


def _portrait(content: bytes) -> list[PortraitFile]:
    try:
        return portrait.store(portrait.squares(content))
    except PortraitError as error:
        raise DocumentError(f"profile.portrait: {error}") from None
