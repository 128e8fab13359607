"""Random works of several versions, and all that a site holds."""

from random import Random
from typing import Any

from sqlalchemy import delete, select

from app.bibliography.record import LinkKind, PublicationType
from app.database import db
from app.models import (
    Authorship,
    Noun,
    PdfContent,
    Profile,
    Publication,
    PublicationFile,
    PublicationLink,
    Topic,
    Venue,
    Work,
    WorkSlug,
    WorkState,
)
from app.services.catalog import stored_html, version_order
from app.services.history import snapshots
from tests.support.database import content

TITLES = ["On tides", "Salt, $x^2$", "\\emph{Waves}", "Ωκεανός", "\U0001f30a"]
HASHES = ["a" * 64, "b" * 64]


def whole_site() -> tuple[Any, Any]:
    """Return all snapshots and all rows of content; needs an application context."""
    return [snapshots.take_snapshots(noun, snapshots.every_id(noun)) for noun in Noun], content()


def fill_randomly(chance: Random) -> None:
    """Replace the works by two to four random ones, of one to four versions each."""
    db.session.execute(delete(Work))
    for digest in HASHES:
        db.session.merge(PdfContent(hash=digest, size=1, pages=1, first_page="", content=b"x"))
    topics = list(db.session.scalars(select(Topic).order_by(Topic.id)))
    for number in range(chance.randint(2, 4)):
        work = Work(
            slug=f"work-{number}",
            state=chance.choice(list(WorkState)),
            featured_position=chance.choice([None, 0, 3]),
            is_arranged=chance.random() < 0.5,
            topics=chance.sample(topics, chance.randint(0, 3)),
        )
        db.session.add(work)
        work.publications = [_version(chance, place) for place in range(chance.randint(1, 4))]
        db.session.flush()
        if chance.random() < 0.5:
            db.session.add(WorkSlug(slug=f"former-{number}", work_id=work.id))
        version_order.arrange_versions(work)
    db.session.commit()


def _version(chance: Random, position: int) -> Publication:
    venues = [None, *db.session.scalars(select(Venue).order_by(Venue.id))]
    owner = db.session.scalar(select(Profile.person_id))
    authors = chance.sample(["Ada Roe", "Kim Li", "Zoë {\\'E}"], chance.randint(0, 3))
    made = Publication(
        position=position,
        title=chance.choice(TITLES),
        type=chance.choice(list(PublicationType)),
        year=chance.choice([None, 2020, 2024]),
        venue=chance.choice(venues),
        abstract=chance.choice([None, "Salt & $x$"]),
        doi=chance.choice([None, f"10.1000/{chance.random()}"]),
        authorships=[
            Authorship(
                position=n,
                name_as_published=name,
                person_id=chance.choice([None, owner]),
                equal_contribution=chance.random() < 0.5,
                is_corresponding=chance.random() < 0.5,
            )
            for n, name in enumerate(authors)
        ],
        links=[
            PublicationLink(position=0, kind=LinkKind.PDF, label="PDF", url="https://a.example")
        ],
        # Unique within a work, but not among works that may be joined.
        files=[
            PublicationFile(position=n, name=f"{name}-{position}", hash=chance.choice(HASHES))
            for n, name in enumerate(chance.sample(["paper", "talk"], chance.randint(0, 2)))
        ],
    )
    stored_html.render(made, owner)
    return made
