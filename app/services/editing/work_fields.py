"""The fields of a version: read for the form of its work, and saved from it."""

from typing import Any

from werkzeug.urls import iri_to_uri

from app.bibliography.record import (
    LINES,
    TEXTS,
    ContributorRole,
    LinkKind,
    PublicationType,
    Status,
    VenueKind,
)
from app.bibliography.text.characters import clean
from app.database import db
from app.models import Authorship, Publication, PublicationLink
from app.services.catalog import owner, stored_html
from app.services.catalog.translations import tables, texts
from app.services.catalog.translations.languages import publication_language, site_languages
from app.services.editing import venues
from app.services.history.recording import Recording

Values = dict[str, Any]
OF_VENUE = ("venue_short", "venue_kind")
NO_AUTHOR = {
    "name": "",
    "role": ContributorRole.AUTHOR.value,
    "equal": False,
    "corresponding": False,
    "owner": False,
}


def version_values(publication: Publication) -> Values:
    """Return the form values of a version, "" for empty texts."""
    venue, owner_id = publication.venue, owner.owner_id()
    return {
        "title": _line(publication.title),
        "authors": [_author(authorship, owner_id) for authorship in publication.authorships],
        "venue": _line(venue.name) if venue else "",
        "venue_short": _line(venue.short_name) if venue else "",
        "venue_kind": venue.kind.value if venue else "",
        "year": publication.year,
        "month": str(publication.month or ""),
        "day": publication.day,
        "type": publication.type.value,
        "genre": _line(publication.genre),
        "status": publication.status.value,
        "links": [
            {"kind": link.kind.value, "label": _line(link.label), "url": link.url}
            for link in publication.links
        ],
        **{field: _line(getattr(publication, field)) for field in LINES},
        **{field: clean(getattr(publication, field) or "").strip() for field in TEXTS},
    }


def blank_version() -> Values:
    """Return the form values of a new version."""
    names = ("title", "genre", "venue", *OF_VENUE, "month", *LINES, *TEXTS)
    return {
        **dict.fromkeys(names, ""),
        **dict.fromkeys(("year", "day"), None),
        "type": PublicationType.PAPER_CONFERENCE.value,
        "status": Status.PUBLISHED.value,
        "authors": [dict(NO_AUTHOR)],
        "links": [],
        **translations(None, None),
    }


def write_fields(
    publication: Publication, present: Values, wanted: Values, recording: Recording
) -> None:
    """Save the fields that differ from `present`, and render the version."""
    changed = {name for name in present if wanted[name] != present[name]}
    for name in changed.intersection(("title", "genre", "year", "day", *LINES, *TEXTS)):
        setattr(publication, name, wanted[name] if wanted[name] != "" else None)
    publication.month = int(wanted["month"]) if wanted["month"] else None
    publication.type = PublicationType(wanted["type"])
    publication.status = Status(wanted["status"])
    if "authors" in changed:
        _set_authors(publication, wanted["authors"])
    if "links" in changed:
        _set_links(publication, wanted["links"])
    if changed.intersection(("venue", *OF_VENUE)):
        _set_venue(publication, changed, wanted, recording)
    stored_html.render(publication, owner.owner_id())


def in_own_language(publication: Publication, present: Values, wanted: Values) -> Values:
    """Return the values of a form: if the language changed, each text is still in its own."""
    languages = (publication_language(values["language"]) for values in (present, wanted))
    stored = texts.stored_texts(tables.PUBLICATION, [publication.id] if publication.id else [])
    translations = {**stored.get(publication.id, {}), **wanted}
    return {**wanted, **texts.in_language(wanted, translations, *languages)}


def write_translations(publication: Publication, wanted: Values) -> None:
    """Save the texts of a stored version in other languages."""
    texts.write_texts(tables.PUBLICATION, publication.id, wanted)


def translations(publication_id: int | None, language: str | None) -> Values:
    """Return the form values in the site's languages besides that of a version's own texts."""
    own = publication_language(language)
    others = site_languages().besides(own)
    return {**texts.form_texts(tables.PUBLICATION, publication_id, (), others)}


def _set_authors(publication: Publication, rows: list[Values]) -> None:
    owner_id = owner.owner_id()
    # An author linked to another person stays linked while the name is unchanged.
    known = {
        _line(authorship.name_as_published): authorship.person_id
        for authorship in publication.authorships
        if authorship.person_id != owner_id
    }
    made = [
        Authorship(
            position=position,
            name_as_published=row["name"],
            person_id=owner_id if row["owner"] else known.get(row["name"]),
            is_corresponding=row["corresponding"],
            equal_contribution=row["equal"],
            role=ContributorRole(row["role"]),
        )
        for position, row in enumerate(rows)
    ]
    # Positions are unique, so the old rows are deleted first.
    publication.authorships = []
    db.session.flush()
    publication.authorships = made


def _set_links(publication: Publication, rows: list[Values]) -> None:
    publication.links = []
    db.session.flush()
    publication.links = [
        PublicationLink(
            position=position,
            kind=LinkKind(row["kind"]),
            label=row["label"],
            url=iri_to_uri(row["url"]),
        )
        for position, row in enumerate(rows)
    ]


def _set_venue(
    publication: Publication, changed: set[str], wanted: Values, recording: Recording
) -> None:
    if not wanted["venue"]:
        publication.venue = None
        return
    kind = VenueKind(wanted["venue_kind"]) if wanted["venue_kind"] else None
    new_kind = kind if "venue_kind" in changed else None
    venue = venues.ensure_venue(
        wanted["venue"], new_kind, PublicationType(wanted["type"]), recording
    )
    publication.venue = venue
    if changed.intersection(OF_VENUE):
        short = wanted["venue_short"] or None if "venue_short" in changed else venue.short_name
        venues.describe(venue, short, new_kind, recording)


def _author(authorship: Authorship, owner_id: int | None) -> Values:
    return {
        "name": _line(authorship.name_as_published),
        "role": authorship.role.value,
        "equal": authorship.equal_contribution,
        "corresponding": authorship.is_corresponding,
        "owner": owner_id is not None and authorship.person_id == owner_id,
    }


def _line(text: str | None) -> str:
    return " ".join(clean(text or "").split())
