"""A site that has a student, a co-supervisor and an author by the same few names."""

from flask import Flask

from app.services.actor import TERMINAL
from app.services.editing import people
from tests.support.factories import fill, record

PEOPLE = [
    {
        "name": "Uma Wren",
        "level": "PhD",
        "institution": "Cape College",
        "url": "https://wren.example",
        "supervisors": [{"name": "Ada Roe", "role": "principal"}],
    },
    {
        "name": "Tom Wu",
        "level": "MSc",
        "supervisors": [
            {"name": "Ada Roe", "role": "principal"},
            {"name": "Uma Wren", "role": "co"},
            {"name": "Ines Paz", "role": "co"},
        ],
    },
]


def fill_with_people(app: Flask) -> None:
    """Load the site; the student has changed her name since."""
    works = record(title="Open sea", authors=["Ada Roe", "Uma Wren", "Ines Paz"])
    fill(app, works, people=PEOPLE, profile={"biography": "I teach Uma Wren."})
    with app.app_context():
        people.save(1, {**people.values(1), "name": "Uma Wrenley"}, TERMINAL, None)
